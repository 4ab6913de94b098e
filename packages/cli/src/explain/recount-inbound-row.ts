import type { InboundCraft, InboundGroupAlert, Policy } from '@landfall/contracts'
import { haversineMetres, METRES_PER_NAUTICAL_MILE } from '@landfall/geo'
import { connectedComponents } from './connected-components.ts'
import { type CraftRecount, recountCraft } from './recount-craft.ts'

export type InboundRow = {
  readonly craft: InboundCraft
  readonly recount: CraftRecount
  /** Its newest fix, or its arrival. */
  readonly atMs: number
  /** The largest figures of a boat may be of a name whose reports the row does not show. */
  readonly isOfAnotherName: boolean
  /** Its reports are too old to make people of unknown permission likely. */
  readonly isStale: boolean
}

/** A row with its people recounted from the reports that it shows (design §4.14, rules 6 and 7). */
export const recountInboundRow = (craft: InboundCraft, policy: Policy): InboundRow => {
  const { unauthorised, approach, arrivedAt, aboardReport } = craft
  const atMs = Date.parse(arrivedAt ?? approach?.last.at ?? '')
  const freshFromMs = atMs - policy.personsFreshHours * 3_600_000
  const [fresh, old] = [recountCraft(craft, policy), recountCraft(craft, { ...policy, likelyMethods: [] })]
  // A report with a place outside is fresh as well, and the row does not say whether it had one.
  const isOld = approach !== null && Date.parse(aboardReport.observedAt) < freshFromMs && policy.counts !== 'aboard'
  const isStale = isOld && unauthorised.likely === old.likely && old.likely !== fresh.likely
  const recount = isStale ? old : fresh
  const max = unauthorised.max ?? Number.POSITIVE_INFINITY
  const isLarger = unauthorised.min > recount.min || unauthorised.likely > recount.likely || max > recount.max
  const isOfAnotherName = approach !== null && craft.sameAs.length > 0 && isLarger
  const stated = { ...recount, min: unauthorised.min, likely: unauthorised.likely, max, maxInSums: craft.maxInSums }
  return { craft, recount: isOfAnotherName ? stated : recount, atMs, isOfAnotherName, isStale }
}

type Figure = (recount: CraftRecount) => number
type Cluster = readonly InboundRow[]
export type InboundTerm = { readonly names: readonly string[]; readonly value: number; readonly isInbound: boolean }

/** The clusters of each row: what hangs together with it among those within a period from it on, with an approach among them. */
export const inboundClusters = (rows: Cluster, alert: InboundGroupAlert, policy: Policy): readonly Cluster[] => {
  const periodMs = policy.periodHours * 3_600_000
  const near = createNear(alert, policy)
  return rows.flatMap((leader) => {
    const within = rows.filter(({ atMs }) => atMs >= leader.atMs && atMs <= leader.atMs + periodMs)
    return connectedComponents(within, near).filter((cluster) => cluster.includes(leader) && cluster.some(isApproach))
  })
}

const isApproach = ({ craft }: InboundRow): boolean => craft.approach !== null

/** By their places, or by an earlier fix of one that a link names. */
const createNear = ({ links }: InboundGroupAlert, policy: Policy) => {
  const byFix = new Set(links.flatMap(({ a, b, fix }) => (fix === undefined ? [] : [`${a} ${b}`, `${b} ${a}`])))
  const limitMetres = policy.linkDistanceNm * METRES_PER_NAUTICAL_MILE
  return ({ craft: a }: InboundRow, { craft: b }: InboundRow): boolean =>
    byFix.has(`${a.craftId} ${b.craftId}`) ||
    haversineMetres(a.longitude, a.latitude, b.longitude, b.latitude) <= limitMetres
}

/** What each boat adds to a sum, once, under however many names: its approach where that has more than its visits. */
export const inboundTerms = (cluster: Cluster, figure: Figure): readonly InboundTerm[] =>
  connectedComponents(cluster, isSameBoat).map((rows) => {
    const most = (some: Cluster) => Math.max(0, ...some.map(({ recount }) => figure(recount)))
    const [visits, approaches] = [most(rows.filter((row) => !isApproach(row))), most(rows.filter(isApproach))]
    const names = [...new Set(rows.map(({ craft }) => craft.craftId))]
    return { names, value: Math.max(visits, approaches), isInbound: approaches > visits }
  })

const isSameBoat = ({ craft: a }: InboundRow, { craft: b }: InboundRow): boolean =>
  [a.craftId, ...a.sameAs].some((name) => name === b.craftId || b.sameAs.includes(name))

export const sumOfTerms = (terms: readonly InboundTerm[]): number => terms.reduce((sum, { value }) => sum + value, 0)

const likely: Figure = (recount) => recount.likely

/** Whether a cluster exceeds the threshold as an inbound group does (design §4.14, rule 8). */
export const exceedsInbound = (cluster: Cluster, threshold: number): boolean => {
  const terms = inboundTerms(cluster, likely)
  const alone = (some: Cluster) => sumOfTerms(inboundTerms(some, likely))
  return (
    sumOfTerms(terms) > threshold &&
    terms.some(({ isInbound }) => isInbound) &&
    (alone(cluster.filter((row) => !isApproach(row))) <= threshold || alone(cluster.filter(isApproach)) > threshold)
  )
}

/** Its visits, and those of its approaches that are heading in. */
export const headingInPart = (cluster: Cluster): Cluster =>
  cluster.filter(({ craft }) => craft.approach === null || craft.approach.state === 'heading-in')
