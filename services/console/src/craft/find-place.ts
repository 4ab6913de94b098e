import type { NamedPlace } from '../map/labels/place-labels.ts'

export const PLACES_FOUND_MAX = 8

/** Places whose name begins with the text, the best known first; accents and macrons need not be typed. At most `PLACES_FOUND_MAX`. */
export const findPlace = (places: readonly NamedPlace[], text: string): readonly NamedPlace[] => {
  const wanted = plain(text.trim())
  if (wanted === '') return []
  return places
    .filter(({ name }) => plain(name).startsWith(wanted))
    .toSorted((a, b) => Number(plain(b.name) === wanted) - Number(plain(a.name) === wanted) || a.rank - b.rank)
    .slice(0, PLACES_FOUND_MAX)
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
