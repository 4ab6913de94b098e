import {
  type CraftObservation,
  ObservationInput,
  type PersonsObservation,
  type PositionObservation,
  type RetractionObservation,
} from '@landfall/contracts'
import { deriveObservationId } from '@landfall/contracts/hashes'

type Given<Type extends ObservationInput['type']> = Partial<Omit<Extract<ObservationInput, { type: Type }>, 'type'>>

const OBSERVED_AT = '2026-11-23T09:00:00.000Z'
const CRAFT_ID = 'mmsi:512000123'

/** Off North Cape, inside the built-in New Zealand area. */
const PLACE = { longitude: 173.051, latitude: -34.402 }

/** Each builder shows only the fields a test is about; what it gives has passed the contract, as in the log. */
export const aPosition = (given: Given<'position'> = {}): PositionObservation =>
  inLog<PositionObservation>({
    type: 'position',
    craftId: CRAFT_ID,
    observedAt: OBSERVED_AT,
    source: { id: 'station-1', kind: 'ais' },
    ...PLACE,
    ...given,
  })

/** A patrol's sighting of 20 people unless said otherwise; counts as the wire takes them: 42 or `{min, likely?, max}`. */
export const aPersonsReport = (given: Given<'persons'> = {}): PersonsObservation =>
  inLog<PersonsObservation>({
    type: 'persons',
    craftId: CRAFT_ID,
    observedAt: OBSERVED_AT,
    source: { id: 'patrol-1', kind: 'patrol' },
    method: 'sighting',
    aboard: 20,
    ...given,
  })

export const aCraftRecord = (given: Given<'craft'> = {}): CraftObservation =>
  inLog<CraftObservation>({
    type: 'craft',
    craftId: CRAFT_ID,
    observedAt: OBSERVED_AT,
    source: { id: 'station-1', kind: 'ais' },
    ...given,
  })

export const aRetraction = (given: Given<'retraction'> = {}): RetractionObservation =>
  inLog<RetractionObservation>({
    type: 'retraction',
    craftId: CRAFT_ID,
    observedAt: OBSERVED_AT,
    source: { id: 'patrol-1', kind: 'patrol' },
    retracts: 'report-1',
    ...given,
  })

const inLog = <Type>(input: unknown): Type => {
  const observation = ObservationInput.parse(input)
  return { ...observation, observationId: observation.observationId ?? deriveObservationId(observation) } as Type
}
