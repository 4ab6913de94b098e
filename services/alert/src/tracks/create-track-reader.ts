import { FUTURE_MS_MAX, type PositionObservation, parseWireTime, type Topics, topicsOfWorld } from '@landfall/contracts'
import { type LogRecord, partitionFor } from '@landfall/kafka'
import { LandfallError } from '@landfall/runtime'
import type { StatedRecord } from '../domain/tracks/standing-statements.ts'
import { type NamedCraft, TRACK_MS, type TrackPoint, type TrackRecords } from '../domain/tracks/tracks-of.ts'
import { parseLoggedObservation } from '../positions/parse-logged-observation.ts'
import type { LogSpan } from './read-newest-first.ts'

/** Reads under way at a time, for all who ask; more are refused. */
export const TRACK_READS_MAX = 4
/** From the call; what has not been read by then is left out. */
export const TRACK_READ_MS_MAX = 8_000
/** Positions and other records of one alert, about 100 bytes each; what is older is left out. */
export const TRACK_RECORDS_MAX = 200_000

export type TrackQuestion = {
  readonly craft: readonly NamedCraft[]
  readonly exercise: boolean
  /** The 24 hours end then. By the log's time. */
  readonly upToMs: number
}
export type TrackReader = (question: TrackQuestion) => Promise<TrackRecords>

export type TrackReaderDeps = {
  readonly topics: Topics
  /** As `readNewestFirst`. */
  readonly readLog: (span: LogSpan, take: (record: LogRecord) => void) => Promise<boolean>
  readonly nowMs?: () => number
}

/**
 * Reads from the log what it received of some craft in the 24 hours up to a time. What was observed then cannot have been received
 * before them, but for clocks that are ahead. Rejects with LF_READERS_BUSY, or as `readLog` does.
 */
export const createTrackReader = (deps: TrackReaderDeps): TrackReader => {
  let underWay = 0
  return async (question) => {
    if (underWay >= TRACK_READS_MAX) {
      throw new LandfallError('LF_READERS_BUSY', `${underWay} reads of tracks are under way`, { retryable: true })
    }
    underWay += 1
    try {
      return await readTracks(deps, question)
    } finally {
      underWay -= 1
    }
  }
}

const readTracks = async (
  { topics, readLog, nowMs = () => performance.now() }: TrackReaderDeps,
  { craft, exercise, upToMs }: TrackQuestion,
): Promise<TrackRecords> => {
  const { name: topic, partitions } = topicsOfWorld(topics, exercise).observations
  const names = new Set(craft.flatMap(({ craftId, sameAs }) => [craftId, ...sameAs]))
  const points: TrackPoint[] = []
  const stated: StatedRecord[] = []
  const byMs = nowMs() + TRACK_READ_MS_MAX
  const take = (record: LogRecord): void => {
    const observation = record.key !== null && names.has(record.key) ? parseLoggedObservation(record) : null
    if (observation === null || observation.exercise !== exercise) return
    if (observation.type === 'position') points.push(pointOf(observation))
    else stated.push(observation)
  }
  const span = {
    topic,
    partitions: new Set([...names].map((name) => partitionFor(name, partitions))),
    sinceMs: upToMs - TRACK_MS - FUTURE_MS_MAX,
    untilMs: upToMs + 1,
    isEnough: () => points.length + stated.length >= TRACK_RECORDS_MAX || nowMs() > byMs,
  }
  return { points, stated, isWhole: await readLog(span, take) }
}

const pointOf = (position: PositionObservation): TrackPoint => {
  const { craftId, observedAt, longitude, latitude, speedKnots, courseDegrees } = position
  return { craftId, atMs: parseWireTime(observedAt), longitude, latitude, speedKnots, courseDegrees }
}
