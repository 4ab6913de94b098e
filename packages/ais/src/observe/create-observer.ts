import type { DistressDevice, ObservationInput, Source } from '@landfall/contracts'
import type { AisMessage, BinaryMessage } from '../payload/ais-message.ts'
import { createTrackMemory } from '../radar/create-track-memory.ts'
import type { ReceivedMessage, ReceivedTarget } from '../read/line-outcome.ts'
import { callOf, distressDeviceOf } from './call-of.ts'
import { classifyMmsi, formatMmsi } from './classify-mmsi.ts'
import { craftFieldsOf } from './craft-fields.ts'
import { CRAFT_MEMORY_LIMITS, type CraftMemoryLimits, createCraftMemory } from './create-craft-memory.ts'
import { observeTarget } from './observe-target.ts'
import type { NothingReason, Observed } from './observed.ts'
import { commonFieldsOf, type ObservedFeed } from './observed-feed.ts'
import { refineTimeMs } from './refine-time-ms.ts'
import { stationOf } from './station-of.ts'

export type ObserverOptions = {
  /** The feed, never the station: a report that two stations of one feed received must become one observation. */
  readonly source: Source
  readonly exercise: boolean
  readonly limits?: CraftMemoryLimits
}

/**
 * Turns AIS messages and radar targets into observations; those of targets are of kind radar, whatever the source's. It remembers
 * what each craft reported, within limits, so one observer serves one source.
 */
export const createObserver = ({ source, exercise, limits = CRAFT_MEMORY_LIMITS }: ObserverOptions) => {
  const memory = createCraftMemory(limits)
  const feed: ObservedFeed = { source: sourceAs(source, 'ais'), exercise, memory }

  /** What one message says of a craft. */
  const observe = ({ message, receivedAtMs }: Pick<ReceivedMessage, 'message' | 'receivedAtMs'>): Observed => {
    const mmsiClass = classifyMmsi(message.mmsi)
    const timeMs = refineTimeMs(receivedAtMs, secondOf(message))
    const device = distressDeviceOf(mmsiClass)
    const station = stationOf(message, mmsiClass)
    if (station !== undefined) return { outcome: 'not-a-craft', station }
    const found =
      device === undefined ? observeCraft(feed, message, timeMs) : [distressOf(feed, device, message, timeMs)]
    const observations = found.filter((one) => typeof one !== 'string')
    if (observations.length > 0) return { outcome: 'observations', observations }
    return { outcome: 'nothing', reason: found.find((one) => typeof one === 'string') ?? 'unused-type' }
  }

  const radarFeed: ObservedFeed = { source: sourceAs(source, 'radar'), exercise, memory }
  const tracks = createTrackMemory(source.id)
  return {
    observe,
    /** What one report of a radar's target says of a craft. */
    observeTarget: ({ target }: Pick<ReceivedTarget, 'target'>): Observed => observeTarget(radarFeed, tracks, target),
    remembered: memory.size,
    /** Target numbers with a track. */
    tracked: tracks.size,
  }
}

/** AIS and a radar's targets come on one line: what is a target is of kind radar, and nothing else is. */
const sourceAs = ({ id, kind }: Source, way: 'ais' | 'radar'): Source =>
  (kind === 'radar') === (way === 'radar') ? { id, kind } : { id, kind: way }

/** An observation, or why there is none. */
type Found = ObservationInput | NothingReason

const observeCraft = (feed: ObservedFeed, message: AisMessage, timeMs: number): readonly Found[] => {
  switch (message.kind) {
    case 'position':
    case 'class-b':
    case 'long-range':
    case 'time':
      return [positionOf(feed, message, timeMs)]
    case 'class-b-extended':
      return [positionOf(feed, message, timeMs), craftOf(feed, message, timeMs)]
    case 'static-voyage':
    case 'static-a':
    case 'static-b':
      return [craftOf(feed, message, timeMs)]
    case 'binary':
      return [personsOf(feed, message, timeMs)]
    case 'aircraft':
    case 'aid':
    case 'text':
    case 'unused':
      return ['unused-type']
    default:
      return message satisfies never
  }
}

