import { readFileSync } from 'node:fs'
import {
  type MassArrivalAlert,
  type Observation,
  type ObservationInput,
  Policy,
  parseObservation,
} from '@landfall/contracts'
import { deriveObservationId } from '@landfall/contracts/hashes'
import { defaultAreaUrl, loadArea } from '@landfall/geo'
import { scenarios } from '@landfall/simulator'
import type { OracleArea } from '../simulation/oracle/oracle-area.ts'

const PLAYED: ReadonlySet<string> = new Set(['thirty', 'thirty-one', 'chathams'])
const startMs = Date.now()

const { areaId, contains, metresToLine, policyOverrides } = loadArea(
  readFileSync(defaultAreaUrl, 'utf8'),
  'the built-in area',
)
export const builtInArea: OracleArea = { areaId, contains, metresToLine, policy: Policy.parse(policyOverrides) }

const exercise = scenarios
  .filter(({ name }) => PLAYED.has(name))
  .flatMap((scenario) => [...scenario.observations(1, startMs)].map(({ observation }) => observation))

const asReal = (observation: ObservationInput): ObservationInput => ({
  ...observation,
  exercise: false,
  source: { ...observation.source, kind: 'patrol' },
})

/** Three scenarios as exercises, and once more as if they were real: two alarms of several craft in each world, and one near miss. */
export const playedSea: readonly ObservationInput[] = exercise.flatMap((one) => [one, asReal(one)])

/** One more boat of 40 off Bluff, real; all of them are one situation. */
export const boatOffBluff = (number: number): ObservationInput => ({
  type: 'persons',
  craftId: `track:bluff-${number}`,
  observedAt: new Date(startMs).toISOString(),
  source: { id: 'patrol-7', kind: 'patrol' },
  exercise: false,
  method: 'headcount',
  aboard: 40,
  notPermitted: 40,
  longitude: 168.35,
  latitude: -46.72,
})

export const isOffBluff = ({ craft }: MassArrivalAlert): boolean =>
  craft.some(({ craftId }) => craftId.startsWith('track:bluff-'))

/** As ingest logs it. */
export const asLogged = (observation: ObservationInput): Observation => {
  const read = parseObservation(observation)
  if (!read.ok) throw new Error(read.reason)
  const { observation: given } = read
  if (given.type === 'distress') throw new Error('a call for help is not in the log of observations')
  return { ...given, observationId: given.observationId ?? deriveObservationId(given) }
}
