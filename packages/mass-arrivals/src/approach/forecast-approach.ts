import { type ApproachEvidence, type Fix, formatWireTime } from '@landfall/contracts'
import { type Area, nauticalMiles } from '@landfall/geo'
import type { Fix as TrackFix } from '../arrivals/track/fixes.ts'
import { roundTo } from '../round-to.ts'
import type { InboundRules } from '../rules.ts'
import type { ApproachTrack } from './approach-track.ts'
import { type ApproachRay, drawRays } from './draw-rays.ts'
import { etaOf } from './eta-of.ts'
import { motionOf } from './motion-of.ts'
import { stateOfMotion } from './state-of-motion.ts'
import { stateOfRays } from './state-of-rays.ts'

/** What of an area's shape decides about approaches. */
export type ApproachGeometry = Pick<Area, 'metresToArea' | 'firstPointInside'>

/** The forecast of one craft, and the track that it was made from: oldest first, without jumps. */
type Forecast = ApproachEvidence & { readonly fixes: readonly Fix[] }

const CROSSING_DIGITS = 5 // A metre.

/** What the track says of the arrival (design §4.14, rules 2 to 5); undefined where the newest fix is beyond the watch distance. */
export const forecastApproach = (
  track: ApproachTrack,
  geometry: ApproachGeometry,
  inbound: InboundRules,
): Forecast | undefined => {
  const { last } = track
  const distanceMetres = geometry.metresToArea(last.longitude, last.latitude)
  if (distanceMetres > inbound.watchDistanceMetres) return undefined
  const motion = motionOf(track, inbound)
  const { speedKnots, courseDegrees, courseSpreadDegrees } = motion
  const still = stateOfMotion(motion, last, inbound)
  const isDrawn = still === undefined && courseDegrees !== null
  const rays = isDrawn ? drawRays(last, courseDegrees, courseSpreadDegrees, geometry, inbound) : []
  const expected = isDrawn && speedKnots !== null ? etaOf(last.atMs, rays, speedKnots, motion) : null
  return {
    state: still ?? stateOfRays(rays, speedKnots ?? 0, inbound),
    motion: motion.kind,
    first: motion.first && writtenFix(motion.first),
    last: writtenFix(last),
    jumps: motion.jumps.map(writtenFix),
    speedKnots,
    courseDegrees,
    distanceToAreaNm: roundTo(nauticalMiles(distanceMetres), 1),
    rays: rays.map((ray) => ({ courseDegrees: ray.courseDegrees, lengthNm: ray.lengthNm })),
    eta: expected?.eta ?? null,
    crossing: expected === null ? null : crossingOf(expected.ray),
    fixes: motion.fixes.map(writtenFix),
  }
}

const writtenFix = ({ atMs, longitude, latitude }: TrackFix): Fix => ({ at: formatWireTime(atMs), longitude, latitude })

const crossingOf = ({ arrival }: ApproachRay) =>
  arrival && {
    longitude: roundTo(arrival.longitude, CROSSING_DIGITS),
    latitude: roundTo(arrival.latitude, CROSSING_DIGITS),
  }
