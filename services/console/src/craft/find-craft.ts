import type { TrackedCraft } from '@landfall/contracts'
import { inWorld, type WorldFilter } from '../navigation/world-filter.ts'

export const FOUND_MAX = 20

/** Craft whose id or name contains the text: exact matches first, then prefixes. At most `FOUND_MAX`. */
export const findCraft = (all: Iterable<TrackedCraft>, text: string, world: WorldFilter): readonly TrackedCraft[] => {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  return [...all]
    .filter((craft) => inWorld(craft, world))
    .map((craft) => ({ craft, rank: rankOf(craft, wanted) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, FOUND_MAX)
    .map(({ craft }) => craft)
}

const NO_MATCH = 3

const rankOf = ({ craftId, name = '' }: TrackedCraft, wanted: string): number =>
  Math.min(matchRank(craftId.toLowerCase(), wanted), matchRank(name.toLowerCase(), wanted))

/** 0 equals, 1 starts with (with or without the scheme of an id), 2 contains. */
const matchRank = (name: string, wanted: string): number => {
  if (name === wanted) return 0
  if (name.startsWith(wanted) || name.slice(name.indexOf(':') + 1).startsWith(wanted)) return 1
  return name.includes(wanted) ? 2 : NO_MATCH
}
