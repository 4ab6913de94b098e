import { type HandoverItem, handoverOf } from '../model/handover.ts'
import { inWorld } from '../model/shown-alerts.ts'
import { type Console, worldOf } from '../state/console.ts'
import type { State } from '../state/state.ts'
import { SeverityMark } from './severity-mark.tsx'
import { Moment } from './time.tsx'

type Props = { readonly state: State; readonly con: Console }

/** What the next watch has to be told, to be read aloud or printed. */
export const HandoverView = ({ state, con }: Props) => {
  const alerts = [...state.alerts.values()].map(({ alert }) => alert).filter((alert) => inWorld(alert, worldOf(state)))
  const { open, unacknowledged } = handoverOf(alerts, state.nowMs + (state.feed?.clockOffsetMs ?? 0))
  return (
    <main class="page handover">
      <h2>Handover</h2>
      <p>
        <Moment at={state.nowMs} />, {state.session?.name ?? 'operator'}{' '}
        <button type="button" onClick={() => print()}>
          Print
        </button>
      </p>
      <h3>Not acknowledged by anybody ({unacknowledged.length})</h3>
      <Items items={unacknowledged} con={con} since="Raised" />
      <h3>Acknowledged but open, oldest first ({open.length})</h3>
      <Items items={open} con={con} since="Acknowledged" />
    </main>
  )
}

const Items = ({
  items,
  con,
  since,
}: {
  readonly items: readonly HandoverItem[]
  readonly con: Console
  readonly since: string
}) =>
  items.length === 0 ? (
    <p class="empty">None.</p>
  ) : (
    <ol class="handover-items">
      {items.map((item) => (
        <li key={item.alertId} class={item.exercise ? 'exercise' : ''}>
          <p class="headline">
            <SeverityMark severity={item.severity} />
            {item.exercise && <span class="tag exercise-tag">EXERCISE</span>}
            <strong>{item.subject}</strong>
            <button type="button" class="link" onClick={() => con.go({ view: 'watch', alertId: item.alertId })}>
              {item.alertId}
            </button>
          </p>
          <p>
            {since} <Moment at={item.sinceMs} /> {since === 'Acknowledged' && `by ${item.by}`}
            {item.acknowledgedNote !== null && `: “${item.acknowledgedNote}”`}
          </p>
          {item.silencedUntilMs !== null && (
            <p>
              <strong>Silenced</strong> until <Moment at={item.silencedUntilMs} />
            </p>
          )}
          {item.questions.length > 0 && (
            <>
              <h4>Open questions</h4>
              <ul>
                {item.questions.map((question) => (
                  <li key={question}>{question}</li>
                ))}
              </ul>
            </>
          )}
          {item.notes.length > 0 && (
            <>
              <h4>Notes</h4>
              <ul>
                {item.notes.map(({ at, operator, text }) => (
                  <li key={`${at} ${text}`}>
                    <Moment at={at} /> {operator}: {text}
                  </li>
                ))}
              </ul>
            </>
          )}
        </li>
      ))}
    </ol>
  )
