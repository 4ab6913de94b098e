import type { CountedVisit } from '../situations/counted-visit.ts'
import type { DecideCluster } from '../situations/find-situations.ts'
import { type InboundSum, sumInbound } from './sum-inbound.ts'

/**
 * Whether a cluster exceeds as an inbound group does (design §4.14, rules 8 and 9): likely where its visits and the approaches that are
 * heading in do so too, else possible. The more visits there are, the less it may: where they exceed by themselves a part of the cluster can
 * exceed though the whole does not, and is looked at on its own.
 */
export const decideInbound: DecideCluster = (cluster, { threshold }) => {
  const all = sumInbound(cluster)
  if (all.approaches === 0) return { certainty: null, coversParts: true }
  const headingIn = sumInbound(cluster, isHeadingIn)
  const exceeds = (sum: InboundSum): boolean =>
    sum.all > threshold && sum.inbound > 0 && (sum.visits <= threshold || sum.approaches > threshold)
  return {
    certainty: exceeds(headingIn) ? 'likely' : exceeds(all) ? 'possible' : null,
    coversParts: all.visits <= threshold || headingIn.approaches > threshold,
  }
}

export const isHeadingIn = ({ approach }: CountedVisit): boolean => approach?.held.state === 'heading-in'
