import type { TrackedCraft } from '@landfall/contracts'
import { inWorld } from '../list/shown-alerts.ts'
import type { WorldFilter } from '../navigation/route.ts'

export const FOUND_MAX = 20

/** Craft whose id or name holds the text: the one that is called so first, then those that begin so. */
export const findCraft = (all: Iterable<TrackedCraft>, text: string, world: WorldFilter): readonly TrackedCraft[] => {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const places = (one: TrackedCraft): readonly number[] =>
    [one.craftId, one.name ?? ''].map((name) => placeIn(name.toLowerCase(), wanted))
  return [...all]
    .filter((one) => inWorld(one, world))
    .map((one) => ({ one, place: Math.min(...places(one)) }))
    .filter(({ place }) => place < NOWHERE)
    .toSorted((a, b) => a.place - b.place)
    .slice(0, FOUND_MAX)
    .map(({ one }) => one)
}

const NOWHERE = 3

/** 0 is it, 1 begins with it (the scheme of an id may be left out), 2 holds it. */
const placeIn = (name: string, wanted: string): number => {
  if (name === wanted) return 0
  if (name.startsWith(wanted) || name.slice(name.indexOf(':') + 1).startsWith(wanted)) return 1
  return name.includes(wanted) ? 2 : NOWHERE
}
