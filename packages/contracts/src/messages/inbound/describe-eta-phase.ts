import type { Eta } from './approach.ts'

const HOUR_MS = 3_600_000
const FAR_MS = 12 * HOUR_MS
const IMMINENT_MS = 2 * HOUR_MS

/**
 * How near an arrival is, by the clock of whoever looks, and so in no alert: `far` is more than 12 h before the earliest,
 * `imminent` from 2 h before it, `overdue` after the latest.
 */
export type EtaPhase = 'far' | 'near' | 'imminent' | 'overdue'

/** Null: no arrival is expected. `words`: `in 3 to 6 h`, `overdue: may need help`. */
export const describeEtaPhase = (
  eta: Eta | null,
  nowMs: number,
): { readonly phase: EtaPhase; readonly words: string } | null => {
  if (eta === null) return null
  const toEarliestMs = Date.parse(eta.earliest) - nowMs
  const toLatestMs = Date.parse(eta.latest) - nowMs
  if (toLatestMs < 0) return { phase: 'overdue', words: 'overdue: may need help' }
  const phase = toEarliestMs > FAR_MS ? 'far' : toEarliestMs > IMMINENT_MS ? 'near' : 'imminent'
  return { phase, words: spanWords(toEarliestMs, toLatestMs) }
}

/** The earliest down and the latest up, so that the words hold what the times do. */
const spanWords = (fromMs: number, toMs: number): string => {
  const [unit, unitMs] = toMs <= IMMINENT_MS ? (['min', 60_000] as const) : (['h', HOUR_MS] as const)
  const [from, to] = [Math.max(0, Math.floor(fromMs / unitMs)), Math.ceil(toMs / unitMs)]
  if (from === to) return `in ${to} ${unit}`
  return from === 0 ? `within ${to} ${unit}` : `in ${from} to ${to} ${unit}`
}
