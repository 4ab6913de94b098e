import { METRES_PER_NAUTICAL_MILE, nauticalMiles } from '../geometry/haversine-metres.ts'
import { initialBearingDegrees } from '../geometry/initial-bearing-degrees.ts'
import type { Gazetteer } from './load-gazetteer.ts'

/** Within it a position is `at` the place: half a nautical mile. */
export const AT_PLACE_METRES = 0.5 * METRES_PER_NAUTICAL_MILE
/** Below 3 nm a distance has a decimal. */
const TENTHS_BELOW_NM = 3

export const COMPASS_POINTS = [
  ...(['N', 'NNE', 'NE', 'ENE', 'E', 'ESE', 'SE', 'SSE'] as const),
  ...(['S', 'SSW', 'SW', 'WSW', 'W', 'WNW', 'NW', 'NNW'] as const),
] as const
const DEGREES_PER_POINT = 360 / COMPASS_POINTS.length

/** A position in words. */
export type PlaceDescription = {
  /** `9 nm ESE of North Cape`, `2.4 nm N of Cape Brett`, `at Bluff`. */
  readonly text: string
  readonly name: string
  /** Whole metres from the named place to the position. */
  readonly distanceMetres: number
  /** The true direction from the named place to the position, of the 16 points of the compass; null where it is `at` the place. */
  readonly direction: (typeof COMPASS_POINTS)[number] | null
  /** Of the position, in degrees, -180 to 180, to 10⁻⁵ degree (a metre). */
  readonly longitude: number
  readonly latitude: number
}

/** Describes a position by the place that `gazetteer.findPlace` finds: its rule; null where there is none. */
export const describePlace = (
  { findPlace }: Pick<Gazetteer, 'findPlace'>,
  longitude: number,
  latitude: number,
): PlaceDescription | null => {
  const found = findPlace(longitude, latitude)
  if (found === null) return null
  const { entry, metres } = found
  const direction =
    metres <= AT_PLACE_METRES ? null : compassPoint(initialBearingDegrees(entry, { longitude, latitude }))
  return {
    text:
      direction === null
        ? `at ${entry.name}`
        : `${formatMiles(nauticalMiles(metres))} nm ${direction} of ${entry.name}`,
    name: entry.name,
    distanceMetres: Math.round(metres),
    direction,
    longitude: toMetre(((((longitude + 180) % 360) + 360) % 360) - 180),
    latitude: toMetre(latitude),
  }
}

const toMetre = (degrees: number): number => Math.round(degrees * 100_000) / 100_000

const compassPoint = (degrees: number): (typeof COMPASS_POINTS)[number] =>
  COMPASS_POINTS[Math.round(degrees / DEGREES_PER_POINT) % COMPASS_POINTS.length] as (typeof COMPASS_POINTS)[number]

const formatMiles = (miles: number): string => {
  const tenths = Math.round(miles * 10)
  return tenths < TENTHS_BELOW_NM * 10 ? (tenths / 10).toFixed(1) : String(Math.round(miles))
}
