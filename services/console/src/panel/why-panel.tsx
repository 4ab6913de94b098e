import { type AlertView, describeAuthor } from '@landfall/contracts'
import { ActionBar } from '../actions/action-bar.tsx'
import { changeWords } from '../alert/change-words.ts'
import { SeverityMark } from '../alert/severity-mark.tsx'
import { severityOf } from '../alert/severity-of.ts'
import { WorldTag } from '../alert/world-tag.tsx'
import { Checklist } from '../checklist/checklist.tsx'
import { craftKey } from '../craft/create-craft-store.ts'
import { ForeignText } from '../format/foreign-text.tsx'
import { Moment } from '../format/moment.tsx'
import { NoteText } from '../format/note-text.tsx'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { VersionHistory } from './version-history.tsx'
import { whySections } from './why-sections.tsx'

type Props = { readonly alert: AlertView | undefined; readonly state: State; readonly con: Console }

/** Why the alert fired, with everything needed to redo the sum. */
export const WhyPanel = ({ alert, state, con }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and in kiosk mode nothing inside it can take the focus
  <section class={`why${alert?.exercise ? ' exercise' : ''}`} id="why" aria-labelledby="why-heading" tabIndex={0}>
    <h2 id="why-heading">{alert === undefined ? 'Why' : `Why: ${alert.alertId}`}</h2>
    {alert === undefined ? (
      <p class="empty">
        {state.route.alertId === null
          ? 'Choose an alert to see its evidence.'
          : `There is no alert ${state.route.alertId}${state.hasSnapshot ? '' : ' yet: the alerts are being fetched'}.`}
      </p>
    ) : (
      <Why alert={alert} state={state} con={con} />
    )}
  </section>
)

const Why = ({ alert, state, con }: { readonly alert: AlertView; readonly state: State; readonly con: Console }) => {
  const near = state.near?.alertId === alert.alertId ? state.near.answer : 'asking'
  const mayReport = state.session?.role === 'operator' && !state.route.kiosk
  const onReport = (craftId: string): void =>
    con.go({ view: 'report', craft: craftKey({ craftId, exercise: alert.exercise }) })
  const onTakeBack = (craftId: string, arrivedAt: string): void =>
    con.setDialog({ kind: 'take-back', craftId, exercise: alert.exercise, arrivedAt })
  const { safety, headline, evidence } = whySections(alert, {
    near,
    nowMs: select.serverNowMs(state),
    onReport: mayReport ? onReport : undefined,
    onTakeBack: mayReport ? onTakeBack : undefined,
  })
  return (
    <>
      {safety}
      <p class="headline">
        <SeverityMark severity={severityOf(alert)} />
        <WorldTag exercise={alert.exercise} />
        {headline}
      </p>
      <ActionBar alert={alert} state={state} con={con} />
      <Ending alert={alert} con={con} />
      <Checklist alert={alert} state={state} con={con} />
      <VersionLine alert={alert} />
      {evidence}
      <Notes alert={alert} />
      <VersionHistory entries={state.histories.get(alert.alertId)} />
      <Exports alert={alert} />
    </>
  )
}

const VersionLine = ({ alert: { version, changes, updatedAt, acknowledgement } }: { readonly alert: AlertView }) => (
  <p class="about">
    Version {version} ({changeWords(changes)}) of <Moment at={updatedAt} />
    {acknowledgement && (
      <>
        . Acknowledged by <ForeignText>{describeAuthor(acknowledgement)}</ForeignText> at version{' '}
        {acknowledgement.version}, <Moment at={acknowledgement.at} />
      </>
    )}
  </p>
)

const Ending = ({ alert, con }: { readonly alert: AlertView; readonly con: Console }) => {
  if (alert.status === 'open') return null
  const { supersededBy } = alert
  return (
    <p class="ending">
      <strong>{alert.status.toUpperCase()}</strong>
      {alert.reason !== null && (
        <>
          : <ForeignText>{alert.reason}</ForeignText>
        </>
      )}
      {supersededBy !== null && (
        <button type="button" onClick={() => con.go({ alertId: supersededBy })}>{`Go to ${supersededBy}`}</button>
      )}
    </p>
  )
}

const Notes = ({ alert }: { readonly alert: AlertView }) =>
  alert.notes.length === 0 ? null : (
    <>
      <h3>Notes</h3>
      {alert.notesMore > 0 && <p class="about">{`${alert.notesMore} older ones are in the history.`}</p>}
      <ul class="notes">
        {alert.notes.map(({ at, text, ...author }) => (
          <li key={`${at} ${text}`}>
            <Moment at={at} />{' '}
            <strong>
              <ForeignText>{describeAuthor(author, 'somebody')}</ForeignText>
            </strong>
            : <NoteText>{text}</NoteText>
          </li>
        ))}
      </ul>
    </>
  )

const Exports = ({ alert: { alertId } }: { readonly alert: AlertView }) => {
  const path = `v1/alerts/${encodeURIComponent(alertId)}`
  return (
    <p class="exports">
      Export:{' '}
      <a href={`${path}/cap`} download={`${alertId}.cap.xml`}>
        CAP 1.2
      </a>{' '}
      <a href={path} download={`${alertId}.json`}>
        JSON
      </a>{' '}
      <a href={`${path}/history?limit=1000&export=true`} download={`${alertId}-history.json`}>
        History
      </a>{' '}
      <button type="button" onClick={() => print()}>
        Print
      </button>
    </p>
  )
}
