import type { Observation } from '@landfall/contracts'
import { components } from '../clusters-of.ts'
import { boatApproachesOracle } from './boat-approaches-oracle.ts'
import type { InboundArea } from './inbound-area.ts'
import { inboundClustersOracle, memberOfApproach, memberOfVisit } from './inbound-clusters-oracle.ts'
import { type InboundContent, inboundContentOracle } from './inbound-content-oracle.ts'
import { inboundExceedsOracle } from './inbound-sum-oracle.ts'

/**
 * What the open alerts of inbound groups say (design: 4.14), from all observations at once, straight from the text and by brute force, for
 * observations none of which is older than `retention`.
 */
export const inboundGroupsOf = (
  observations: readonly Observation[],
  areas: readonly InboundArea[],
): readonly InboundContent[] =>
  areas.flatMap((area) =>
    [false, true].flatMap((exercise) => {
      const ofWorld = observations.filter((one) => one.exercise === exercise)
      const { visits, approaches } = boatApproachesOracle(ofWorld, area)
      const members = [
        ...visits.map(memberOfVisit),
        ...approaches.filter(({ evidence }) => evidence.state !== 'passing').map(memberOfApproach),
      ]
      const exceeding = inboundClustersOracle(members, area).filter((part) => inboundExceedsOracle(part, area.policy))
      return components(exceeding, (a, b) => a.some((member) => b.includes(member))).map((clusters) =>
        inboundContentOracle(clusters, area, exercise),
      )
    }),
  )
