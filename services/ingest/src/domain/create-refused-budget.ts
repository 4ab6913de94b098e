import { putLast } from './put-last.ts'

const HOUR_MS = 3_600_000
/** Feeders remembered; beyond it the one whose hour began first is forgotten. */
const FEEDERS_MAX = 10_000

/**
 * - `store`  within the budget
 * - `last`   the first one beyond it in this hour: say in its place that what follows is only counted
 * - `count`  beyond it
 */
type RefusedBudgetOutcome = 'store' | 'last' | 'count'

/** `endsInMs`: when the hour is over, and the feeder has a whole budget again. */
export type RefusedTaken = {
  readonly outcome: RefusedBudgetOutcome
  readonly endsInMs: number
  readonly bytesMax: number
}

type Hour = { readonly beganAtMs: number; bytes: number; isOver: boolean }

/**
 * Decides which refused records are stored: a feeder that sends nothing but mistakes must not fill the disk. An hour begins
 * with a feeder's first refused record.
 */
export const createRefusedBudget = (bytesPerHour: number, feedersMax = FEEDERS_MAX) => {
  const hours = new Map<string, Hour>()

  const currentHour = (feederId: string, nowMs: number): Hour => {
    const known = hours.get(feederId)
    // A clock that was set back begins a new hour too, or the old one might never end.
    if (known !== undefined && nowMs >= known.beganAtMs && nowMs - known.beganAtMs < HOUR_MS) return known
    const hour = { beganAtMs: nowMs, bytes: 0, isOver: false }
    putLast(hours, feederId, hour, feedersMax)
    return hour
  }

  return {
    /** `bytes`: of the record as it would be written. `bytesMax`: of this feeder, an hour. */
    take: (feederId: string, bytes: number, nowMs: number, bytesMax = bytesPerHour): RefusedTaken => {
      const hour = currentHour(feederId, nowMs)
      const endsInMs = hour.beganAtMs + HOUR_MS - nowMs
      if (hour.isOver) return { outcome: 'count', endsInMs, bytesMax }
      hour.bytes += bytes
      hour.isOver = hour.bytes > bytesMax
      return { outcome: hour.isOver ? 'last' : 'store', endsInMs, bytesMax }
    },
  }
}
export type RefusedBudget = ReturnType<typeof createRefusedBudget>
