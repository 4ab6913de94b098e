import type { InboundLink } from '@landfall/contracts'
import { anInboundAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { explainInbound } from '../../../packages/cli/src/explain/explain-inbound.ts'
import { anInboundLog } from '../generators/an-inbound-log.ts'
import { boatApproachesOracle } from '../oracle/inbound/boat-approaches-oracle.ts'
import type { InboundArea } from '../oracle/inbound/inbound-area.ts'
import { isNearOracle, memberOfApproach } from '../oracle/inbound/inbound-clusters-oracle.ts'
import { inboundGroupsOf } from '../oracle/inbound/inbound-groups-of.ts'
import { holds } from './runs.ts'

test('explain finds nothing to object to in what the oracle says of any observations', () => {
  holds(anInboundLog(), ({ areas, observations }) => {
    for (const content of inboundGroupsOf(observations, areas)) {
      const area = areas.find(({ areaId }) => areaId === content.areaId)
      if (area === undefined) throw new Error('a group of no area')
      const world = observations.filter(({ exercise }) => exercise === content.exercise)
      const links = linksByFix(boatApproachesOracle(world, area).approaches.map(memberOfApproach), area)
      const alert = { ...anInboundAlert(), ...content, links }
      expect(explainInbound(alert, area.policy).differences).toEqual([])
    }
  })
})

/** The oracle chooses no links. Which fix made two near is of no matter here, only that one did. */
const linksByFix = (members: readonly ReturnType<typeof memberOfApproach>[], area: InboundArea): InboundLink[] =>
  members.flatMap((a) =>
    members.flatMap((b) => {
      const fix = a.approach?.evidence.last
      if (fix === undefined || a.craftId >= b.craftId || !isNearOracle(a, b, area)) return []
      return [{ a: a.craftId, aAt: fix.at, b: b.craftId, bAt: fix.at, distanceNm: 0, minutesApart: 0, fix }]
    }),
  )
