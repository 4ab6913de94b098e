import { haversineMetres, METRES_PER_NAUTICAL_MILE } from '../geometry/haversine-metres.ts'
import { placeAt } from '../geometry/within-metres.ts'
import type { GazetteerEntry } from './gazetteer-file.ts'

/** Beyond it a name says nothing: 500 nm. */
export const PLACE_METRES_MAX = 500 * METRES_PER_NAUTICAL_MILE

/** `metres`: from the named place, along a great circle. */
export type FoundPlace = { readonly entry: GazetteerEntry; readonly metres: number }

/** The named place that describes a position best; null where that is farther off than `PLACE_METRES_MAX`. Longitudes in any range. */
export type FindPlace = (longitude: number, latitude: number) => FoundPlace | null

/** Up to 1,500 nm, three times the farthest that counts, the square of an arc exceeds that of its chord by at most 1.6 %. */
const ARC_OVER_CHORD = 1.02
const RANKS_SQUARED = [0, 1, 4, 9] as const

/**
 * The rule: the place whose distance times its rank is the least. So a name known across the country (rank 1) describes a position 9 nm
 * off it although a name of rank 3 is 7 nm away, and gives way to that within a third of its distance. Equals: the better rank,
 * then the name by code points, then the place that stands first in the file.
 *
 * Squared chords sort out nearly all names (some 3 µs for 1,200); the few left are compared by great-circle distances.
 */
export const createPlaceFinder = (given: readonly GazetteerEntry[]): FindPlace => {
  const entries = given.toSorted((a, b) => a.rank - b.rank || Number(a.name > b.name) - Number(a.name < b.name))
  const vectors = Float64Array.from(
    entries.flatMap(({ longitude, latitude }) => {
      const { x, y, z } = placeAt(longitude, latitude)
      return [x, y, z]
    }),
  )
  const weights = Float64Array.from(entries, ({ rank }) => RANKS_SQUARED[rank])
  const scores = new Float64Array(entries.length)
  return (longitude, latitude) => {
    const { x, y, z } = placeAt(longitude, latitude)
    let least = Infinity
    for (let i = 0; i < scores.length; i++) {
      const dx = (vectors[3 * i] as number) - x
      const dy = (vectors[3 * i + 1] as number) - y
      const dz = (vectors[3 * i + 2] as number) - z
      const score = (dx * dx + dy * dy + dz * dz) * (weights[i] as number)
      scores[i] = score
      if (score < least) least = score
    }
    const best = nearest(entries, scores, least * ARC_OVER_CHORD + ROUNDING, longitude, latitude)
    return best !== null && best.metres <= PLACE_METRES_MAX ? best : null
  }
}

/** Squares of unit vectors' differences are off by some 10⁻¹⁵. */
const ROUNDING = 1e-14

const nearest = (
  entries: readonly GazetteerEntry[],
  scores: Float64Array,
  enough: number,
  longitude: number,
  latitude: number,
): FoundPlace | null => {
  let best: FoundPlace | null = null
  for (const [i, entry] of entries.entries()) {
    if ((scores[i] as number) > enough) continue
    const metres = haversineMetres(entry.longitude, entry.latitude, longitude, latitude)
    if (best === null || metres * entry.rank < best.metres * best.entry.rank) best = { entry, metres }
  }
  return best
}
