import { formatWireTime, type ObservationInput, parseWireTime } from '@landfall/contracts'

/**
 * The same observation at a later time. The shift becomes part of given ids: a recording that is replayed twice makes two
 * observations, not one with two contents.
 */
export const shiftObservation = (observation: ObservationInput, shiftMs: number): ObservationInput => {
  if (shiftMs === 0) return observation
  const { observationId, observedAt } = observation
  return {
    ...observation,
    observedAt: shiftedTime(observedAt, shiftMs),
    ...(observationId === undefined ? {} : { observationId: shiftedId(observationId, shiftMs) }),
    ...(observation.type === 'position-retraction' && {
      fromAt: shiftedTime(observation.fromAt, shiftMs),
      toAt: shiftedTime(observation.toAt, shiftMs),
    }),
    ...(observation.type === 'retraction' ? { retracts: shiftedId(observation.retracts, shiftMs) } : {}),
  }
}

const shiftedTime = (time: string, shiftMs: number): string => formatWireTime(parseWireTime(time) + shiftMs)

const ID_CHARACTERS_MAX = 128

const shiftedId = (id: string, shiftMs: number): string => {
  const mark = `+${shiftMs.toString(36)}`
  return id.slice(0, ID_CHARACTERS_MAX - mark.length) + mark
}
