import { formatWireTime, type ObservationInput, type Source } from '@landfall/contracts'
import type { AisMessage, BinaryMessage } from '../payload/messages.ts'
import type { HeardMessage } from '../read/outcome.ts'
import { classifyMmsi, formatMmsi, type MmsiClass } from './classify-mmsi.ts'
import { craftFieldsOf } from './craft-fields.ts'
import { CRAFT_MEMORY_LIMITS, type CraftMemoryLimits, createCraftMemory } from './create-craft-memory.ts'
import { refineTimeMs } from './refine-time.ts'

export type ObserverOptions = {
  /** The feed, never the station: what two stations of one feed heard must be one observation. */
  readonly source: Source
  readonly exercise: boolean
  readonly limits?: CraftMemoryLimits
}

/** Who is not a craft that arrives. */
export type StationKind = 'base-station' | 'coast-station' | 'group' | 'aid' | 'sar-aircraft' | 'device'
export type DistressDevice = 'sart' | 'man-overboard' | 'epirb'

/** What became of one message: exactly one of these. */
export type Observed =
  | { readonly outcome: 'observations'; readonly observations: readonly ObservationInput[] }
  | { readonly outcome: 'not-a-craft'; readonly station: StationKind }
  /** A locating device that was set off (or is tested): somebody may be in the water. Never a craft; kept apart and counted. */
  | {
      readonly outcome: 'distress'
      readonly device: DistressDevice
      readonly mmsi: string
      readonly observedAt: string
      /** False for a test. */
      readonly active: boolean
      readonly longitude: number | undefined
      readonly latitude: number | undefined
    }
  /** It said nothing new: see `reason`. */
  | { readonly outcome: 'nothing'; readonly reason: NothingReason }
  | { readonly outcome: 'refused'; readonly reason: 'mmsi-zero' | 'mmsi-too-long' }

export type NothingReason =
  | 'repeated'
  | 'position-unavailable'
  | 'static-data-empty'
  | 'persons-unknown'
  | 'binary-of-no-interest'
  | 'unused-type'

type Placed = Extract<AisMessage, { readonly longitude: number | undefined }>
type Moving = Extract<AisMessage, { readonly speedKnots: number | undefined }>

const AIS_SART_ACTIVE = 14
// The flag says "better than 10 m"; a tenth of a minute is 185 m, so type 27 is off by up to 93 m each way.
const ACCURATE_METRES = 10
const LONG_RANGE_METRES = 150

/** Makes Landfall's observations of AIS messages. Keeps a bounded memory of what it told, so one observer serves one feed. */
export const createObserver = ({ source, exercise, limits = CRAFT_MEMORY_LIMITS }: ObserverOptions) => {
  const memory = createCraftMemory(limits)

  const common = (mmsi: number, timeMs: number) => ({
    craftId: `mmsi:${formatMmsi(mmsi)}`,
    observedAt: formatWireTime(timeMs),
    source,
    exercise,
  })

  const positionOf = (message: Placed, timeMs: number): ObservationInput | NothingReason => {
    const { longitude, latitude } = message
    if (longitude === undefined || latitude === undefined) return 'position-unavailable'
    const position: ObservationInput = {
      type: 'position',
      ...common(message.mmsi, timeMs),
      longitude,
      latitude,
      ...('speedKnots' in message ? motionOf(message) : {}),
      ...accuracyOf(message),
    }
    const { speedKnots, courseDegrees, headingDegrees } = position
    const text = `${timeMs} ${longitude} ${latitude} ${speedKnots} ${courseDegrees} ${headingDegrees} ${position.accuracyMetres}`
    return memory.toldPosition(message.mmsi, text) ? 'repeated' : position
  }

  const craftOf = (message: AisMessage, timeMs: number): ObservationInput | NothingReason => {
    let fields = craftFieldsOf(message) ?? {}
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

const motionOf = (message: Moving) => ({
  ...(message.speedKnots === undefined ? {} : { speedKnots: message.speedKnots }),
  ...(message.courseDegrees === undefined ? {} : { courseDegrees: message.courseDegrees }),
  ...('headingDegrees' in message && message.headingDegrees !== undefined
    ? { headingDegrees: message.headingDegrees }
    : {}),
})

const accuracyOf = (message: Placed) => {
  if (message.kind === 'long-range') return { accuracyMetres: LONG_RANGE_METRES }
  return message.accurate ? { accuracyMetres: ACCURATE_METRES } : {}
}

const secondOf = (message: AisMessage): number | undefined => {
  if ('utcSecond' in message) return message.utcSecond
  if (message.kind !== 'time' || message.utcMs === undefined) return undefined
  return new Date(message.utcMs).getUTCSeconds()
}

const isDistress = (mmsiClass: MmsiClass): mmsiClass is DistressDevice =>
  mmsiClass === 'sart' || mmsiClass === 'man-overboard' || mmsiClass === 'epirb'

const distress = (device: DistressDevice, message: AisMessage, timeMs: number): Observed => ({
  outcome: 'distress',
  device,
  mmsi: formatMmsi(message.mmsi),
  observedAt: formatWireTime(timeMs),
  active: 'navigationStatus' in message && message.navigationStatus === AIS_SART_ACTIVE,
  longitude: 'longitude' in message ? message.longitude : undefined,
  latitude: 'latitude' in message ? message.latitude : undefined,
})

/** What kind of station sent it, if not a craft: by the message first, since a wrong MMSI is more common than a wrong message. */
const stationOf = (message: AisMessage, mmsiClass: MmsiClass): StationKind | undefined => {
  if (message.kind === 'aid') return 'aid'
  if (message.kind === 'aircraft') return 'sar-aircraft'
  if (message.kind === 'time' && message.type === 4) return 'base-station'
  switch (mmsiClass) {
    case 'coast-station':
    case 'group':
    case 'aid':
    case 'sar-aircraft':
    case 'device':
      return mmsiClass
    default:
      return undefined
  }
}
