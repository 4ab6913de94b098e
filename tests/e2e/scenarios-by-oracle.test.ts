import { readFileSync } from 'node:fs'
import { type Observation, Policy, parseObservation } from '@landfall/contracts'
import { deriveObservationId } from '@landfall/contracts/hashes'
import { defaultAreaUrl, loadArea } from '@landfall/geo'
import { makeBusySea, scenarios, type TimedObservation } from '@landfall/simulator'
import { describe, expect, test } from 'vitest'
import type { InboundArea } from '../simulation/oracle/inbound/inbound-area.ts'
import { inboundGroupsOf } from '../simulation/oracle/inbound/inbound-groups-of.ts'
import { situationsOf } from '../simulation/oracle/situations-of.ts'
import { asExpectedAlert, asGists } from './as-expected-alert.ts'
import { asExpectedInbound } from './as-expected-inbound.ts'

// The scenarios were worked by hand from the text, the oracle was written from the text: here the two meet.

const START_MS = Date.parse('2026-11-23T09:30:00.000Z')
const builtIn = loadArea(readFileSync(defaultAreaUrl, 'utf8'), 'the built-in area')
const area: InboundArea = { ...builtIn, policy: Policy.parse(builtIn.policyOverrides) }

const asLogged = ({ observation }: TimedObservation): Observation => {
  const read = parseObservation(observation)
  if (!read.ok) throw new Error(read.reason)
  const { observation: given } = read
  if (given.type === 'distress') throw new Error('a call for help is not in the log of observations')
  return { ...given, observationId: given.observationId ?? deriveObservationId(given) }
}

/** Calls for help go to another topic, and no count depends on them. */
const isCounted = ({ observation }: TimedObservation): boolean => observation.type !== 'distress'

const played = scenarios.map((scenario) =>
  scenario.name === 'busy-sea' ? makeBusySea({ craft: 300, minutes: 3 }) : scenario,
)

describe.each(played)('$name', (scenario) => {
  const { open, pictures } = scenario.expected(START_MS)

  test.each([1, 2, 3])('seed %i ends with the alerts worked by hand', (seed) => {
    const observations = [...scenario.observations(seed, START_MS)].filter(isCounted).map(asLogged)
    expect(situationsOf(observations, [area]).map(asExpectedAlert)).toEqual(open)
    expect(inboundGroupsOf(observations, [area])).toEqual([])
  })

  test('every picture on the way is as worked by hand', () => {
    const sent = [...scenario.observations(1, START_MS)].filter(isCounted)
    for (const { afterMs, because, open: gists, inbound = [] } of pictures) {
      const soFar = sent.filter(({ sendAfterMs }) => sendAfterMs <= afterMs).map(asLogged)
      expect({ because, open: asGists(situationsOf(soFar, [area]), gists) }).toEqual({ because, open: gists })
      const groups = asExpectedInbound(inboundGroupsOf(soFar, [area]), inbound)
      expect({ because, inbound: groups }).toEqual({ because, inbound })
    }
  })
})
