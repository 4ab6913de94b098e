import type { Rules } from '../rules.ts'
import { byArrival, type CountedVisit } from './counted-visit.ts'
import { connectedComponent, firstFrom } from './create-link-graph.ts'
import { sumCluster } from './sum-cluster.ts'

/** Visits whose exceeding clusters hang together, by arrival, then craftId: one alert. */
export type Situation = { readonly members: readonly CountedVisit[] }

/**
 * The situations made by the exceeding clusters that start at one of `starts` (design §4.5).
 *
 * Every cluster of every window lies within the cluster that its own earliest visit starts, in the window from that
 * visit's arrival, and sums only grow with the cluster. So those are the only ones to look at.
 */
export const findSituations = (starts: Iterable<CountedVisit>, rules: Rules): readonly Situation[] => {
  const groups = new Map<CountedVisit, Set<CountedVisit>>()
  /** A known cluster already covers every window that starts at the member and ends before this. */
  const coveredUntilMs = new Map<CountedVisit, number>()
  for (const start of [...starts].sort(byArrival)) {
    const toMs = start.arrivedMs + rules.periodMs
    if (toMs < (coveredUntilMs.get(start) ?? Number.NEGATIVE_INFINITY)) continue
    const cluster = connectedComponent(start, start.arrivedMs, toMs)
    const newcomerMs = Math.min(...cluster.map((member) => nextNeighbourMs(member, toMs)))
    for (const member of cluster) {
      coveredUntilMs.set(member, Math.max(newcomerMs, coveredUntilMs.get(member) ?? Number.NEGATIVE_INFINITY))
    }
    if (sumCluster(cluster).max > rules.threshold) unite(groups, cluster)
  }
  return [...new Set(groups.values())].map((members) => ({ members: [...members].sort(byArrival) }))
}

const nextNeighbourMs = ({ neighbours }: CountedVisit, afterMs: number): number =>
  neighbours[firstFrom(neighbours, afterMs + 1)]?.arrivedMs ?? Number.POSITIVE_INFINITY

/** Adds a cluster to the group of its members; merges the groups where there are several. */
const unite = (groups: Map<CountedVisit, Set<CountedVisit>>, cluster: readonly CountedVisit[]): void => {
  const joined = [...new Set(cluster.flatMap((member) => groups.get(member) ?? []))].sort((a, b) => b.size - a.size)
  const group = joined[0] ?? new Set<CountedVisit>()
  for (const other of joined.slice(1)) for (const member of other) group.add(member)
  for (const member of cluster) group.add(member)
  for (const member of joined.length > 1 ? group : cluster) groups.set(member, group)
}
