import type { Certainty, Limb, Policy } from '@landfall/contracts'
import { byOracleArrival, type Cluster, clustersOf, type OracleVisit } from './clusters-of.ts'
import { addsOpen, byCraft, type Figure, figureOf, sumOf } from './sum-of.ts'
import { msPer, written } from './time-ms.ts'

const FIGURES: readonly Figure[] = ['min', 'likely', 'max']

type Winner = { readonly persons: number; readonly visits: readonly OracleVisit[]; readonly openEnded: boolean }

/** Rule 6: the three counts of a situation, over its visits alone. */
export const countLimbsOracle = (members: readonly OracleVisit[], policy: Policy) => {
  const over = (lengthMs: number) => (figure: Figure) => largestCluster(members, lengthMs, figure, policy)
  return {
    sameCraft: limbOf((figure) => largestCraft(members, figure), policy.threshold),
    sameTime: limbOf(over(policy.sameTimeMinutes * msPer.minute), policy.threshold),
    samePeriod: limbOf(over(policy.periodHours * msPer.hour), policy.threshold),
  }
}

const limbOf = (winnerOf: (figure: Figure) => Winner, threshold: number): Limb => {
  const [min, likely, max] = FIGURES.map(winnerOf)
  if (min === undefined || likely === undefined || max === undefined) throw new Error('three went in')
  const exceeds = (['observed', 'likely', 'possible'] as const).find(
    (_: Certainty, index) => ([min, likely, max][index]?.persons ?? 0) > threshold,
  )
  return {
    exceeds: exceeds ?? null,
    min: sumWithSpan(min),
    likely: sumWithSpan(likely),
    max: { ...sumWithSpan(max), openEnded: max.openEnded },
  }
}

const sumWithSpan = ({ persons, visits }: Winner) => {
  const times = visits.map((visit) => visit.arrivedMs)
  return { persons, from: written(Math.min(...times)), to: written(Math.max(...times)) }
}

/** Ties: the earliest arrival, then the smallest craftId. */
const largestCraft = (members: readonly OracleVisit[], figure: Figure): Winner => {
  const largest = members.toSorted((a, b) => figureOf(b, figure) - figureOf(a, figure) || byOracleArrival(a, b))[0]
  const ofCraft = byCraft(members).find((visits) => visits.some((visit) => visit === largest))
  if (largest === undefined || ofCraft === undefined) throw new Error('a situation without a visit')
  return { persons: figureOf(largest, figure), visits: [largest], openEnded: addsOpen(ofCraft) }
}

/** Ties: the earliest window, then the cluster with the earliest arrival, then the smallest craftId. */
const largestCluster = (members: readonly OracleVisit[], lengthMs: number, figure: Figure, policy: Policy): Winner => {
  const earlier = (a: Cluster, b: Cluster) => {
    const [firstOfA, firstOfB] = [a.members[0], b.members[0]]
    if (firstOfA === undefined || firstOfB === undefined) throw new Error('a cluster without a visit')
    return a.windowMs - b.windowMs || byOracleArrival(firstOfA, firstOfB)
  }
  const ranked = clustersOf(members, lengthMs, policy)
    .map((cluster) => ({ cluster, persons: sumOf(cluster.members, figure) }))
    .sort((a, b) => b.persons - a.persons || earlier(a.cluster, b.cluster))
  const winner = ranked[0]
  if (winner === undefined) throw new Error('a situation without a visit')
  const visits = winner.cluster.members
  return { persons: winner.persons, visits, openEnded: byCraft(visits).some(addsOpen) }
}
