import fc from 'fast-check'
import { expect, test } from 'vitest'
import { boatApproachesOracle } from '../oracle/inbound/boat-approaches-oracle.ts'
import { inboundGroupsOf } from '../oracle/inbound/inbound-groups-of.ts'
import { anInboundLog } from './an-inbound-log.ts'

const STATES = ['unknown', 'adrift', 'heading-in', 'may-arrive', 'passing']

test('generated logs hold approaches of every state, and groups of every kind', () => {
  const logs = fc.sample(anInboundLog(), { numRuns: 300, seed: 1 })
  const approaches = logs.flatMap(({ areas, observations }) =>
    areas.flatMap((area) => {
      const real = observations.filter(({ exercise }) => !exercise)
      return boatApproachesOracle(real, area).approaches.map(({ evidence }) => evidence)
    }),
  )
  const groups = logs.flatMap(({ areas, observations }) => inboundGroupsOf(observations, areas))
  const least = {
    ...Object.fromEntries(STATES.map((state) => [state, approaches.filter((one) => one.state === state).length])),
    reported: approaches.filter(({ motion }) => motion === 'reported').length,
    jumps: approaches.filter(({ jumps }) => jumps.length > 0).length,
    cautions: groups.filter(({ severity }) => severity === 'caution').length,
    warnings: groups.filter(({ severity }) => severity === 'warning').length,
    several: groups.filter(({ craft }) => craft.length > 1).length,
    arrived: groups.filter(({ arrived }) => arrived > 0).length,
    names: groups.filter(({ craft }) => craft.some(({ sameAs }) => sameAs.length > 0)).length,
  }
  for (const [what, count] of Object.entries(least)) expect(count, what).toBeGreaterThan(5)
})
