import { type CraftDescription, compareCodePoints } from '@landfall/contracts'
import type { CraftIdentity } from './counted-visit.ts'

/**
 * Which craft are one boat: those joined by `sameAs` statements of craft that have a visit here, at any distance. A name
 * that two of them state joins them, whether or not anything was seen here under that name (decision 0003).
 */
export const createCraftIdentities = () => {
  const descriptions = new Map<string, CraftDescription>()
  const statedBy = new Map<string, Set<string>>()

  const set = (craftId: string, description: CraftDescription | undefined): void => {
    for (const name of descriptions.get(craftId)?.sameAs ?? []) {
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

  /** Every name of the boat that `craftId` is, itself included. */
  const namesOf = (craftId: string): readonly string[] => {
    const names = new Set([craftId])
    for (const name of names) {
      for (const other of descriptions.get(name)?.sameAs ?? []) names.add(other)
      for (const other of statedBy.get(name) ?? []) names.add(other)
    }
    return [...names].sort(compareCodePoints)
  }

  /** The craft that are the same boat and are known here, itself included. */
  const craftOf = (craftId: string): readonly string[] => namesOf(craftId).filter((name) => descriptions.has(name))

  /** Undefined where the boat is left out: it runs a scheduled service or is domestic under any of its names here. */
  const identityOf = (craftId: string): CraftIdentity | undefined => {
    const description = descriptions.get(craftId)
    if (description === undefined) return undefined
    const names = namesOf(craftId)
    const known = names.filter((name) => descriptions.has(name))
    const isLeftOut = known.some((name) => descriptions.get(name)?.scheduledService || descriptions.get(name)?.domestic)
    if (isLeftOut) return undefined
    return { boat: known[0] ?? craftId, names: names.filter((name) => name !== craftId), description }
  }

  return { set, craftOf, identityOf: identityOf }
}
