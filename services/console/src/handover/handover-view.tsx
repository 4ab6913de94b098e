import { SeverityMark } from '../alert/severity-mark.tsx'
import { Moment } from '../format/moment.tsx'
import { showAll } from '../list/alert-list.tsx'
import { WORLD_WORDS } from '../list/filter-bar.tsx'
import { inWorld } from '../list/shown-alerts.ts'
import type { Console } from '../state/console.ts'
import { worldFilterOf } from '../state/select.ts'
import { serverNowMs } from '../state/server-now.ts'
import type { State } from '../state/state.ts'
import { type HandoverItem, handoverOf } from './handover.ts'

type Props = { readonly state: State; readonly con: Console }

/** What the next watch has to be told, to be read aloud or printed. */
export const HandoverView = ({ state, con }: Props) => {
  const all = [...state.alerts.values()].map(({ alert }) => alert)
  const alerts = all.filter((alert) => inWorld(alert, worldFilterOf(state)))
  const leftOut = all.filter((alert) => alert.listed && !inWorld(alert, worldFilterOf(state))).length
  const { open, unacknowledged, closed } = handoverOf(alerts, serverNowMs(state))
  return (
    <main id="main" tabIndex={-1} class="page handover">
      <h2>Handover</h2>
      <p>
        <Moment at={serverNowMs(state)} />, {state.session?.name ?? 'operator'}{' '}
        <button type="button" onClick={() => print()}>
          Print
        </button>
      </p>
      {leftOut > 0 && (
        <p class="answer bad">
          {WORLD_WORDS[worldFilterOf(state)]}: {leftOut} left out.{' '}
          <button type="button" onClick={() => showAll(con)}>
            Show all
          </button>
        </p>
      )}
      {state.everHeld ? (
        <>
          <h3>Not acknowledged by anybody ({unacknowledged.length})</h3>
          <Items items={unacknowledged} con={con} since="Raised" />
          <h3>Acknowledged but open, oldest first ({open.length})</h3>
          <Items items={open} con={con} since="Acknowledged" />
          <h3>Closed in the last 12 h ({closed.length})</h3>
          <Items items={closed} con={con} since="Closed" />
        </>
      ) : (
        <p class="empty">Nothing is known yet: the alerts are being fetched.</p>
      )}
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
  readonly since: 'Raised' | 'Acknowledged' | 'Closed'
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
            {since} <Moment at={item.sinceMs} /> {since !== 'Raised' && `by ${item.by}`}
            {item.note !== null && `: “${item.note}”`}
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
