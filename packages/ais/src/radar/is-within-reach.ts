import { METRES_PER_NAUTICAL_MILE } from '@landfall/geo'

/** No hull that carries people is faster. */
export const HULL_KNOTS_MAX = 60
/** Times that were truncated, and lines that came together after a stall, let a target seem to have leapt. */
export const REACH_SLACK_METRES = 1_000

const METRES_PER_KNOT_MS = METRES_PER_NAUTICAL_MILE / 3_600_000

/** Whether one hull can have been in two places so far and so long apart. */
export const isWithinReach = (metres: number, elapsedMs: number): boolean =>
  metres <= REACH_SLACK_METRES + HULL_KNOTS_MAX * METRES_PER_KNOT_MS * Math.abs(elapsedMs)
