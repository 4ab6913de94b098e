import { type CraftDescription, compareCodePoints, type Exclusion } from '@landfall/contracts'
import type { CraftIdentity } from './counted-visit.ts'

type Boat = {
  /** Every name, those of craft that are known here first, then by code points. */
  readonly names: readonly string[]
  /** The craft among them that are known here. */
  readonly known: readonly string[]
  /** What the policy excludes and it is, under any of its names here: on a scheduled service, domestic. */
  readonly exclusion: Exclusion | undefined
}

/**
 * Which craft are one boat: those joined by `sameAs` statements of craft that have a visit here, at any distance. A name
 * that two of them state joins them, whether or not anything was seen here under that name (decision 0003).
 */
export const createCraftIdentities = (excludes: ReadonlySet<Exclusion>) => {
  const descriptions = new Map<string, CraftDescription>()
  const statedBy = new Map<string, Set<string>>()
  /** By each of its names: a boat of many names is put together once after a change, not once for each craft of it. */
  const boats = new Map<string, Boat>()

  const set = (craftId: string, description: CraftDescription | undefined): void => {
    const before = descriptions.get(craftId)
    for (const name of [craftId, ...(before?.sameAs ?? []), ...(description?.sameAs ?? [])]) dropBoat(name)
    for (const name of before?.sameAs ?? []) {
      statedBy.get(name)?.delete(craftId)
      if (statedBy.get(name)?.size === 0) statedBy.delete(name)
    }
    if (description === undefined) descriptions.delete(craftId)
    else descriptions.set(craftId, description)
    for (const name of description?.sameAs ?? []) {
      const others = statedBy.get(name)
      if (others === undefined) statedBy.set(name, new Set([craftId]))
      else others.add(craftId)
    }
  }

  const dropBoat = (name: string): void => {
    for (const each of boats.get(name)?.names ?? []) boats.delete(each)
  }

  const joinedBoat = (craftId: string): Boat => {
    const boat = boats.get(craftId) ?? joinNames(craftId)
    for (const name of boat.names) if (!boats.has(name)) boats.set(name, boat)
    return boat
  }

  const joinNames = (craftId: string): Boat => {
    const names = new Set([craftId])
    for (const name of names) {
      for (const other of descriptions.get(name)?.sameAs ?? []) names.add(other)
      for (const other of statedBy.get(name) ?? []) names.add(other)
    }
    const sorted = [...names].sort(compareCodePoints)
    const known = sorted.filter((name) => descriptions.has(name))
    return {
      names: [...known, ...sorted.filter((name) => !descriptions.has(name))],
      known,
      exclusion: (['scheduled-service', 'domestic'] as const).find((exclusion) =>
        known.some((name) => isExcluded(descriptions.get(name), exclusion)),
      ),
    }
  }

  const isExcluded = (description: CraftDescription | undefined, exclusion: Exclusion): boolean =>
    excludes.has(exclusion) &&
    (exclusion === 'domestic' ? description?.domestic === true : description?.scheduledService === true)

  /** The craft that are the same boat and are known here, itself included. */
  const craftOf = (craftId: string): readonly string[] => joinedBoat(craftId).known

  /** Undefined where the boat is left out. */
  const identityOf = (craftId: string): CraftIdentity | undefined => {
    const description = descriptions.get(craftId)
    if (description === undefined) return undefined
    const { names, known, exclusion } = joinedBoat(craftId)
    return exclusion !== undefined ? undefined : { boat: known[0] ?? craftId, names, description }
  }

  /** What leaves the boat out; undefined: nothing. */
  const exclusionOf = (craftId: string): Exclusion | undefined => joinedBoat(craftId).exclusion

  return { set, craftOf, identityOf, exclusionOf }
}
export type CraftIdentities = ReturnType<typeof createCraftIdentities>
