import type { AlertView } from '@landfall/contracts'
import type { ComponentChildren } from 'preact'
import { ActionBar } from '../actions/action-bar.tsx'
import { headingOf } from '../alert/heading-of.ts'
import { placeOf } from '../alert/place-of.ts'
import { SeverityMark } from '../alert/severity-mark.tsx'
import { severityOf } from '../alert/severity-of.ts'
import { WorldTag } from '../alert/world-tag.tsx'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatUtc } from '../format/format-utc.ts'
import { stateWords } from '../list/rows/state-words.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { CopyButton } from './copy-button.tsx'
import { Ending } from './ending.tsx'
import { MoreMenu } from './more-menu.tsx'

type Props = {
  readonly alert: AlertView
  readonly state: State
  readonly con: Console
  /** The number, or what stands for it. */
  readonly children: ComponentChildren
}

/** How bad, where, how many, since when, and what can be done: always in view, above what scrolls. */
export const PanelHeader = ({ alert, state, con, children }: Props) => {
  const nowMs = select.serverNowMs(state)
  return (
    <header class={`panel-head ${severityOf(alert)}`}>
      <p class="ident">
        <SeverityMark severity={severityOf(alert)} />
        <WorldTag exercise={alert.exercise} />
        <span class="attention" title={stateWords(alert, nowMs)}>
          <ForeignText>{stateWords(alert, nowMs)}</ForeignText>
        </span>
        <span class="since" title={formatUtc(Date.parse(alert.raisedAt))}>
          raised <strong>{formatApproxDuration(nowMs - Date.parse(alert.raisedAt))}</strong> ago
        </span>
      </p>
      <h2 id="panel-heading">
        <ForeignText>{headingOf(alert)}</ForeignText>
      </h2>
      <Where alert={alert} con={con} />
      {children}
      <Ending alert={alert} con={con} />
      <div class="acts">
        <ActionBar alert={alert} state={state} con={con} />
        <MoreMenu alert={alert} con={con} />
      </div>
    </header>
  )
}

const Where = ({ alert, con }: { readonly alert: AlertView; readonly con: Console }) => {
  const place = placeOf(alert)
  return (
    <p class="where">
      {place !== null && (
        <span>
          {place.positionText} <CopyButton text={place.positionText} what="position" con={con} />
        </span>
      )}
      <span class="id">
        <ForeignText>{alert.alertId}</ForeignText> <CopyButton text={alert.alertId} what="identifier" con={con} />
      </span>
    </p>
  )
}
