import geodesic from 'geographiclib-geodesic'
import type { LonLat } from '../geometry/destination-at.ts'

const sphere = new geodesic.Geodesic.Geodesic(6_371_008.8, 0)

const missing = (what: string): never => {
  throw new RangeError(`GeographicLib gives no ${what}`)
}

/** GeographicLib (Karney) on a sphere: the independent calculation of great circles. Courses in degrees, 0 up to 360. */
export const sphereGeodesic = {
  metres: (a: LonLat, b: LonLat): number =>
    sphere.Inverse(a.latitude, a.longitude, b.latitude, b.longitude).s12 ?? missing('distance'),
  /** The place so far on a course, and the course there. */
  direct: (from: LonLat, courseDegrees: number, metres: number): LonLat & { readonly course: number } => {
    const { lat2, lon2, azi2 } = sphere.Direct(from.latitude, from.longitude, courseDegrees, metres)
    return {
      longitude: lon2 ?? missing('longitude'),
      latitude: lat2 ?? missing('latitude'),
      course: ((azi2 ?? missing('course')) + 360) % 360,
    }
  },
}
