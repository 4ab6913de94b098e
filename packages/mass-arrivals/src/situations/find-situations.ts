import type { Certainty } from '@landfall/contracts'
import type { Rules } from '../rules.ts'
import { certaintyOf } from './count-limbs.ts'
import { byArrival, type CountedVisit } from './counted-visit.ts'
import { connectedComponent, firstFrom } from './create-link-graph.ts'
import { sumCluster } from './sum-cluster.ts'

/** Visits whose exceeding clusters hang together, by arrival, then craftId: one alert. */
export type Situation = {
  readonly members: readonly CountedVisit[]
  /** Of the cluster that is surest to exceed: what the alert's own count for the period comes to. */
  readonly certainty: Certainty
}

export type Found = {
  readonly situations: readonly Situation[]
  /** Starts of clusters of which a part may exceed that the whole does not cover. */
  readonly parted: readonly CountedVisit[]
}

type Group = { readonly members: Set<CountedVisit>; certainty: Certainty }

/**
 * Of a cluster: how sure it is to exceed; null: it does not. `coversParts`: whether no part of it could add a member to a situation, or be surer.
 */
type Decided = { readonly certainty: Certainty | null; readonly coversParts: boolean }
export type DecideCluster = (cluster: readonly CountedVisit[], rules: Rules) => Decided

const decideMassArrival: DecideCluster = (cluster, { threshold }) => {
  const { min, likely, max } = sumCluster(cluster)
  return { certainty: certaintyOf(min, likely, max, threshold), coversParts: true }
}

/**
 * The situations made by the exceeding clusters that start at one of `starts` (design §4.5). `all`: the members of the area, by arrival.
 *
 * Every cluster of every window lies within the cluster that its own earliest visit starts, in the window from that
 * visit's arrival, and sums only grow with the cluster. So those are the only ones to look at, but where a part can exceed by itself.
 */
export const findSituations = (
  starts: Iterable<CountedVisit>,
  all: readonly CountedVisit[],
  rules: Rules,
  decide = decideMassArrival,
): Found => {
  const groups = new Map<CountedVisit, Group>()
  const parted: CountedVisit[] = []
  /** A known cluster already covers every window that starts at the member and ends before this. */
  const coveredUntilMs = new Map<CountedVisit, number>()
  for (const start of [...starts].sort(byArrival)) {
    const toMs = start.arrivedMs + rules.periodMs
    if (toMs < (coveredUntilMs.get(start) ?? Number.NEGATIVE_INFINITY)) continue
    const cluster = connectedComponent(start, start.arrivedMs, toMs)
    const { certainty, coversParts } = decide(cluster, rules)
    if (coversParts) {
      const newcomerMs = cluster.reduce(
        (earliest, member) => Math.min(earliest, nextNeighbourMs(member, toMs)),
        Number.POSITIVE_INFINITY,
      )
      for (const member of cluster) {
        coveredUntilMs.set(member, Math.max(newcomerMs, coveredUntilMs.get(member) ?? Number.NEGATIVE_INFINITY))
      }
    } else {
      parted.push(start)
      for (const part of exceedingParts(start, cluster, all, rules, decide)) unite(groups, part.cluster, part.certainty)
    }
    if (certainty !== null) unite(groups, cluster, certainty)
  }
  const situations = [...new Set(groups.values())].map(({ members, certainty }) => ({
    members: [...members].sort(byArrival),
    certainty,
  }))
  return { situations, parted }
}

type Part = { readonly cluster: readonly CountedVisit[]; readonly certainty: Certainty }

/**
 * What exceeds of a cluster in the windows that begin before `start`, with any member of the area, and end before the last of it has come.
 * Such parts grow with their end: where one does not cover its own parts, the whole covers those after it.
 */
function* exceedingParts(
  start: CountedVisit,
  cluster: readonly CountedVisit[],
  all: readonly CountedVisit[],
  rules: Rules,
  decide: DecideCluster,
): Generator<Part> {
  // A window that holds one before it, to which it is linked, begins with that one.
  const beforeMs =
    start.neighbours[firstFrom(start.neighbours, start.arrivedMs) - 1]?.arrivedMs ?? Number.NEGATIVE_INFINITY
  const timesMs = [...new Set(cluster.map(({ arrivedMs }) => arrivedMs))].sort((a, b) => a - b)
  for (const [index, endMs] of timesMs.slice(0, -1).entries()) {
    const nextMs = timesMs[index + 1] ?? Number.POSITIVE_INFINITY
    if (nextMs - rules.periodMs <= beforeMs) continue
    // Of the windows that end between the two the one that holds least of what came before.
    const opener = all[firstFrom(all, nextMs - rules.periodMs) - 1]
    if (opener === undefined || opener.arrivedMs <= beforeMs || opener.arrivedMs + rules.periodMs < endMs) continue
    const part = connectedComponent(start, opener.arrivedMs, endMs)
    if (part.some(({ arrivedMs }) => arrivedMs < start.arrivedMs)) continue // That begins with another.
    const { certainty, coversParts } = decide(part, rules)
    if (!coversParts) return
    if (certainty !== null) yield { cluster: part, certainty }
  }
}

const nextNeighbourMs = ({ neighbours }: CountedVisit, afterMs: number): number =>
  neighbours[firstFrom(neighbours, afterMs + 1)]?.arrivedMs ?? Number.POSITIVE_INFINITY

/** Adds a cluster to the group of its members; merges the groups where there are several. */
const unite = (groups: Map<CountedVisit, Group>, cluster: readonly CountedVisit[], certainty: Certainty): void => {
  const joined = [...new Set(cluster.flatMap((member) => groups.get(member) ?? []))].sort(
    (a, b) => b.members.size - a.members.size,
  )
  const group = joined[0] ?? { members: new Set<CountedVisit>(), certainty }
  for (const other of joined.slice(1)) {
    group.certainty = surer(group.certainty, other.certainty)
    for (const member of other.members) group.members.add(member)
  }
  group.certainty = surer(group.certainty, certainty)
  for (const member of cluster) group.members.add(member)
  for (const member of joined.length > 1 ? group.members : cluster) groups.set(member, group)
}

const BY_CERTAINTY: readonly Certainty[] = ['possible', 'likely', 'observed']

const surer = (a: Certainty, b: Certainty): Certainty => (BY_CERTAINTY.indexOf(a) < BY_CERTAINTY.indexOf(b) ? b : a)
