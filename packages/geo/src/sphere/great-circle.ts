import type { LonLat } from '../geometry/destination-at.ts'
import { EARTH_RADIUS_METRES } from '../geometry/haversine-metres.ts'
import { type Place, placeAt } from '../geometry/within-metres.ts'
import { combine, cross, type Vector } from './vector.ts'

const RADIANS = Math.PI / 180

/** A great circle that leaves `from` on a course; `normal` stands on its plane. */
export type GreatCircle = { readonly from: Place; readonly ahead: Vector; readonly normal: Vector }

/** The great circle through a place on a true course, in degrees. At a pole the course is counted from the meridian of its longitude. */
export const greatCircleFrom = ({ longitude, latitude }: LonLat, courseDegrees: number): GreatCircle => {
  const from = placeAt(longitude, latitude)
  const [sinLon, cosLon] = [Math.sin(longitude * RADIANS), Math.cos(longitude * RADIANS)]
  const [sinLat, cosLat] = [Math.sin(latitude * RADIANS), Math.cos(latitude * RADIANS)]
  const east = { x: -sinLon, y: cosLon, z: 0 }
  const north = { x: -sinLat * cosLon, y: -sinLat * sinLon, z: cosLat }
  const ahead = combine(Math.sin(courseDegrees * RADIANS), east, Math.cos(courseDegrees * RADIANS), north)
  return { from, ahead, normal: cross(from, ahead) }
}

/** The place so far along it; the longitude is in −180..180. */
export const placeAlong = ({ from, ahead }: GreatCircle, metres: number): LonLat => {
  const angle = metres / EARTH_RADIUS_METRES
  const { x, y, z } = combine(Math.cos(angle), from, Math.sin(angle), ahead)
  return { longitude: Math.atan2(y, x) / RADIANS, latitude: Math.atan2(z, Math.hypot(x, y)) / RADIANS }
}
