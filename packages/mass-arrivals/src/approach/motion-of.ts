import { finalBearingDegrees, haversineMetres, nauticalMiles } from '@landfall/geo'
import type { Fix as TrackFix } from '../arrivals/track/fixes.ts'
import { roundTo } from '../round-to.ts'
import { HOUR_MS, type InboundRules } from '../rules.ts'
import type { ApproachTrack } from './approach-track.ts'

/** How a craft moves as far as is known (design §4.14, rule 3). */
export type Motion = {
  readonly kind: 'made-good' | 'reported' | null
  /** f; null unless the motion was made good. */
  readonly first: TrackFix | null
  /** Fixes from which the newest cannot have been reached, the oldest first. */
  readonly jumps: readonly TrackFix[]
  /** The track without these. */
  readonly fixes: readonly TrackFix[]
  /** To 0.1 kn; null where no motion is known. */
  readonly speedKnots: number | null
  /** To 0.1°, 0 up to 360; null where no motion is known, or none was made good. */
  readonly courseDegrees: number | null
  /** Shares and degrees to both sides: those of the policy, or twice that. */
  readonly speedSpread: number
  readonly courseSpreadDegrees: number
}

export const motionOf = ({ fixes: all, last }: ApproachTrack, inbound: InboundRules): Motion => {
  const isJump = (fix: TrackFix): boolean => fix !== last && knotsBetween(fix, last) > inbound.speedKnotsMax
  const fixes = all.filter((fix) => !isJump(fix))
  const jumps = all.filter(isJump)
  const first = firstOf(fixes, last, inbound)
  const isRough = first === null || last.atMs - first.atMs < inbound.trackMs
  const spreads = {
    speedSpread: inbound.speedSpread * (isRough ? 2 : 1),
    courseSpreadDegrees: inbound.courseSpreadDegrees * (isRough ? 2 : 1),
  }
  if (first !== null) return { kind: 'made-good', first, jumps, fixes, ...madeGood(first, last), ...spreads }
  const { reported } = last
  if (reported === null) return { kind: null, first, jumps, fixes, speedKnots: null, courseDegrees: null, ...spreads }
  const speedKnots = roundTo(reported.speedKnots, 1)
  return { kind: 'reported', first, jumps, fixes, speedKnots, courseDegrees: roundCourse(reported.courseDegrees), ...spreads } // biome-ignore format: one result
}

/** The newest fix at least `trackMs` before the last; else the earliest at least `trackMinMs` before. */
const firstOf = (fixes: readonly TrackFix[], last: TrackFix, { trackMs, trackMinMs }: InboundRules): TrackFix | null =>
  fixes.findLast(({ atMs }) => last.atMs - atMs >= trackMs) ??
  fixes.find(({ atMs }) => last.atMs - atMs >= trackMinMs) ??
  null

/** Over ground, along the great circle from one to the other; the course is that at the end of it. */
const madeGood = (first: TrackFix, last: TrackFix) => {
  const isSamePlace = metresBetween(first, last) === 0
  return {
    speedKnots: roundTo(knotsBetween(first, last), 1),
    courseDegrees: isSamePlace ? null : roundCourse(finalBearingDegrees(first, last)),
  }
}

const metresBetween = (a: TrackFix, b: TrackFix): number =>
  haversineMetres(a.longitude, a.latitude, b.longitude, b.latitude)

const knotsBetween = (a: TrackFix, b: TrackFix): number =>
  nauticalMiles(metresBetween(a, b)) / ((b.atMs - a.atMs) / HOUR_MS)

const roundCourse = (degrees: number): number => roundTo(degrees, 1) % 360
