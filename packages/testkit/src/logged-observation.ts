import { ObservationInput } from '@landfall/contracts'
import { deriveObservationId } from '@landfall/contracts/hashes'

export type ObservationGiven<Type extends ObservationInput['type']> = Partial<
  Omit<Extract<ObservationInput, { type: Type }>, 'type'>
>

/** What every observation needs; each builder shows only the fields that a test is about. */
export const OBSERVED = { craftId: 'mmsi:512000123', observedAt: '2026-11-23T09:00:00.000Z' } as const

/** An observation as it stands in the log: it has passed the contract, and has an id. Throws where the contract refuses it. */
export const loggedObservation = <Type>(input: unknown): Type => {
  const observation = ObservationInput.parse(input)
  return { ...observation, observationId: observation.observationId ?? deriveObservationId(observation) } as Type
}
