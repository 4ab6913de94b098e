import type { CountedVisit } from './counted-visit.ts'

/** People without permission: a sum over craft, each counted once. `openEnded` where max holds an open figure. */
export type Sum = { readonly min: number; readonly likely: number; readonly max: number; readonly openEnded: boolean }

/** What one visit counts in a sum. */
export const countOf = ({ persons: { unauthorised, maxInSums } }: CountedVisit): Sum => ({
  min: unauthorised.min,
  likely: unauthorised.likely,
  max: maxInSums,
  openEnded: unauthorised.max === null,
})

/** What each boat counts: each of min, likely and max by its own largest visit. */
export const countBoats = (members: readonly CountedVisit[]): ReadonlyMap<string, Sum> => {
  const boats = new Map<string, Sum>()
  for (const member of members) {
    const before = boats.get(member.boat)
    const count = countOf(member)
    boats.set(member.boat, before === undefined ? count : largest(before, count))
  }
  return boats
}

/** Each boat counts once (design §4.5). */
export const sumCluster = (members: readonly CountedVisit[]): Sum => {
  let [min, likely, max, openEnded] = [0, 0, 0, false]
  for (const count of countBoats(members).values()) {
    min += count.min
    likely += count.likely
    max += count.max
    openEnded ||= count.openEnded
  }
  return { min, likely, max, openEnded }
}

/** Of two visits of one boat. An open figure as large as a closed one is the one that holds. */
const largest = (a: Sum, b: Sum): Sum => ({
  min: Math.max(a.min, b.min),
  likely: Math.max(a.likely, b.likely),
  max: Math.max(a.max, b.max),
  openEnded: (a.openEnded && a.max >= b.max) || (b.openEnded && b.max >= a.max),
})
