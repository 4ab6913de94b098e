import { formatWireTime, type ObservationInput } from '@landfall/contracts'
import { NO_ALERTS } from '../expected.ts'
import type { Scenario } from '../scenario.ts'
import type { TimedObservation } from '../timed-observation.ts'
import { type BusyCraft, busyFleet, busyPlaceAt } from './busy-fleet.ts'

const MINUTE_MS = 60_000
const AIS = { source: { id: 'sim-ais', kind: 'simulation' as const }, exercise: true }

export type BusySea = { readonly craft: number; readonly minutes: number }

/**
 * Background traffic: every craft reports once a minute, each at its own second; 11 % are inside the area. A craft
 * gives its name with its first report, and one in twenty a crew list of permitted people: nothing may count.
 * Generated while it is read, so that two hours (600,000 positions) need no more memory than the fleet.
 */
export const makeBusySea = ({ craft, minutes }: BusySea): Scenario => {
  const manifests = Math.ceil(craft / 20)
  return {
    name: 'busy-sea',
    summary: `${craft.toLocaleString('en')} craft going about their business for ${minutes} minutes: silent.`,
    durationMs: minutes * MINUTE_MS,
    observationCount: craft * (minutes + 1) + manifests,
    observations: (seed, startMs) => sail(busyFleet(craft, seed), minutes, startMs),
    expected: () => NO_ALERTS,
  }
}

export const busySea: Scenario = makeBusySea({ craft: 5_000, minutes: 120 })

function* sail(fleet: readonly BusyCraft[], minutes: number, startMs: number): Iterable<TimedObservation> {
  for (let minute = 0; minute < minutes; minute++) {
    for (const [index, boat] of fleet.entries()) {
      const sendAfterMs = minute * MINUTE_MS + Math.floor((index / fleet.length) * MINUTE_MS)
      const common = { craftId: boat.craftId, observedAt: formatWireTime(startMs + sendAfterMs), ...AIS }
      if (minute === 0) yield* introduce(boat, index, common, sendAfterMs)
      yield { sendAfterMs, observation: { type: 'position', ...common, ...busyPlaceAt(boat, minute) } }
    }
  }
}

type Common = Pick<ObservationInput, 'craftId' | 'observedAt' | 'source' | 'exercise'>

function* introduce(boat: BusyCraft, index: number, common: Common, sendAfterMs: number): Iterable<TimedObservation> {
  yield { sendAfterMs, observation: { type: 'craft', ...common, name: boat.name, shipType: boat.shipType } }
  if (index % 20 !== 0) return
  const crew = { aboard: boat.crew, permitted: boat.crew, method: 'manifest' as const }
  yield { sendAfterMs, observation: { type: 'persons', ...common, ...crew } }
}
