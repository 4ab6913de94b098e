import type { Observation } from '@landfall/contracts'
import { DAY_MS, MINUTE_MS } from '../durations.ts'
import type { WatchedArea } from '../watched-area.ts'

const FUTURE_MS_MAX = 5 * MINUTE_MS

/** How far behind the newest observation a record may be, in milliseconds; beyond that nothing it says can matter. */
export type Limits = { readonly positionMs: number; readonly personsMs: number }

export type ObservationRefusal = {
  readonly code: 'invalid' | 'future' | 'too-late' | 'limit'
  readonly field: string | null
  readonly reason: string
}

/** An observation matters as long as it does to any area, so the longest of them decides. */
export const limitsOf = (areas: readonly WatchedArea[]): Limits => ({
  positionMs: Math.max(...areas.map(({ rules }) => rules.retentionMs)),
  personsMs: Math.max(...areas.map(({ rules }) => rules.retentionMs + rules.personsHorizonMs)),
})

/**
 * Undefined for an observation that may be folded (design, semantics 9). The future is measured against the log's own
 * time, so that one wrong clock cannot move everybody's windows and the answer is the same on every replay.
 */
export const validateObservation = (
  { type, observedAt }: Observation,
  observedAtMs: number,
  loggedAtMs: number,
  newestMs: number,
  { positionMs, personsMs }: Limits,
): ObservationRefusal | undefined => {
  if (observedAtMs > loggedAtMs + FUTURE_MS_MAX) {
    return {
      code: 'future',
      field: 'observedAt',
      reason: `observedAt: ${observedAt} is more than 5 minutes ahead of the log`,
    }
  }
  // Craft records and retractions are never too late (design, semantics 9).
  const limitMs = type === 'position' ? positionMs : type === 'persons' ? personsMs : Number.POSITIVE_INFINITY
  if (observedAtMs >= newestMs - limitMs) return undefined
  const days = limitMs / DAY_MS
  return {
    code: 'too-late',
    field: 'observedAt',
    reason: `observedAt: ${observedAt} is more than ${days} days behind the newest observation`,
  }
}
