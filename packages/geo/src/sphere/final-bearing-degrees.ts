import type { LonLat } from '../geometry/destination-at.ts'
import { initialBearingDegrees } from '../geometry/initial-bearing-degrees.ts'

/** The true course on which a great circle from `from` comes to `to`, on a sphere: 0 up to 360 degrees. */
export const finalBearingDegrees = (from: LonLat, to: LonLat): number => (initialBearingDegrees(to, from) + 180) % 360
