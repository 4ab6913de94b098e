import { Icon } from '../alert/icon.tsx'
import { openCounts } from '../alert/open-counts.ts'
import { ExerciseBanner } from '../exercise-banner.tsx'
import { SoundState } from '../sound/sound-state.tsx'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { pictureStatus } from '../status/picture-status.ts'
import { recentAlarms } from '../status/recent-alarms.ts'

type Props = { readonly state: State; readonly con: Console }

/** What waits, and what is wrong with the picture. Its height never changes: bad news takes the place of what is not urgent. */
export const Strip = ({ state, con }: Props) => {
  const { fault } = pictureStatus(state.feed, state.nowMs)
  return (
    <section class={fault === null ? 'strip' : 'strip faulty'} aria-label="Open alerts">
      <div class="chips">{hasExercise(state) && <ExerciseBanner open={openCounts(select.alerts(state))} />}</div>
      {fault === null || !state.hasSnapshot ? (
        <AlarmRate state={state} />
      ) : (
        <p class="fault">
          <Icon name="signal-lost" />
          <strong>{fault.what}</strong> <span class="known">{fault.known}</span>
        </p>
      )}
      <ConnectionButton phase={state.feed?.phase} onReconnect={con.reconnect} />
      <SoundState state={state} con={con} />
    </section>
  )
}

/** Whether anything simulated may be visible: even if a filter hides the alert, its craft are on the map. */
const hasExercise = (state: State): boolean => {
  const world = select.worldFilter(state)
  return world === 'exercise' || (world === 'both' && select.alerts(state).some((one) => one.exercise && one.listed))
}

const AlarmRate = ({ state }: { readonly state: State }) => (
  <p class="alarm-rate" title="Alarms that were raised in the last ten minutes">
    Alarms, 10 min: <span>{recentAlarms(state.alarmTimes, select.worldFilter(state), select.serverNowMs(state))}</span>
  </p>
)

type ButtonProps = { readonly phase: string | undefined; readonly onReconnect: () => void }

const ConnectionButton = ({ phase, onReconnect }: ButtonProps) => (
  <>
    {phase === 'waiting' && (
      <button type="button" onClick={onReconnect}>
        Try now
      </button>
    )}
    {phase === 'stopped' && (
      <button type="button" class="primary" onClick={() => location.reload()}>
        Sign in
      </button>
    )}
  </>
)
