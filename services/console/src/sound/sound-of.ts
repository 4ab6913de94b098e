import { inWorld } from '../list/shown-alerts.ts'
import { worldFilterOf } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { isPictureLost } from '../status/picture-status.ts'
import { type SoundWanted, soundWanted } from './sound-wanted.ts'

/** What has to be heard, by the service's clock. A filter silences nothing; the choice of real or exercise does, and is shown. */
export const soundOf = (state: State): SoundWanted => {
  const offsetMs = state.feed?.clockOffsetMs ?? 0
  const { quiet } = state.sound
  const newestAt = state.feed?.heartbeat?.newestObservationAt ?? null
  const world = worldFilterOf(state)
  return soundWanted({
    alerts: [...state.alerts.values()].map(({ alert }) => alert).filter((alert) => inWorld(alert, world)),
    nowMs: state.nowMs + offsetMs,
    isPictureLost: state.everHeld && isPictureLost(state.feed, state.nowMs),
    newestMs: { real: newestAt === null ? null : Date.parse(newestAt), exercise: state.newestExerciseMs },
    quiet: quiet && { sinceMs: quiet.sinceMs + offsetMs, untilMs: quiet.untilMs + offsetMs },
  })
}
