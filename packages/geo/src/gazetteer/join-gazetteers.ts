import { createPlaceFinder } from './create-place-finder.ts'
import type { Gazetteer } from './load-gazetteer.ts'

/** The names of several gazetteers as one, with the credits of all. */
export const joinGazetteers = (gazetteers: readonly Gazetteer[]): Gazetteer => {
  const entries = gazetteers.flatMap((one) => one.entries)
  const credits = gazetteers.flatMap(({ attribution }) => attribution ?? [])
  return {
    entries,
    attribution: credits.length === 0 ? null : credits.join('; '),
    findPlace: createPlaceFinder(entries),
  }
}
