import { type Place, withinMetres } from '@landfall/geo'
import type { HeldApproach } from '../approach/held-approach.ts'
import type { CountedVisit } from './counted-visit.ts'
import { squareBeyond, squareTo, VECTOR_NUMBERS } from './square-between.ts'

/** `fixIndex`: in the newer approach's fixes. */
type NearFix = { readonly fixIndex: number; readonly square: number }

/**
 * The nearest fix of the newer approach's track within the distance of the older's newest (design §4.14, rule 8): a boat that goes dark
 * is not lost from its group at once. Of two as new the track is that of the smaller craftId; of two fixes as near the older counts.
 * `below`: of no interest where it is not less than this square.
 */
export const nearByTrack = (
  a: CountedVisit,
  b: CountedVisit,
  distanceMetres: number,
  below = Number.POSITIVE_INFINITY,
): NearFix | undefined => {
  if (a.approach === undefined || b.approach === undefined) return undefined
  const [{ place }, { track, held }] = isNewer(a, b) ? [b, a.approach] : [a, b.approach]
  let fixIndex = -1
  let least = Math.min(below, squareBeyond(distanceMetres))
  for (let at = 0; at < track.length; at += VECTOR_NUMBERS) {
    const square = squareTo(place, track, at)
    if (square >= least || !withinMetres(placeOf(held, track, at), place, distanceMetres)) continue
    fixIndex = at / VECTOR_NUMBERS
    least = square
  }
  return fixIndex === -1 ? undefined : { fixIndex, square: least }
}

const placeOf = ({ fixes }: HeldApproach, track: readonly number[], at: number): Place => ({
  longitude: fixes[at + 1] ?? 0,
  latitude: fixes[at + 2] ?? 0,
  x: track[at] ?? 0,
  y: track[at + 1] ?? 0,
  z: track[at + 2] ?? 0,
})

/** Whether it is the track of `a` that counts. */
export const isNewer = (a: CountedVisit, b: CountedVisit): boolean =>
  a.arrivedMs > b.arrivedMs || (a.arrivedMs === b.arrivedMs && a.craftId < b.craftId)
