import { compareCodePoints, type Eta, type InboundGroupAlert, statedLaw } from '@landfall/contracts'
import { SEVERITY_OF } from '../alerts/alert-content.ts'
import type { Rules } from '../rules.ts'
import { clustersOfWindow } from '../situations/count-limbs.ts'
import type { CountedVisit } from '../situations/counted-visit.ts'
import { firstFrom, linkedAmongThemselves } from '../situations/create-link-graph.ts'
import type { Situation } from '../situations/find-situations.ts'
import { sumCluster } from '../situations/sum-cluster.ts'
import type { WatchedArea } from '../watched-area.ts'
import { createInboundGraph } from './create-inbound-graph.ts'
import { isHeadingIn } from './decide-inbound.ts'
import { type InboundEvidence, listInboundEvidence } from './list-inbound-evidence.ts'
import { sumInbound } from './sum-inbound.ts'

/** The part of an inbound alert that follows from its members. */
export type InboundCounts = Pick<
  InboundGroupAlert,
  'threshold' | 'policy' | 'counts' | 'excludes' | 'law' | 'unauthorised' | 'arrived' | 'inbound' | 'eta'
> &
  InboundEvidence

/** What an open inbound alert says, its identity and history aside. */
export type InboundContent = Pick<InboundGroupAlert, 'severity' | 'certainty'> & InboundCounts

/** The content of an open alert (design §4.14, rule 9). */
export const inboundContent = ({ members, certainty }: Situation, area: WatchedArea): InboundContent => {
  const isLikely = certainty === 'likely'
  return {
    severity: isLikely ? SEVERITY_OF.likely : SEVERITY_OF.possible,
    certainty: isLikely ? 'likely' : 'possible',
    ...countInbound(members, area, isApproached),
  }
}

/** The numbers and the evidence of the members, by time, then craftId. `isWanted`: which clusters are counted. */
export const countInbound = (
  members: readonly CountedVisit[],
  { rules, policyHash, stated }: WatchedArea,
  isWanted: (cluster: readonly CountedVisit[]) => boolean = () => true,
): InboundCounts => ({
  threshold: rules.threshold,
  policy: policyHash,
  ...statedLaw(stated),
  ...countPeople(members, rules, isWanted),
  eta: etaOf(members),
  ...listInboundEvidence(members, rules),
})

const isApproached = (cluster: readonly CountedVisit[]): boolean =>
  cluster.some(({ approach }) => approach !== undefined)

/** Each of min, likely and max by its own largest cluster, of equal ones the first; the shares are of the largest by likely. */
const countPeople = (
  members: readonly CountedVisit[],
  rules: Rules,
  isWanted: (cluster: readonly CountedVisit[]) => boolean,
): Pick<InboundGroupAlert, 'unauthorised' | 'arrived' | 'inbound'> => {
  let unauthorised = { min: 0, likely: 0, max: 0, openEnded: false }
  let largest: readonly CountedVisit[] = []
  for (const cluster of clustersAmong(members, rules)) {
    if (!isWanted(cluster)) continue
    const { min, likely, max, openEnded } = sumCluster(cluster)
    if (likely > unauthorised.likely) largest = cluster
    unauthorised = {
      min: Math.max(min, unauthorised.min),
      likely: Math.max(likely, unauthorised.likely),
      max: Math.max(max, unauthorised.max),
      openEnded: max > unauthorised.max ? openEnded : unauthorised.openEnded,
    }
  }
  const { all, inbound } = sumInbound(largest)
  return { unauthorised, arrived: all - inbound, inbound }
}

/** The clusters that matter to a largest sum: a window in which nothing is new is a part of the one before. */
function* clustersAmong(visits: readonly CountedVisit[], rules: Rules): Generator<readonly CountedVisit[]> {
  const members = linkedAmongThemselves(visits, rules, createInboundGraph)
  let endBefore = 0
  for (const { arrivedMs } of members) {
    const end = firstFrom(members, arrivedMs + rules.periodMs + 1)
    if (end === endBefore) continue
    endBefore = end
    yield* clustersOfWindow(members.slice(firstFrom(members, arrivedMs), end))
  }
}

/** Least, least and greatest of those heading in; where there are none, of the others. */
const etaOf = (members: readonly CountedVisit[]): Eta | null => {
  const etasOf = (some: readonly CountedVisit[]): readonly Eta[] =>
    some.flatMap(({ approach }) => approach?.held.eta ?? [])
  const headingIn = etasOf(members.filter(isHeadingIn))
  const etas = headingIn.length > 0 ? headingIn : etasOf(members)
  if (etas.length === 0) return null
  return etas.reduce((first, eta) => ({
    earliest: earlierOf(first.earliest, eta.earliest),
    likely: earlierOf(first.likely, eta.likely),
    latest: compareCodePoints(first.latest, eta.latest) < 0 ? eta.latest : first.latest,
  }))
}

const earlierOf = (a: string, b: string): string => (compareCodePoints(a, b) < 0 ? a : b)
