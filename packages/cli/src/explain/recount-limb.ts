import { type MassArrivalAlert, type Policy, parseWireTime } from '@landfall/contracts'
import { haversineMetres, METRES_PER_NAUTICAL_MILE } from '@landfall/geo'
import { connectedComponents } from './connected-components.ts'
import type { CraftRecount } from './recount-craft.ts'

export type CountedCraft = { readonly craft: MassArrivalAlert['craft'][number]; readonly recount: CraftRecount }

/** What one boat adds to a sum, under however many names it was seen. */
export type IdentityTerm = { readonly names: readonly string[]; readonly value: number }

export type LimbSum = { readonly persons: number; readonly identities: readonly IdentityTerm[] }

type Pick = (recount: CraftRecount) => number

/**
 * The largest sum of one cluster among the visits that arrived from `from` to `to`, both included (design: semantics, 5
 * and 6): visits at most the link distance apart, or by way of others, and each boat once with its largest number.
 */
export const recountLimb = (
  all: readonly CountedCraft[],
  from: string,
  to: string,
  pick: Pick,
  policy: Policy,
): LimbSum => {
  const [fromMs, toMs] = [parseWireTime(from), parseWireTime(to)]
  const within = all.filter(({ craft }) => {
    const arrivedMs = parseWireTime(craft.arrivedAt)
    return arrivedMs >= fromMs && arrivedMs <= toMs
  })
  const limitMetres = policy.linkDistanceNm * METRES_PER_NAUTICAL_MILE
  const areLinked = (a: CountedCraft, b: CountedCraft) => distanceMetres(a, b) <= limitMetres
  const sums = connectedComponents(within, areLinked).map((cluster) => sumOf(cluster, pick))
  return sums.toSorted((a, b) => b.persons - a.persons)[0] ?? { persons: 0, identities: [] }
}

/** The largest number of one boat. */
export const recountSameCraft = (all: readonly CountedCraft[], pick: Pick): LimbSum => {
  const identities = identitiesOf(all, pick)
    .toSorted((a, b) => b.value - a.value)
    .slice(0, 1)
  return { persons: identities[0]?.value ?? 0, identities }
}

const sumOf = (cluster: readonly CountedCraft[], pick: Pick): LimbSum => {
  const identities = identitiesOf(cluster, pick)
  return { persons: identities.reduce((sum, { value }) => sum + value, 0), identities }
}

const identitiesOf = (visits: readonly CountedCraft[], pick: Pick): readonly IdentityTerm[] =>
  connectedComponents(visits, shareIdentity).map((same) => ({
    names: [...new Set(same.map(({ craft }) => craft.craftId))],
    value: Math.max(...same.map(({ recount }) => pick(recount))),
  }))

const shareIdentity = ({ craft: a }: CountedCraft, { craft: b }: CountedCraft): boolean =>
  [a.craftId, ...a.sameAs].some((name) => name === b.craftId || b.sameAs.includes(name))

const distanceMetres = ({ craft: a }: CountedCraft, { craft: b }: CountedCraft): number =>
  haversineMetres(a.longitude, a.latitude, b.longitude, b.latitude)
