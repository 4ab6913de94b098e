import { type Certainty, formatWireTime, type Limb } from '@landfall/contracts'
import type { Rules } from '../rules.ts'
import type { CountedVisit } from './counted-visit.ts'
import { connectedComponent, firstFrom, markScope } from './create-link-graph.ts'
import { countBoats, countOf, type Sum, sumCluster } from './sum-cluster.ts'

export type Limbs = { readonly sameCraft: Limb; readonly sameTime: Limb; readonly samePeriod: Limb }

type Figure = 'min' | 'likely' | 'max'
type Figures = Omit<Sum, 'openEnded'>
type Best = {
  readonly persons: number
  readonly fromMs: number | null
  readonly toMs: number | null
  readonly openEnded: boolean
}
type Bests = { readonly [figure in Figure]: Best }

/** Less than any sum, so that a sum of 0 has a cluster too. */
const none: Best = { persons: -1, fromMs: null, toMs: null, openEnded: false }
const nothing: Bests = { min: none, likely: none, max: none }

/** The three limbs of s 9A over the given visits alone, by arrival (design, semantics 6). */
export const countLimbs = (members: readonly CountedVisit[], rules: Rules): Limbs => ({
  sameCraft: limbOf(largestCraft(members), rules.threshold),
  sameTime: limbOf(largestCluster(members, rules.sameTimeMs), rules.threshold),
  samePeriod: limbOf(largestCluster(members, rules.periodMs), rules.threshold),
})

/** How sure it is that a sum exceeds the threshold; null: it does not. */
export const certaintyOf = (min: number, likely: number, max: number, threshold: number): Certainty | null => {
  if (min > threshold) return 'observed'
  if (likely > threshold) return 'likely'
  return max > threshold ? 'possible' : null
}

/** Members come by arrival, then craftId, so that a tie stays with the earliest, then the smallest craftId. */
const largestCraft = (members: readonly CountedVisit[]): Bests => {
  const boats = countBoats(members)
  const count = (member: CountedVisit): Sum => ({
    ...countOf(member),
    openEnded: boats.get(member.boat)?.openEnded ?? false,
  })
  return members.reduce((bests, member) => better(bests, count(member), member.arrivedMs, member.arrivedMs), nothing)
}

const largestCluster = (members: readonly CountedVisit[], lengthMs: number): Bests => {
  const scope = markScope(members)
  const mostBetween = sumsBetween(members)
  let bests = nothing
  let endBefore = 0
  for (let index = 0; index < members.length; index += 1) {
    const fromMs = members[index]?.arrivedMs ?? 0
    const end = firstFrom(members, fromMs + lengthMs + 1)
    // A window that nothing new came into is part of the one before, and a part never has the larger sum.
    if (end === endBefore) continue
    endBefore = end
    const start = firstFrom(members, fromMs)
    if (!isMore(mostBetween(start, end), bests)) continue
    for (const cluster of clustersOf(members.slice(start, end), scope)) {
      const [first, last] = [cluster[0]?.arrivedMs ?? 0, Math.max(...cluster.map(({ arrivedMs }) => arrivedMs))]
      bests = better(bests, sumCluster(cluster), first, last)
    }
  }
  return bests
}

/** For a stretch of the members the most that any cluster among them can come to: all of them, and each boat each time. */
const sumsBetween = (members: readonly CountedVisit[]) => {
  let sum: Figures = { min: 0, likely: 0, max: 0 }
  const upTo = [sum]
  // An open figure may be a fraction: what rounding takes from the difference must not hide a larger sum.
  const rounding = members.every(({ persons }) => Number.isInteger(persons.maxInSums)) ? 0 : 1e-6
  for (const member of members) {
    const { min, likely, max } = countOf(member)
    sum = { min: sum.min + min, likely: sum.likely + likely, max: sum.max + max }
    upTo.push(sum)
  }
  return (from: number, to: number): Figures => {
    const [before, after] = [upTo[from] ?? sum, upTo[to] ?? sum]
    return { min: after.min - before.min, likely: after.likely - before.likely, max: after.max - before.max + rounding }
  }
}

const isMore = (most: Figures, { min, likely, max }: Bests): boolean =>
  most.min > min.persons || most.likely > likely.persons || most.max > max.persons

/** The clusters of a window. Each starts with its first visit by arrival, then craftId, and they come in the order of those. */
const clustersOf = (window: readonly CountedVisit[], scope: number): readonly (readonly CountedVisit[])[] => {
  const seen = new Set<CountedVisit>()
  const [fromMs, toMs] = [window[0]?.arrivedMs ?? 0, window.at(-1)?.arrivedMs ?? 0]
  const clusters: (readonly CountedVisit[])[] = []
  for (const start of window) {
    if (seen.has(start)) continue
    const members = connectedComponent(start, fromMs, toMs, scope)
    for (const member of members) seen.add(member)
    clusters.push(members)
  }
  return clusters
}

/** Each figure on its own; only a strictly larger sum takes the place of an earlier one. */
const better = (bests: Bests, sum: Sum, fromMs: number, toMs: number): Bests => {
  const pick = (figure: Figure): Best =>
    sum[figure] > bests[figure].persons
      ? { persons: sum[figure], fromMs, toMs, openEnded: figure === 'max' && sum.openEnded }
      : bests[figure]
  return { min: pick('min'), likely: pick('likely'), max: pick('max') }
}

const limbOf = ({ min, likely, max }: Bests, threshold: number): Limb => {
  const written = ({ persons, fromMs, toMs }: Best) => ({
    persons: Math.max(0, persons),
    from: fromMs === null ? null : formatWireTime(fromMs),
    to: toMs === null ? null : formatWireTime(toMs),
  })
  return {
    exceeds: certaintyOf(min.persons, likely.persons, max.persons, threshold),
    min: written(min),
    likely: written(likely),
    max: { ...written(max), openEnded: max.openEnded },
  }
}
