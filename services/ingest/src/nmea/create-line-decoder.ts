import {
  CRAFT_MEMORY_LIMITS,
  createNmeaLineSplitter,
  createNmeaReader,
  createObserver,
  describeRefusal,
  type LineOutcome,
} from '@landfall/ais'
import type { ObservationInput, Source } from '@landfall/contracts'
import type { Logger } from '@landfall/runtime'
import type { Incoming } from '../domain/incoming.ts'
import type { NmeaSourceMetrics } from './create-nmea-metrics.ts'
import type { NmeaSource } from './nmea-source.ts'

export type LineDecoderDeps = {
  readonly source: NmeaSource
  readonly metrics: NmeaSourceMetrics
  readonly logger: Logger
  readonly onSourceActivity: (source: Source) => void
}

/** The lines of one connection, or of one sender of datagrams, in order. */
export type NmeaFeed = {
  readonly take: (chunk: Uint8Array, receivedAtMs: number) => readonly Incoming[]
  /** The records of the unfinished line when the feed ends. */
  readonly end: (receivedAtMs: number) => readonly Incoming[]
}

type DistressInput = Extract<ObservationInput, { readonly type: 'distress' }>

const LOGGED_DEVICES_MAX = 1_000

/** Outcomes that do not show that a receiver works: what a broken one sends, and what anybody may write. */
const NO_SIGN_OF_LIFE: ReadonlySet<LineOutcome['outcome']> = new Set(['refused', 'noise', 'empty', 'comment'])

/**
 * Decodes one source's lines into records. Its feeds share one memory of craft and of radar tracks, so what two of them received is
 * one record, and a connection that comes back goes on with its tracks.
 */
export const createLineDecoder = ({ source, metrics, logger, onSourceActivity }: LineDecoderDeps) => {
  const limits = { ...CRAFT_MEMORY_LIMITS, thinWithinMs: source.thinSeconds * 1_000 }
  const { name, kind, exercise } = source
  const observer = createObserver({ source: { id: name, kind }, exercise, limits })
  const loggedDevices = new Set<string>()

  const unreadable = (text: string, reason: string): Incoming => ({
    kind: 'unreadable',
    code: 'not-nmea',
    text,
    reason,
    sourceId: name,
  })

  const recordsOf = (line: string, read: LineOutcome, receivedAtMs: number): readonly Incoming[] => {
    metrics.line(read)
    if (!exercise && !NO_SIGN_OF_LIFE.has(read.outcome)) onSourceActivity({ id: name, kind })
    if (read.outcome === 'refused') return [unreadable(line, `${describeRefusal(read.reason)} (${read.reason})`)]
    if (read.outcome === 'noise')
      return [unreadable(line, 'the line is no NMEA sentence (noise); send sentences, which begin with ! or $')]
    if (read.outcome !== 'message' && read.outcome !== 'target') return []
    const observed = read.outcome === 'message' ? observer.observe(read) : observer.observeTarget(read)
    metrics.message(observed, receivedAtMs)
    if (observed.outcome !== 'observations') return []
    for (const one of observed.observations) if (one.type === 'distress' && !one.test) logDistress(one)
    return observed.observations.map((value) => ({ kind: 'value', value }))
  }

  /** Once a device: it repeats every minute, and must not drown in a log that scrolls. */
  const logDistress = ({ craftId, device, observedAt, longitude, latitude }: DistressInput): void => {
    if (loggedDevices.has(craftId) || loggedDevices.size >= LOGGED_DEVICES_MAX) return
    loggedDevices.add(craftId)
    logger.warn({ event: 'nmea.distress', source: name, craftId, device, observedAt, longitude, latitude })
  }

  const openFeed = (): NmeaFeed => {
    const splitter = createNmeaLineSplitter()
    const reader = createNmeaReader()
    let abandoned = 0
    const decodeLines = (lines: readonly string[], receivedAtMs: number): readonly Incoming[] => {
      const records = lines.flatMap((line) => recordsOf(line, reader.read(line, receivedAtMs), receivedAtMs))
      metrics.abandoned(reader.abandoned() - abandoned)
      abandoned = reader.abandoned()
      return records
    }
    return {
      take: (chunk, receivedAtMs) => decodeLines(splitter.push(chunk), receivedAtMs),
      end: (receivedAtMs) => decodeLines(splitter.end(), receivedAtMs),
    }
  }
  return { openFeed }
}
export type LineDecoder = ReturnType<typeof createLineDecoder>
