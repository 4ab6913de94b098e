import { parseWireTime } from '@landfall/contracts'
import { createLogBounds, type KafkaClient, type LogRecord, openTail, type TailBatch } from '@landfall/kafka'
import { type Metrics, pause, untilAborted } from '@landfall/runtime'
import { type LatestPositions, type PlottedObservation, recordObservation } from '../domain/create-latest-positions.ts'
import { parseLoggedObservation } from './parse-logged-observation.ts'

/** Per partition, at the start: enough for a first picture. */
const RECORDS_BACK_MAX = 5_000
/** Per batch; of a longer one only every second, third, … record is read, so that a replay does not delay the alerts. */
const READ_OF_BATCH_MAX = 2_000
const RETRY_MS = 5_000

export type FollowPositionsSpec = KafkaClient & {
  readonly metrics: Metrics
  /** Each is followed by itself: a flood of one holds up no other. */
  readonly topics: readonly string[]
  readonly latestPositions: LatestPositions
  /** Called before each batch: gives the craft of open alerts their places. */
  readonly keepCraftOfAlerts: () => void
}

/**
 * Follows the newest observations, for display: where craft are, and when each source was last active. The alerts do not
 * depend on it, so its failures are logged and retried, and never end the service.
 */
export const followPositions = (spec: FollowPositionsSpec) => {
  const { metrics, topics, latestPositions, keepCraftOfAlerts, ...kafka } = spec
  const { logger } = kafka
  const read = metrics.counter('alert_observations_total', 'Observations looked at for positions', ['outcome'])
  const closing = new AbortController()

  /** Whether it is of a craft that must not be missed; if it is not read, its craft is counted as not shown. */
  const isOfAlert = ({ key, value, timestampMs }: LogRecord): boolean => {
    if (key === null) return false
    const world = value?.includes('"exercise":true') ? 'exercise' : 'real'
    const craft = latestPositions.craft[world]
    if (craft.hasPlace(key)) return true
    craft.noteNotShown(key, timestampMs)
    return false
  }

  const onBatch = ({ records }: TailBatch): void => {
    keepCraftOfAlerts()
    const stride = Math.ceil(records.length / READ_OF_BATCH_MAX)
    let taken = 0
    let unreadable = 0
    for (const [index, record] of records.entries()) {
      // Counted from the end: the newest is always read.
      if ((records.length - 1 - index) % stride !== 0 && !isOfAlert(record)) continue
      const seen = parseObservationRecord(record)
      if (seen === null) {
        unreadable += 1
        continue
      }
      recordObservation(latestPositions, seen, record.timestampMs)
      taken += 1
    }
    read.inc({ outcome: 'read' }, taken)
    read.inc({ outcome: 'unreadable' }, unreadable)
    read.inc({ outcome: 'passed-over' }, records.length - taken - unreadable)
  }

  const startingOffsets = async (topic: string): Promise<ReadonlyMap<number, number>> => {
    const bounds = createLogBounds({ ...kafka, topic })
    try {
      const found = await bounds.read()
      return new Map(
        [...found].map(([partition, { low, high }]) => [partition, Math.max(low, high - RECORDS_BACK_MAX)]),
      )
    } finally {
      await bounds.close()
    }
  }

  const followOnce = async (topic: string): Promise<void> => {
    const from = await startingOffsets(topic)
    await using tail = disposable(await openTail({ ...kafka, topic, from, onBatch }))
    await Promise.race([tail.failed, untilAborted(closing.signal)])
  }

  const run = async (topic: string): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await followOnce(topic)
      } catch (error) {
        logger.warn({ event: 'positions.retrying', topic, reason: String(error) })
        await pause(RETRY_MS, closing.signal)
      }
    }
  }
  const running = Promise.all(topics.map(run))
  const close = async (): Promise<void> => {
    closing.abort()
    await running
  }
  return { close }
}

/** As `parseLoggedObservation`, with its time as a number. */
export const parseObservationRecord = (record: PlottedRecord): PlottedObservation | null => {
  const observation = parseLoggedObservation(record)
  return observation === null ? null : { ...observation, observedAtMs: parseWireTime(observation.observedAt) }
}
type PlottedRecord = Pick<LogRecord, 'value' | 'timestampMs'>

const disposable = <Tail extends { close: () => Promise<void> }>(tail: Tail) => ({
  ...tail,
  [Symbol.asyncDispose]: tail.close,
})
