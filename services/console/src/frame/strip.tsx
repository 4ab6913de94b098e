import { Icon } from '../alert/icon.tsx'
import { openCounts } from '../alert/open-counts.ts'
import { ExerciseBanner } from '../exercise-banner.tsx'
import { SoundState } from '../sound/sound-state.tsx'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { AlertChips, NextDeadline } from '../status/alert-chips.tsx'
import { pictureStatus } from '../status/picture-status.ts'

type Props = { readonly state: State; readonly con: Console }

/** What waits, and what is wrong with the picture. Its height never changes: bad news takes the place of what is not urgent. */
export const Strip = ({ state, con }: Props) => {
  const { fault: found } = pictureStatus(state.feed, state.nowMs)
  const fault = state.hasSnapshot ? found : null // Before, nothing is shown that could be wrong.
  return (
    <section class={fault === null ? 'strip' : 'strip faulty'} aria-label="Open alerts">
      <div class="chips" onFocusOut={({ currentTarget }) => currentTarget.scrollTo(0, 0)}>
        <AlertChips state={state} con={con} />
        {isExerciseOnly(state) && <ExerciseBanner />}
      </div>
      {fault === null ? (
        <NextDeadline state={state} />
      ) : (
        <p class="picture-fault">
          <Icon name="signal-lost" />
          <strong>{fault.what}</strong> <span class="as-of">{fault.known}</span>
        </p>
      )}
      <ConnectionButton phase={state.feed?.phase} onReconnect={con.reconnect} />
      <SoundState state={state} con={con} />
    </section>
  )
}

/** Whether all that may be visible is simulated: even if a filter hides the alert, its craft are on the map. */
const isExerciseOnly = (state: State): boolean => {
  const alerts = select.alerts(state)
  const world = select.worldFilter(state)
  if (openCounts(alerts).real > 0) return false
  return world === 'exercise' || (world === 'both' && alerts.some((one) => one.exercise && one.listed))
}

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
