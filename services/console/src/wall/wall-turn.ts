import { type AlertView, compareAlerts, needsAttention, severityOf, severityRank } from '@landfall/contracts'

/** How long one alert stands: long enough to read it from across a room. */
export const WALL_TURN_MS = 10_000
/** More would not come round within a minute and a half; the rest is counted. */
export const WALL_TURNS_MAX = 9

export type WallTurn = {
  /** Null where nothing is open. */
  readonly alert: AlertView | null
  /** From 1. */
  readonly number: number
  readonly of: number
  /** What comes next, the nearest first; never the one that stands. */
  readonly next: readonly AlertView[]
  /** Unacknowledged ones that do not come round. */
  readonly waiting: number
  readonly acknowledged: number
}

/**
 * What stands on the wall at a moment: in turn whatever nobody has acknowledged, the worst first and among equals the newest. An exercise
 * only while nothing real waits; what is acknowledged only while nothing waits at all. A new alert begins the round again, so that it
 * stands within a second of its coming if it is the worst.
 */
export const wallTurn = (open: readonly AlertView[], nowMs: number): WallTurn => {
  const waiting = open.filter((alert) => alert.status === 'open' && needsAttention(alert))
  const real = waiting.filter(({ exercise }) => !exercise)
  const isQuiet = waiting.length === 0
  const round = isQuiet
    ? open.filter(({ status }) => status === 'open').toSorted(compareAlerts)
    : (real.length > 0 ? real : waiting).toSorted(compareForWall)
  const turns = round.slice(0, WALL_TURNS_MAX)
  const begunMs = Math.max(0, ...turns.map(({ raisedAt }) => Date.parse(raisedAt)))
  const index = turns.length === 0 ? 0 : Math.floor(Math.max(0, nowMs - begunMs) / WALL_TURN_MS) % turns.length
  return {
    alert: turns[index] ?? null,
    number: index + 1,
    of: turns.length,
    next: [...turns.slice(index + 1), ...turns.slice(0, index)],
    waiting: isQuiet ? 0 : waiting.length - turns.length,
    acknowledged: open.filter(({ status, state }) => status === 'open' && state === 'acknowledged').length,
  }
}

const compareForWall = (a: AlertView, b: AlertView): number =>
  severityRank(severityOf(b)) - severityRank(severityOf(a)) || b.raisedAt.localeCompare(a.raisedAt)
