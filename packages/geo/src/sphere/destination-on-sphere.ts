import type { LonLat } from '../geometry/destination-at.ts'
import { greatCircleFrom, placeAlong } from './great-circle.ts'

/**
 * The place at a distance along the great circle that leaves on a true course, in degrees, on a sphere with R = 6,371,008.8 m. Any
 * distance, also over a pole. The longitude is in −180..180.
 */
export const destinationOnSphere = (from: LonLat, courseDegrees: number, metres: number): LonLat =>
  placeAlong(greatCircleFrom(from, courseDegrees), metres)
