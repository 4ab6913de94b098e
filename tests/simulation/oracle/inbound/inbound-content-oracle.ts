import { createHash } from 'node:crypto'
import type { Eta, InboundCraft, InboundGroupAlert } from '@landfall/contracts'
import { namesOracle, personsOracle } from '../alert-content-oracle.ts'
import { byCodePoints, canonical } from '../by-code-points.ts'
import { components } from '../clusters-of.ts'
import { msPer, timeMs, written } from '../time-ms.ts'
import type { InboundArea } from './inbound-area.ts'
import { isNearOracle, type Member } from './inbound-clusters-oracle.ts'
import { inboundExceedsOracle, inboundIsOpen, inboundSharesOracle, inboundSumOracle } from './inbound-sum-oracle.ts'

/** What an open alert says of its situation: everything but its identity, its history and its choice of links. */
export type InboundContent = Omit<
  InboundGroupAlert,
  'alertId' | 'version' | 'status' | 'links' | 'linksMore' | 'supersededBy' | 'reason' | 'changes' | 'safety'
>

/** Rule 9 for one situation, given by its exceeding clusters. */
export const inboundContentOracle = (
  exceeding: readonly (readonly Member[])[],
  area: InboundArea,
  exercise: boolean,
): InboundContent => {
  const { policy, areaId } = area
  const members = [...new Set(exceeding.flat())].toSorted(byShownTime)
  const isWarning = exceeding.some((part) => {
    const surer = part.filter(({ approach }) => approach === undefined || isHeadingIn(approach))
    return inboundExceedsOracle(surer, policy)
  })
  const clusters = clustersAmong(members, area).filter((part) => part.some(({ approach }) => approach !== undefined))
  const winner = (figure: 'min' | 'likely' | 'max') => {
    const [first] = clusters.toSorted((a, b) => inboundSumOracle(b, figure) - inboundSumOracle(a, figure))
    if (first === undefined) throw new Error('a situation without an approach')
    return first
  }
  return {
    kind: 'inbound-group',
    exercise,
    areaId,
    severity: isWarning ? 'warning' : 'caution',
    certainty: isWarning ? 'likely' : 'possible',
    threshold: policy.threshold,
    policy: `sha256:${createHash('sha256').update(canonical(policy)).digest('hex')}`,
    ...(policy.counts && { counts: policy.counts }),
    ...(policy.excludes && { excludes: policy.excludes }),
    ...(policy.law && { law: policy.law }),
    unauthorised: {
      min: inboundSumOracle(winner('min'), 'min'),
      likely: inboundSumOracle(winner('likely'), 'likely'),
      max: inboundSumOracle(winner('max'), 'max'),
      openEnded: inboundIsOpen(winner('max')),
    },
    ...inboundSharesOracle(winner('likely')),
    eta: etaOf(members),
    craft: members.map(rowOf),
  }
}

const isHeadingIn = ({ evidence }: { readonly evidence: { readonly state: string } }): boolean =>
  evidence.state === 'heading-in'

/** As counts of a mass arrival have them: of every window, the earliest first; in a window by the earliest member. */
const clustersAmong = (members: readonly Member[], area: InboundArea): readonly (readonly Member[])[] => {
  const periodMs = area.policy.periodHours * msPer.hour
  const starts = [...new Set(members.map(({ atMs }) => atMs))].sort((a, b) => a - b)
  return starts.flatMap((startMs) => {
    const within = members.filter(({ atMs }) => startMs <= atMs && atMs <= startMs + periodMs).toSorted(byTime)
    return components(within, (a, b) => isNearOracle(a, b, area))
  })
}

const byTime = (a: Member, b: Member): number => a.atMs - b.atMs || byCodePoints(a.craftId, b.craftId)

const shownMs = ({ approach, atMs }: Member): number =>
  approach === undefined || approach.evidence.eta === null ? atMs : timeMs(approach.evidence.eta.likely)

const byShownTime = (a: Member, b: Member): number =>
  shownMs(a) - shownMs(b) ||
  byCodePoints(a.craftId, b.craftId) ||
  Number(a.visit === undefined) - Number(b.visit === undefined)

/** Of those heading in; where there are none, of the others. */
const etaOf = (members: readonly Member[]): Eta | null => {
  const approaches = members.flatMap(({ approach }) => approach ?? [])
  const headingIn = approaches.filter(isHeadingIn)
  const etas = (headingIn.length > 0 ? headingIn : approaches).flatMap(({ evidence }) => evidence.eta ?? [])
  if (etas.length === 0) return null
  const times = (name: keyof Eta) => etas.map((eta) => timeMs(eta[name]))
  return {
    earliest: written(Math.min(...times('earliest'))),
    likely: written(Math.min(...times('likely'))),
    latest: written(Math.max(...times('latest'))),
  }
}

const rowOf = ({ visit, approach, ...member }: Member): InboundCraft => {
  const shown = visit ?? approach
  if (shown === undefined) throw new Error('neither a visit nor an approach')
  return {
    craftId: member.craftId,
    ...namesOracle(shown),
    name: shown.name,
    longitude: member.longitude,
    latitude: member.latitude,
    arrivedAt: visit === undefined ? null : written(visit.arrivedMs),
    approach: approach?.evidence ?? null,
    ...personsOracle(member.persons),
    ...(visit?.doubt === undefined ? {} : { doubt: visit.doubt }),
  }
}
