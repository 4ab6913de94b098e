import { type AlertView, describeAuthor } from '@landfall/contracts'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { type ChecklistItem, type ChecklistState, checklistState } from './checklist-state.ts'

type Props = { readonly alert: AlertView; readonly state: State; readonly con: Console }

/** What to do about an alert, in order; what is ticked is seen by everybody. Nothing where there is no list. */
export const Checklist = ({ alert, state, con }: Props) => {
  const nowMs = select.serverNowMs(state)
  const checklist = checklistState(alert, state.checklists, nowMs)
  if (checklist === null) return null
  const canTick = alert.allowedActions.length > 0
  return (
    <section class="checklist part" aria-labelledby="do-now">
      <div class="checklist-head">
        <h3 id="do-now">Do now</h3>
        <p>
          <span class="done">{`${checklist.done} of ${checklist.items.length} done`}</span>
          <Deadline checklist={checklist} alert={alert} nowMs={nowMs} />
        </p>
      </div>
      <p class="about">
        {checklist.cause} {checklist.consequence}
      </p>
      <ol>
        {checklist.items.map((item) => (
          <Item key={item.item} item={item} canTick={canTick} onTick={() => tick(con, alert, item)} />
        ))}
      </ol>
    </section>
  )
}

const tick = (con: Console, { alertId, version }: AlertView, { item, tick: ticked }: ChecklistItem): void =>
  void con.act({
    alertId,
    action: ticked === null ? 'tick' : 'untick',
    expectedVersion: version,
    note: null,
    until: null,
    item,
  })

type DeadlineProps = { readonly checklist: ChecklistState; readonly alert: AlertView; readonly nowMs: number }

const Deadline = ({ checklist: { items, done, dueAtMs, isLate }, alert, nowMs }: DeadlineProps) =>
  alert.listed && done < items.length ? (
    <>
      <span>{`raised ${formatApproxDuration(nowMs - Date.parse(alert.raisedAt))} ago`}</span>
      <span class={isLate ? 'late' : ''}>
        {isLate
          ? `overdue by ${formatApproxDuration(nowMs - dueAtMs)}, was due ${hourOf(dueAtMs)}`
          : `respond by ${hourOf(dueAtMs)}`}
      </span>
    </>
  ) : null

type ItemProps = { readonly item: ChecklistItem; readonly canTick: boolean; readonly onTick: () => void }

const Item = ({ item: { text, tick: ticked }, canTick, onTick }: ItemProps) => (
  <li class={ticked === null ? '' : 'ticked'}>
    <label>
      <input
        type="checkbox"
        checked={ticked !== null}
        disabled={!canTick}
        onClick={(event) => {
          event.preventDefault() // It is ticked once it is in the log, for everybody.
          onTick()
        }}
      />
      <span>{text}</span>
    </label>
    {ticked !== null && (
      <span class="by">
        {`${hourOf(Date.parse(ticked.at))} · `}
        <ForeignText>{describeAuthor(ticked, 'somebody')}</ForeignText>
      </span>
    )}
  </li>
)

/** `02:08 UTC` */
const hourOf = (timeMs: number): string => `${new Date(timeMs).toISOString().slice(11, 16)} UTC`
