import { Icon } from '../alert/icon.tsx'
import { showAll } from '../list/show-all.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { type Chip, chipsOf } from './chips-of.ts'
import { recentAlarms } from './recent-alarms.ts'

type Props = { readonly state: State; readonly con: Console }

/** More alarms than this in 10 minutes are a flood, which one operator cannot follow (IEC 62682). */
const FLOOD_ALARMS = 10

/** How many alerts are open, wait and are known, whatever a filter hides. A press goes to the one that has waited longest. */
export const AlertChips = ({ state, con }: Props) => {
  const chips = chipsOf(select.alerts(state), select.serverNowMs(state))
  // In a flood there is no space for what nobody waits for.
  const isFlood = state.list.groups.length > 0
  const known = isFlood ? [] : chips.acknowledged
  const go = ({ oldestId }: Chip) => {
    if (!state.order.includes(oldestId)) showAll(con)
    con.go({ alertId: oldestId, view: 'watch' })
  }
  return (
    <>
      {chips.real > 0 && <span class="tag real-tag">{chips.real} REAL</span>}
      {chips.exercise > 0 && <span class="tag exercise-tag">{chips.exercise} exercise</span>}
      {chips.unacknowledged.length > 0 && <span class="about">Unacknowledged</span>}
      {chips.unacknowledged.map((chip) => (
        <button key={chip.severity} type="button" class={`chip lit ${chip.severity}`} onClick={() => go(chip)}>
          <Icon name={chip.severity} small />
          {chip.text}
        </button>
      ))}
      {isFlood && chips.oldest !== '' && <span class="about">{chips.oldest}</span>}
      {known.length > 0 && (
        <span class="chips-known">
          <span class="about">Acknowledged</span>
          {known.map((chip) => (
            <button key={chip.text} type="button" class="chip" onClick={() => go(chip)}>
              <Icon name={chip.severity} small />
              {chip.text}
            </button>
          ))}
        </span>
      )}
    </>
  )
}

/** What is most urgent by the clock: in a flood how fast it comes, else the next arrival. */
export const NextDeadline = ({ state }: Pick<Props, 'state'>) => {
  const nowMs = select.serverNowMs(state)
  const alarms = recentAlarms(state.alarmTimes, select.worldFilter(state), nowMs)
  const { deadline } = chipsOf(select.alerts(state), nowMs)
  const isFlood = Number.parseInt(alarms, 10) > FLOOD_ALARMS
  return (
    <p class="alarm-rate" title="Alarms that were raised in the last ten minutes, and the nearest arrival expected">
      {deadline !== '' && !isFlood ? (
        <>
          <span class="in-full">Nearest deadline: </span>
          {deadline}
        </>
      ) : (
        <>
          <span>{alarms}</span> {alarms === '1' ? 'alarm' : 'alarms'} in the last 10 min
        </>
      )}
    </p>
  )
}
