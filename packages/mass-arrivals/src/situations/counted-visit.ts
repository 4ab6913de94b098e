import type { ArrivalDoubt, CraftDescription, VisitPersons } from '@landfall/contracts'
import { type Place, placeAt } from '@landfall/geo'
import type { HeldApproach } from '../approach/held-approach.ts'

/** A visit as the groups stage holds it; times in milliseconds since 1970. */
export type LiveVisit = {
  readonly arrivedMs: number
  readonly lastMs: number
  readonly longitude: number
  readonly latitude: number
  readonly persons: VisitPersons | null
  readonly doubt?: ArrivalDoubt
}

/** Where and when a visit was: all that decides whether two visits are the same. */
export type VisitSpan = {
  readonly craftId: string
  readonly arrivedMs: number
  readonly lastMs: number
  /** Not a visit but an approach, whose newest fix both times are. */
  readonly isApproach?: true
}

/** Their spans overlap (design §4.8); area and exercise are the area state's. */
export const areSameVisit = (a: VisitSpan, b: VisitSpan): boolean =>
  a.craftId === b.craftId && a.arrivedMs <= b.lastMs && b.arrivedMs <= a.lastMs

/** What makes a member of a situation an approach (design §4.14): its time and place are those of its newest fix. */
export type CountedApproach = {
  readonly held: HeldApproach
  /** The fixes before the newest, jumps aside, as unit vectors: x, y and z of each, the oldest first. */
  readonly track: readonly number[]
}

/** A visit that counts, or, among the members of inbound situations, an approach that does: it has people who may be without permission, and no reason to be left out (design §4.4). */
export type CountedVisit = Omit<VisitSpan, 'lastMs'> & {
  /** Grows in place as the visit goes on: no count and no alert depends on it. */
  lastMs: number
  /** The boat, whatever it is called: the smallest of its names that has a visit here. */
  readonly boat: string
  /** All its names, its own included: those that have a visit here first, then by code points. */
  readonly names: readonly string[]
  readonly description: CraftDescription
  readonly place: Place
  readonly persons: VisitPersons
  readonly doubt: ArrivalDoubt | undefined
  /** Undefined: a visit. */
  readonly approach: CountedApproach | undefined
  /** The visits that it is linked to in the link graph, by arrival. */
  readonly neighbours: CountedVisit[]
  /** Of those before it: the one of each cell. Kept by the link graph. */
  readonly latestIn: Map<object, CountedVisit>
  /** Scratch space of create-link-graph.ts. */
  mark: number
  scope: number
}

export type CraftIdentity = {
  readonly boat: string
  readonly names: readonly string[]
  readonly description: CraftDescription
}

export const countedVisitOf = (
  craftId: string,
  visit: LiveVisit,
  persons: VisitPersons,
  boat: CraftIdentity,
  approach?: CountedApproach,
): CountedVisit => ({
  craftId,
  arrivedMs: visit.arrivedMs,
  lastMs: visit.lastMs,
  ...boat,
  place: placeAt(visit.longitude, visit.latitude),
  persons,
  doubt: visit.doubt,
  approach,
  ...(approach === undefined ? {} : { isApproach: true }),
  neighbours: [],
  latestIn: new Map(),
  mark: 0,
  scope: 0,
})

/** By arrival, then craftId. */
export const byArrival = (a: VisitSpan, b: VisitSpan): number =>
  a.arrivedMs - b.arrivedMs || (a.craftId < b.craftId ? -1 : a.craftId > b.craftId ? 1 : 0)
