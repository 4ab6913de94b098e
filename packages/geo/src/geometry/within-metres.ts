import { EARTH_RADIUS_METRES, haversineMetres } from './haversine-metres.ts'

/** A position with its unit vector, computed once, so that comparing two costs a few multiplications. */
export type Place = {
  readonly longitude: number
  readonly latitude: number
  readonly x: number
  readonly y: number
  readonly z: number
}

const RADIANS = Math.PI / 180

export const placeAt = (longitude: number, latitude: number): Place => {
  const ring = Math.cos(latitude * RADIANS)
  return {
    longitude,
    latitude,
    x: ring * Math.cos(longitude * RADIANS),
    y: ring * Math.sin(longitude * RADIANS),
    z: Math.sin(latitude * RADIANS),
  }
}

// The straight distance through a unit sphere is off by some 10⁻¹⁵, and so is the haversine; this is 6 µm on the ground.
const DOUBT = 1e-12

/**
 * Always the same answer as `haversineMetres(a, b) <= limitMetres`, at a third of the cost: the squared chord through the Earth
 * decides, unless it is so close to the limit's that rounding could matter.
 */
export const withinMetres = (a: Place, b: Place, limitMetres: number): boolean => {
  const angle = limitMetres / EARTH_RADIUS_METRES
  if (!(angle > DOUBT && angle < 1)) return exactly(a, b, limitMetres)
  const [dx, dy, dz] = [a.x - b.x, a.y - b.y, a.z - b.z]
  const square = dx * dx + dy * dy + dz * dz
  // The limit's own square is 4 sin²(angle / 2) = angle² − angle⁴/12 + angle⁶/360 − …, so it lies between the sums of two and three.
  const turn = angle * angle
  const limitSquare = turn * (1 - turn / 12)
  const doubt = 3 * angle * DOUBT
  if (square < limitSquare - doubt) return true
  if (square > limitSquare + turn * turn * turn * (1 / 360) + doubt) return false
  return exactly(a, b, limitMetres)
}

const exactly = (a: Place, b: Place, limitMetres: number): boolean =>
  haversineMetres(a.longitude, a.latitude, b.longitude, b.latitude) <= limitMetres
