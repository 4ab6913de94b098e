import { formatWireTime, type ObservationInput, parseWireTime } from '@landfall/contracts'

/**
 * The same, some time later. Ids that were given name it together with the shift: replayed twice, it is two
 * observations and not one with two contents.
 */
export const shiftObservation = (observation: ObservationInput, shiftMs: number): ObservationInput => {
  if (shiftMs === 0) return observation
  const { observationId, observedAt } = observation
  return {
    ...observation,
    observedAt: formatWireTime(parseWireTime(observedAt) + shiftMs),
    ...(observationId === undefined ? {} : { observationId: shiftedId(observationId, shiftMs) }),
    ...(observation.type === 'retraction' ? { retracts: shiftedId(observation.retracts, shiftMs) } : {}),
  }
}

const ID_CHARACTERS_MAX = 128

const shiftedId = (id: string, shiftMs: number): string => {
  const mark = `+${shiftMs.toString(36)}`
  return id.slice(0, ID_CHARACTERS_MAX - mark.length) + mark
}
