import { useLayoutEffect } from 'preact/hooks'
import { Icon } from '../../alert/icon.tsx'
import { SeverityMark } from '../../alert/severity-mark.tsx'
import { WorldTag } from '../../alert/world-tag.tsx'
import { ForeignText } from '../../format/foreign-text.tsx'
import type { Console } from '../../state/create-console.ts'
import { select } from '../../state/select.ts'
import type { AlertEntry, State } from '../../state/state.ts'
import { alertRow } from './alert-row.ts'
import type { ListProps } from './list-props.ts'
import { rowClass } from './row-class.ts'

/** How long a row shows what has changed. */
const CHANGED_MS = 60_000

/** Up to eight alerts: one card each. */
export const AlertCards = ({ state, con, scroller, hold }: ListProps) => {
  const chosenId = select.chosenAlertId(state)
  const isListed = chosenId !== null && state.order.includes(chosenId)
  useLayoutEffect(() => {
    if (isListed) scroller.current?.querySelector('.row.selected')?.scrollIntoView({ block: 'nearest' })
  }, [chosenId, isListed])
  return (
    <ul class="cards" {...hold}>
      {state.order.map((alertId) => {
        const entry = state.alerts.get(alertId)
        return entry && <Card key={alertId} entry={entry} isSelected={alertId === chosenId} state={state} con={con} />
      })}
    </ul>
  )
}

type CardProps = {
  readonly entry: AlertEntry
  readonly isSelected: boolean
  readonly state: State
  readonly con: Console
}

const Card = ({ entry, isSelected, state, con }: CardProps) => {
  const row = alertRow(entry.alert, select.serverNowMs(state))
  const isFresh = entry.changed !== '' && state.nowMs - entry.changedAtMs < CHANGED_MS
  return (
    <li class={`card ${rowClass(row, isSelected)}`}>
      <button
        type="button"
        data-alert-id={row.alertId}
        aria-current={isSelected ? 'true' : undefined}
        onClick={() => con.go({ alertId: row.alertId, view: 'watch' })}
      >
        <span class="head">
          <SeverityMark severity={row.severity} />
          <WorldTag exercise={row.exercise} />
          <span class="kind">{row.kind}</span>
          {isFresh && <span class="tag changed">{entry.changed}</span>}
          <span class="when" title={`raised ${row.raised} UTC`}>
            {row.shortAge} <span class="ago">ago</span>
          </span>
        </span>
        <span class="place">
          <ForeignText>{row.place}</ForeignText>
        </span>
        <span class="people">
          {row.likely !== '' && <strong>{row.likely}</strong>} <ForeignText>{row.people}</ForeignText>
          <span class="raised">
            <span class="out-of-sight">raised</span> {row.raised} UTC
          </span>
        </span>
        <span class={`certainty ${row.phase ?? ''}`}>
          {row.phase !== null && <span class="tag phase">{row.phase}</span>} <ForeignText>{row.certainty}</ForeignText>
        </span>
        <span class="state">
          <Icon name={row.stateIcon} small />
          <span class="words">
            <ForeignText>{row.state}</ForeignText>
          </span>
          {row.isLate && <span class="tag late">late report</span>}
        </span>
      </button>
    </li>
  )
}
