import { destinationAt, haversineMetres, type LonLat } from '@landfall/geo'
import type { OwnShip, OwnShipRefusal } from './create-own-ship.ts'
import { roundDegrees } from './parse-nmea-place.ts'
import type { TargetPlace } from './target-sentence.ts'

export type PlaceRefusal = OwnShipRefusal | 'own-heading-unknown'
export type PlacedTarget = LonLat & { readonly accuracyMetres: number | undefined }

// What IMO MSC.192(79) demands of a radar: 1 % of the range or 30 m, and one degree; own ship's position and her antenna's place on her.
const RANGE_PART = 0.01
const RANGE_METRES_MIN = 30
const BEARING_DEGREES = 1
const OWN_PLACE_METRES = 30
// A relative bearing has the compass's degree too; the course over ground is off the heading by drift.
const HEADING_DEGREES = { heading: 1, course: 10 } as const

/**
 * Where a target is at `atMs`, and by how much that may be wrong. A relative bearing counts from own ship's heading; from her course
 * where no heading is sent.
 */
export const placeTarget = (target: TargetPlace, ownShip: OwnShip, atMs: number): PlacedTarget | PlaceRefusal => {
  const own = ownShip.at(atMs)
  if (target.kind === 'absolute') {
    const { longitude, latitude } = target
    const accuracyMetres = typeof own === 'string' ? undefined : accuracyOf(rangeTo(own.place, target), BEARING_DEGREES)
    return { longitude, latitude, accuracyMetres }
  }
  if (typeof own === 'string') return own
  const { place, heading } = own
  const { rangeMetres, bearingDegrees, isTrue } = target
  if (isTrue) return placed(place, bearingDegrees, rangeMetres, BEARING_DEGREES)
  if (heading === undefined) return 'own-heading-unknown'
  const errorDegrees = Math.hypot(BEARING_DEGREES, HEADING_DEGREES[heading.from])
  return placed(place, heading.degrees + bearingDegrees, rangeMetres, errorDegrees)
}

const placed = (own: LonLat, bearing: number, rangeMetres: number, errorDegrees: number): PlacedTarget => {
  const { longitude, latitude } = destinationAt(own, bearing, rangeMetres)
  return {
    longitude: roundDegrees(longitude),
    latitude: roundDegrees(latitude),
    accuracyMetres: accuracyOf(rangeMetres, errorDegrees),
  }
}

const rangeTo = (own: LonLat, target: LonLat): number =>
  haversineMetres(own.longitude, own.latitude, target.longitude, target.latitude)

/** Whole metres, upwards. */
const accuracyOf = (rangeMetres: number, errorDegrees: number): number => {
  const along = Math.max(RANGE_METRES_MIN, RANGE_PART * rangeMetres)
  const across = rangeMetres * Math.sin((errorDegrees * Math.PI) / 180)
  return Math.ceil(Math.hypot(OWN_PLACE_METRES, along, across))
}
