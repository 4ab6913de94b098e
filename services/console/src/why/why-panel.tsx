import type { AlertView } from '@landfall/contracts'
import { ActionBar } from '../actions/action-bar.tsx'
import { changeWords } from '../alert/change-words.ts'
import { SeverityMark } from '../alert/severity-mark.tsx'
import { severityOf } from '../alert/severity-of.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatSum } from '../format/format-interval.ts'
import { Moment } from '../format/moment.tsx'
import type { Console } from '../state/console.ts'
import type { State } from '../state/state.ts'
import { Evidence } from './evidence.tsx'
import { Limbs } from './limbs.tsx'
import { Links } from './links.tsx'
import { TimelineView } from './timeline-view.tsx'
import { VersionHistory } from './version-history.tsx'

type Props = { readonly alert: AlertView | undefined; readonly state: State; readonly con: Console }

/** Why it fired, with all that is needed to redo the sum. */
export const WhyPanel = ({ alert, state, con }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, on a screen on a wall with nothing inside to hold the focus
  <section class={`why${alert?.exercise ? ' exercise' : ''}`} id="why" aria-labelledby="why-heading" tabIndex={0}>
    <h2 id="why-heading">{alert === undefined ? 'Why' : `Why: ${alert.alertId}`}</h2>
    {alert === undefined ? (
      <p class="empty">
        {state.route.alertId === null
          ? 'Choose an alert to see its evidence.'
          : `There is no alert ${state.route.alertId}${state.everHeld ? '' : ' yet: the alerts are being fetched'}.`}
      </p>
    ) : (
      <Why alert={alert} state={state} con={con} />
    )}
  </section>
)

const Why = ({ alert, state, con }: { readonly alert: AlertView; readonly state: State; readonly con: Console }) => (
  <>
    {alert.kind === 'mass-arrival' && <p class="safety">{alert.safety}</p>}
    <p class="headline">
      <SeverityMark severity={severityOf(alert)} />
      {alert.exercise && <span class="tag exercise-tag">EXERCISE</span>}
      {alert.kind === 'mass-arrival' ? (
        <span>
          <strong>{formatSum(alert.unauthorised)}</strong> without permission; the threshold is more than{' '}
          {alert.threshold}. <strong>{alert.certainty}</strong>.
        </span>
      ) : (
        <span>
          {alert.status === 'open' ? 'Nothing from' : 'Heard again. Nothing had come from'}{' '}
          <strong>{alert.source.id}</strong> ({alert.source.kind}) since <Moment at={alert.lastHeardAt} />; expected
          every {formatDuration(alert.expectedIntervalSeconds * 1_000)}. A calm picture means nothing where it alone
          looks.
        </span>
      )}
    </p>
    <ActionBar alert={alert} state={state} con={con} />
    <Ending alert={alert} con={con} />
    <p class="about">
      Version {alert.version} ({changeWords(alert.changes)}) of <Moment at={alert.updatedAt} />
      {alert.acknowledgement && (
        <>
          . Acknowledged by {alert.acknowledgement.operator ?? 'an operator'} at version {alert.acknowledgement.version}
          , <Moment at={alert.acknowledgement.at} />
        </>
      )}
    </p>
    {alert.kind === 'mass-arrival' && (
      <>
        <Limbs alert={alert} />
        <TimelineView alert={alert} />
        <Evidence alert={alert} />
        <Links links={alert.links} />
      </>
    )}
    <Notes alert={alert} />
    <VersionHistory entries={state.histories.get(alert.alertId)} />
    <Exports alert={alert} />
  </>
)

const Ending = ({ alert, con }: { readonly alert: AlertView; readonly con: Console }) => {
  if (alert.status === 'open') return null
  const { supersededBy } = alert
  return (
    <p class="ending">
      <strong>{alert.status.toUpperCase()}</strong>
      {alert.reason !== null && `: ${alert.reason}`}
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
        {alert.notes.map(({ at, operator, text }) => (
          <li key={`${at} ${text}`}>
            <Moment at={at} /> <strong>{operator ?? 'somebody'}</strong>: {text}
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
      <a href={`${path}/history?limit=1000`} download={`${alertId}-history.json`}>
        History
      </a>{' '}
      <button type="button" onClick={() => print()}>
        Print
      </button>
    </p>
  )
}
