import type { Fix } from '@landfall/contracts'
import { withinMetres } from '@landfall/geo'
import type { CountedVisit } from './counted-visit.ts'
import { squareBetween } from './square-between.ts'

type NearFix = { readonly fix: Fix; readonly square: number }

/**
 * The nearest fix of the newer approach's track within the distance of the older's newest (design §4.14, rule 8): a boat that goes dark
 * is not lost from its group at once. Of two as new the track is that of the smaller craftId; of two fixes as near the older counts.
 */
export const nearByTrack = (a: CountedVisit, b: CountedVisit, distanceMetres: number): NearFix | undefined => {
  if (a.approach === undefined || b.approach === undefined) return undefined
  const [older, newer] = isNewer(a, b) ? [b, a] : [a, b]
  let nearest: NearFix | undefined
  for (const { fix, place } of newer.approach?.track ?? []) {
    const square = squareBetween(place, older.place)
    if (square < (nearest?.square ?? Number.POSITIVE_INFINITY) && withinMetres(place, older.place, distanceMetres))
      nearest = { fix, square }
  }
  return nearest
}

/** Whether it is the track of `a` that counts. */
export const isNewer = (a: CountedVisit, b: CountedVisit): boolean =>
  a.arrivedMs > b.arrivedMs || (a.arrivedMs === b.arrivedMs && a.craftId < b.craftId)
