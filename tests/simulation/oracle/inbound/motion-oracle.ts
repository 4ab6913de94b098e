import { distanceMetres, NAUTICAL_MILE_METRES } from '../distance-metres.ts'
import { msPer } from '../time-ms.ts'
import { courseAtEndOracle } from './along-oracle.ts'
import type { InboundPolicyOracle } from './inbound-policy-oracle.ts'
import type { TrackFix } from './track-oracle.ts'

export type Motion = {
  readonly motion: 'made-good' | 'reported' | null
  readonly first: TrackFix | null
  readonly last: TrackFix
  readonly jumps: readonly TrackFix[]
  readonly speedKnots: number | null
  readonly courseDegrees: number | null
  /** 2 where little is known, else 1. */
  readonly spreads: 1 | 2
}

const toTenth = (value: number): number => Math.round(value * 10) / 10
const knots = (from: TrackFix, to: TrackFix): number =>
  distanceMetres(from, to) / NAUTICAL_MILE_METRES / ((to.atMs - from.atMs) / msPer.hour)

/** Rule 3, over the fixes of a track, the oldest first. */
export const motionOracle = (fixes: readonly TrackFix[], policy: InboundPolicyOracle): Motion => {
  const last = fixes.at(-1)
  if (last === undefined) throw new Error('a track without a fix')
  const before = fixes.slice(0, -1)
  const jumps = before.filter((fix) => knots(fix, last) > policy.speedKnotsMax)
  const reachable = before.filter((fix) => !jumps.includes(fix))
  const minutesTo = (fix: TrackFix) => (last.atMs - fix.atMs) / msPer.minute
  const first =
    reachable.findLast((fix) => minutesTo(fix) >= policy.trackMinutes) ??
    reachable.find((fix) => minutesTo(fix) >= policy.trackMinutesMin)
  if (first !== undefined) {
    const isStill = first.longitude === last.longitude && first.latitude === last.latitude
    return {
      motion: 'made-good',
      first,
      last,
      jumps,
      speedKnots: toTenth(knots(first, last)),
      courseDegrees: isStill ? null : toTenth(courseAtEndOracle(first, last)) % 360,
      spreads: minutesTo(first) < policy.trackMinutes ? 2 : 1,
    }
  }
  const { stated } = last
  return {
    motion: stated === null ? null : 'reported',
    first: null,
    last,
    jumps,
    speedKnots: stated === null ? null : toTenth(stated.speedKnots),
    courseDegrees: stated === null ? null : toTenth(stated.courseDegrees) % 360,
    spreads: 2,
  }
}
