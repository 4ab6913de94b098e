import { EARTH_RADIUS_METRES, type Place } from '@landfall/geo'

/** In a list of places as unit vectors: x, y and z of each. */
export const VECTOR_NUMBERS = 3

/** Squared chord length: orders places as their distance does, and costs next to nothing. */
export const squareBetween = (a: Place, b: Place): number => {
  const dx = a.x - b.x
  const dy = a.y - b.y
  const dz = a.z - b.z
  return dx * dx + dy * dy + dz * dz
}

/** The same to the place that begins at an index of a list. */
export const squareTo = (a: Place, vectors: ArrayLike<number>, at: number): number => {
  const dx = a.x - (vectors[at] ?? 0)
  const dy = a.y - (vectors[at + 1] ?? 0)
  const dz = a.z - (vectors[at + 2] ?? 0)
  return dx * dx + dy * dy + dz * dz
}

/** A chord is shorter than its arc; some 6 mm more than rounding can matter. */
const MARGIN = 1e-9

/** More than the square between any two places that are so near. */
export const squareBeyond = (metres: number): number => (metres / EARTH_RADIUS_METRES + MARGIN) ** 2
