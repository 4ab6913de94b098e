import { watchesApproaches } from '../rules.ts'
import type { CraftIdentities } from '../situations/create-craft-identities.ts'
import type { WatchedArea } from '../watched-area.ts'
import { type CraftEntry, isVisitor } from './craft-entry.ts'

/** The craft of one area, real or exercise. */
export type AreaCraft = {
  readonly entries: Map<string, CraftEntry>
  /** By what craft with a visit state, and, for approaches, what those with an approach state too. */
  readonly visitors: CraftIdentities
  readonly everyone: CraftIdentities
  /** Those with an approach: where there is none, nothing is worked out for inbound groups. */
  readonly approaching: Set<string>
}

type Touched = { readonly visitors: ReadonlySet<string>; readonly everyone: ReadonlySet<string> }

/** Makes the change. Returns the craft that are one boat with any of these before and after; all, where that begins or ends inbound groups. */
export const changeCraft = (
  { entries, visitors, everyone, approaching }: AreaCraft,
  craftIds: readonly string[],
  change: () => void,
): Touched => {
  const boats = [visitors, everyone] as const
  const wasWatching = approaching.size > 0
  const before = boats.map(({ craftOf }) => craftIds.flatMap(craftOf))
  change()
  // A boat may split: each craft that was part of it is evaluated again, with all that it is joined to now.
  const [ofVisitors = NONE, ofEveryone = NONE] = boats.map(({ craftOf }, index) => {
    const were = [...craftIds, ...(before[index] ?? [])]
    return new Set([...were, ...were.flatMap(craftOf)])
  })
  const isWatching = approaching.size > 0
  return {
    visitors: ofVisitors,
    everyone:
      wasWatching === isWatching ? (isWatching ? ofEveryone : NONE) : new Set([...ofEveryone, ...entries.keys()]),
  }
}

const NONE: ReadonlySet<string> = new Set()

export const setCraftEntry = (
  { entries, visitors, everyone, approaching }: AreaCraft,
  { rules }: WatchedArea,
  craftId: string,
  entry: CraftEntry | undefined,
): void => {
  if (entry === undefined) entries.delete(craftId)
  else entries.set(craftId, entry)
  const isApproaching = entry?.approach?.now != null && watchesApproaches(rules)
  if (isApproaching) approaching.add(craftId)
  else approaching.delete(craftId)
  visitors.set(craftId, isVisitor(entry) ? entry.description : undefined)
  everyone.set(craftId, isVisitor(entry) || isApproaching ? entry?.description : undefined)
}
