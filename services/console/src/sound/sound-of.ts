import { inWorld } from '../navigation/world-filter.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { isPictureLost } from '../status/picture-status.ts'
import { type SoundWanted, soundWanted } from './sound-wanted.ts'

/** What should sound, by the server’s clock. A filter silences nothing; the choice of real or exercise does, and is shown. */
export const soundOf = (state: State): SoundWanted => {
  const offsetMs = state.feed?.clockOffsetMs ?? 0
  const { mute } = state.sound
  const newestAt = state.feed?.heartbeat?.newestObservationAt ?? null
  const world = select.worldFilter(state)
  return soundWanted({
    alerts: select.alerts(state).filter((alert) => inWorld(alert, world)),
    nowMs: state.nowMs + offsetMs,
    isPictureLost: state.hasSnapshot && isPictureLost(state.feed, state.nowMs),
    newestMs: { real: newestAt === null ? null : Date.parse(newestAt), exercise: state.newestExerciseMs },
    mute: mute && { sinceMs: mute.sinceMs + offsetMs, untilMs: mute.untilMs + offsetMs },
  })
}
