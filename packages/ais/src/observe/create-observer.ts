import { formatWireTime, type ObservationInput, type Source } from '@landfall/contracts'
import type { AisMessage, BinaryMessage } from '../payload/ais-message.ts'
import type { HeardMessage } from '../read/line-outcome.ts'
import { classifyMmsi, formatMmsi } from './classify-mmsi.ts'
import { craftFieldsOf } from './craft-fields.ts'
import { CRAFT_MEMORY_LIMITS, type CraftMemoryLimits, createCraftMemory } from './create-craft-memory.ts'
import type { NothingReason, Observed } from './observed.ts'
import { type PlacedMessage, positionFieldsOf } from './position-fields-of.ts'
import { refineTimeMs } from './refine-time-ms.ts'
import { distress, isDistress, stationOf } from './station-of.ts'

export type ObserverOptions = {
  /** The feed, never the station: what two stations of one feed heard must be one observation. */
  readonly source: Source
  readonly exercise: boolean
  readonly limits?: CraftMemoryLimits
}

/** Makes Landfall's observations of AIS messages. Keeps a bounded memory of what it told, so one observer serves one feed. */
export const createObserver = ({ source, exercise, limits = CRAFT_MEMORY_LIMITS }: ObserverOptions) => {
  const memory = createCraftMemory(limits)

  const common = (mmsi: number, timeMs: number) => ({
    craftId: `mmsi:${formatMmsi(mmsi)}`,
    observedAt: formatWireTime(timeMs),
    source,
    exercise,
  })

  const positionOf = (message: PlacedMessage, timeMs: number): ObservationInput | NothingReason => {
    const { mmsi, longitude, latitude } = message
    if (longitude === undefined || latitude === undefined) return 'position-unavailable'
    const fields = positionFieldsOf(message)
    const news = memory.tellPosition(mmsi, { timeMs, longitude, latitude, ...fields })
    if (news !== 'new') return news
    const { speedKnots, courseDegrees, headingDegrees, accuracyMetres } = fields
    return {
      type: 'position',
      ...common(mmsi, timeMs),
      longitude,
      latitude,
      ...(speedKnots === undefined ? {} : { speedKnots }),
      ...(courseDegrees === undefined ? {} : { courseDegrees }),
      ...(headingDegrees === undefined ? {} : { headingDegrees }),
      ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
    }
  }

  const craftOf = (message: AisMessage, timeMs: number): ObservationInput | NothingReason => {
    let fields = craftFieldsOf(message)
    const { mmsi } = message
    if (message.kind === 'static-a') fields = memory.joinParts(mmsi, 'partA', fields, timeMs)
    if (message.kind === 'static-b') fields = memory.joinParts(mmsi, 'partB', fields, timeMs)
    if (Object.keys(fields).length === 0) return 'static-data-empty'
    if (memory.toldFields(mmsi, fields, timeMs)) return 'repeated'
    return { type: 'craft', ...common(mmsi, timeMs), ...fields }
  }

  const personsOf = (message: BinaryMessage, timeMs: number): ObservationInput | NothingReason => {
    if (!message.carriesPersons) return 'binary-of-no-interest'
    if (message.persons === undefined) return 'persons-unknown'
    const { min, max } = message.persons
    const aboard = max === null ? { min, max } : min
    if (memory.toldPersons(message.mmsi, `${min} ${max}`, timeMs)) return 'repeated'
    return { type: 'persons', ...common(message.mmsi, timeMs), method: 'manifest', aboard }
  }

  const ofCraft = (message: AisMessage, timeMs: number): readonly (ObservationInput | NothingReason)[] => {
    switch (message.kind) {
      case 'position':
      case 'class-b':
      case 'long-range':
      case 'time':
        return [positionOf(message, timeMs)]
      case 'class-b-extended':
        return [positionOf(message, timeMs), craftOf(message, timeMs)]
      case 'static-voyage':
      case 'static-a':
      case 'static-b':
        return [craftOf(message, timeMs)]
      case 'binary':
        return [personsOf(message, timeMs)]
      case 'aircraft':
      case 'aid':
      case 'unused':
        return ['unused-type']
      default:
        return message satisfies never
    }
  }

  /** Tells what one message says of a craft. */
  const observe = ({ message, heardAtMs }: Pick<HeardMessage, 'message' | 'heardAtMs'>): Observed => {
    const mmsiClass = classifyMmsi(message.mmsi)
    if (mmsiClass === 'none') return { outcome: 'refused', reason: 'mmsi-zero' }
    if (mmsiClass === 'too-long') return { outcome: 'refused', reason: 'mmsi-too-long' }
    const timeMs = refineTimeMs(heardAtMs, secondOf(message))
    if (isDistress(mmsiClass)) return distress(mmsiClass, message, timeMs)
    const station = stationOf(message, mmsiClass)
    if (station !== undefined) return { outcome: 'not-a-craft', station }
    const told = ofCraft(message, timeMs)
    const observations = told.filter((one) => typeof one !== 'string')
    if (observations.length > 0) return { outcome: 'observations', observations }
    return { outcome: 'nothing', reason: told.find((one) => typeof one === 'string') ?? 'unused-type' }
  }

  return { observe, remembered: memory.size }
}
export type Observer = ReturnType<typeof createObserver>

const secondOf = (message: AisMessage): number | undefined => {
  if ('utcSecond' in message) return message.utcSecond
  if (message.kind !== 'time' || message.utcMs === undefined) return undefined
  return new Date(message.utcMs).getUTCSeconds()
}
