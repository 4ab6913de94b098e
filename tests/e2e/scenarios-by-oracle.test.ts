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

/** Half hours are fixes, so what approaches depends on the minute of the start: nothing that is worked by hand may. */
const START_MINUTES = [0, 8, 16, 24]
const startMsAt = (minute: number): number => Date.parse('2026-11-23T09:30:00.000Z') + minute * 60_000
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
  test.each([1, 2, 3])('seed %i ends with the alerts worked by hand', (seed) => {
    const startMs = startMsAt(START_MINUTES[seed] ?? 0)
    const observations = [...scenario.observations(seed, startMs)].filter(isCounted).map(asLogged)
    expect(situationsOf(observations, [area]).map(asExpectedAlert)).toEqual(scenario.expected(startMs).open)
    expect(inboundGroupsOf(observations, [area])).toEqual([])
  })

  test.each(START_MINUTES)(
    'every picture on the way is as worked by hand, from minute %i of a half hour on',
    (minute) => {
      const startMs = startMsAt(minute)
      const sent = [...scenario.observations(1, startMs)].filter(isCounted)
      for (const { afterMs, because, open: gists, inbound = [] } of scenario.expected(startMs).pictures) {
        const soFar = sent.filter(({ sendAfterMs }) => sendAfterMs <= afterMs).map(asLogged)
        expect({ because, open: asGists(situationsOf(soFar, [area]), gists) }).toEqual({ because, open: gists })
        const groups = asExpectedInbound(inboundGroupsOf(soFar, [area]), inbound)
        expect({ because, inbound: groups }).toEqual({ because, inbound })
      }
    },
  )
})
