import { type Certainty, formatWireTime, type Limb } from '@landfall/contracts'
import type { Rules } from '../rules.ts'
import type { CountedVisit } from './counted-visit.ts'
import { connectedComponent, firstFrom, linkedAmongThemselves } from './create-link-graph.ts'
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

/** Below any sum, so that even a sum of 0 names its cluster. */
const none: Best = { persons: -1, fromMs: null, toMs: null, openEnded: false }
const nothing: Bests = { min: none, likely: none, max: none }

/** The three limbs of s 9A over the given visits alone, by arrival (design §4.6). */
export const countLimbs = (visits: readonly CountedVisit[], rules: Rules): Limbs => {
  const members = linkedAmongThemselves(visits, rules)
  return {
    sameCraft: limbOf(largestCraft(members), rules.threshold),
    sameTime: limbOf(largestCluster(members, rules.sameTimeMs), rules.threshold),
    samePeriod: limbOf(largestCluster(members, rules.periodMs), rules.threshold),
  }
}

/** How sure it is that a sum exceeds the threshold; null: it does not. */
export const certaintyOf = (min: number, likely: number, max: number, threshold: number): Certainty | null => {
  if (min > threshold) return 'observed'
  if (likely > threshold) return 'likely'
  return max > threshold ? 'possible' : null
}

/** Members are sorted by arrival, then craftId, so ties go to the earliest, then to the smallest craftId. */
const largestCraft = (members: readonly CountedVisit[]): Bests => {
  const boats = countBoats(members)
  const count = (member: CountedVisit): Sum => ({
    ...countOf(member),
    openEnded: boats.get(member.boat)?.openEnded ?? false,
  })
  return members.reduce((bests, member) => better(bests, count(member), member.arrivedMs, member.arrivedMs), nothing)
}

const largestCluster = (members: readonly CountedVisit[], lengthMs: number): Bests => {
  const mostBetween = sumsBetween(members)
  let bests = nothing
  let endBefore = 0
  for (let index = 0; index < members.length; index += 1) {
    const fromMs = members[index]?.arrivedMs ?? 0
    const end = firstFrom(members, fromMs + lengthMs + 1)
    // A window without a newcomer is a subset of the one before, and a subset never has the larger sum.
    if (end === endBefore) continue
    endBefore = end
    const start = firstFrom(members, fromMs)
    if (!isMore(mostBetween(start, end), bests)) continue
    for (const cluster of clustersOfWindow(members.slice(start, end))) {
      const first = cluster[0]?.arrivedMs ?? 0
      const last = cluster.reduce((latest, { arrivedMs }) => Math.max(latest, arrivedMs), first)
      bests = better(bests, sumCluster(cluster), first, last)
    }
  }
  return bests
}

/** An upper bound of the sums of clusters within a range of members: all of them, boats counted once a visit. */
const sumsBetween = (members: readonly CountedVisit[]) => {
  let sum: Figures = { min: 0, likely: 0, max: 0 }
  const upTo = [sum]
  // An open figure may be a fraction: rounding of the difference must not hide a larger sum.
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

/** The clusters of a window, each led by its first visit by arrival, then craftId, and sorted by that visit. */
export const clustersOfWindow = (window: readonly CountedVisit[]): readonly (readonly CountedVisit[])[] => {
  const seen = new Set<CountedVisit>()
  const [fromMs, toMs] = [window[0]?.arrivedMs ?? 0, window.at(-1)?.arrivedMs ?? 0]
  const clusters: (readonly CountedVisit[])[] = []
  for (const start of window) {
    if (seen.has(start)) continue
    const members = connectedComponent(start, fromMs, toMs)
    for (const member of members) seen.add(member)
    clusters.push(members)
  }
  return clusters
}

/** Each figure separately; only a strictly larger sum replaces an earlier one. */
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