const commonFields = (feed: ObservedFeed, mmsi: number, timeMs: number) =>
  commonFieldsOf(feed, `mmsi:${formatMmsi(mmsi)}`, timeMs)

/** Every message, since whoever is missed for a minute may drift a long way: repeats do no harm. */
const distressOf = (feed: ObservedFeed, device: DistressDevice, message: AisMessage, timeMs: number): Found => {
  const call = callOf(message)
  if (call === undefined) return 'unused-type'
  const { test, text, longitude, latitude } = call
  const accuracyMetres = 'accurate' in message ? accuracyMetresOf(message as PlacedMessage) : undefined
  return {
    type: 'distress',
    ...commonFields(feed, message.mmsi, timeMs),
    device,
    test,
    ...(text === undefined ? {} : { text }),
    ...(longitude === undefined || latitude === undefined ? {} : { longitude, latitude }),
    ...(longitude === undefined || accuracyMetres === undefined ? {} : { accuracyMetres }),
  }
}

const positionOf = (feed: ObservedFeed, message: PlacedMessage, timeMs: number): Found => {
  const { mmsi, longitude, latitude } = message
  if (longitude === undefined || latitude === undefined) return 'position-unavailable'
  const fields = positionFieldsOf(message)
  const recorded = feed.memory.recordPosition(mmsi, { timeMs, longitude, latitude, ...fields })
  if (recorded !== 'new') return recorded
  const { speedKnots, courseDegrees, headingDegrees, accuracyMetres } = fields
  return {
    type: 'position',
    ...commonFields(feed, mmsi, timeMs),
    longitude,
    latitude,
    ...(speedKnots === undefined ? {} : { speedKnots }),
    ...(courseDegrees === undefined ? {} : { courseDegrees }),
    ...(headingDegrees === undefined ? {} : { headingDegrees }),
    ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
  }
}

const craftOf = (feed: ObservedFeed, message: AisMessage, timeMs: number): Found => {
  let fields = craftFieldsOf(message)
  const { mmsi } = message
  if (message.kind === 'static-a') fields = feed.memory.joinParts(mmsi, 'partA', fields, timeMs)
  if (message.kind === 'static-b') fields = feed.memory.joinParts(mmsi, 'partB', fields, timeMs)
  if (Object.keys(fields).length === 0) return 'static-data-empty'
  if (feed.memory.recordFields(mmsi, fields, timeMs) === 'repeated') return 'repeated'
  return { type: 'craft', ...commonFields(feed, mmsi, timeMs), ...fields }
}

const personsOf = (feed: ObservedFeed, message: BinaryMessage, timeMs: number): Found => {
  if (!message.carriesPersons) return 'binary-of-no-interest'
  if (message.persons === undefined) return 'persons-unknown'
  const { min, max } = message.persons
  if (feed.memory.recordPersons(message.mmsi, `${min} ${max}`, timeMs) === 'repeated') return 'repeated'
  const aboard = max === null ? { min, max } : min
  return { type: 'persons', ...commonFields(feed, message.mmsi, timeMs), method: 'manifest', aboard }
}

const secondOf = (message: AisMessage): number | undefined => {
  if ('utcSecond' in message) return message.utcSecond
  if (message.kind !== 'time' || message.utcMs === undefined) return undefined
  return new Date(message.utcMs).getUTCSeconds()
}

type PlacedMessage = Extract<AisMessage, { readonly longitude: number | undefined }>

// The flag says "better than 10 m"; a tenth of a minute is 185 m, so type 27 is off by up to 93 m each way.
const ACCURATE_METRES = 10
const LONG_RANGE_METRES = 150

/** The fields of a position other than time and place. */
const positionFieldsOf = (message: PlacedMessage) => ({
  speedKnots: 'speedKnots' in message ? message.speedKnots : undefined,
  courseDegrees: 'courseDegrees' in message ? message.courseDegrees : undefined,
  headingDegrees: 'headingDegrees' in message ? message.headingDegrees : undefined,
  accuracyMetres: accuracyMetresOf(message),
})

const accuracyMetresOf = (message: PlacedMessage): number | undefined => {
  if (message.kind === 'long-range') return LONG_RANGE_METRES
  return message.accurate ? ACCURATE_METRES : undefined
}
