import type { Observation } from '@landfall/contracts'
import type { WatchedArea } from '../watched-area.ts'

const FUTURE_MS_MAX = 5 * 60_000
const DAY_MS = 86_400_000

/** How far behind the newest observation a record may be, in milliseconds; beyond that nothing it says can matter. */
export type Limits = { readonly positionMs: number; readonly personsMs: number }

export type Refusal = {
  readonly code: 'invalid' | 'future' | 'too-late' | 'limit'
  readonly field: string | null
  readonly reason: string
}

export const limitsOf = (areas: readonly WatchedArea[]): Limits => ({
  positionMs: Math.max(...areas.map(({ rules }) => rules.retentionMs)),
  personsMs: Math.max(...areas.map(({ rules }) => rules.retentionMs + rules.personsHorizonMs)),
})

/**
 * Undefined for an observation that may be folded. The future is measured against the log's own time, so that one wrong
 * clock cannot move everybody's windows and the answer is the same on every replay.
 */
export const judgeObservation = (
  { type, observedAt }: Observation,
  observedAtMs: number,
  loggedAtMs: number,
  newestMs: number,
  { positionMs, personsMs }: Limits,
): Refusal | undefined => {
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
