import { parseWireTime } from '@landfall/contracts'
import { createLogBounds, openTail, type TailBatch } from '@landfall/kafka'
import { type Logger, type Metrics, pause, untilAborted } from '@landfall/runtime'
import { type LatestPositions, type PlottedObservation, recordObservation } from '../domain/create-latest-positions.ts'

/** Of each partition, on starting: enough for a picture. */
const RECORDS_BACK_MAX = 5_000
/** Of one batch; of a longer one every second or third record and so on, since a replay must not delay the alerts. */
const READ_OF_BATCH_MAX = 2_000
const RETRY_MS = 5_000

export type FollowPositionsSpec = {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly logger: Logger
  readonly metrics: Metrics
  readonly topic: string
  readonly latestPositions: LatestPositions
}

/**
 * Follows the observations from a little way back, for show: where craft are and who was last heard. It is not needed for
 * the alerts, so its trouble is told and tried again, and never ends the service.
 */
export const followPositions = (spec: FollowPositionsSpec) => {
  const { brokers, clientId, logger, metrics, topic, latestPositions } = spec
  const kafka = { brokers, clientId, logger, topic }
  const read = metrics.counter('alert_observations_total', 'Observations looked at for positions', ['outcome'])
  const closing = new AbortController()

  const onBatch = ({ records }: TailBatch): void => {
    const stride = Math.ceil(records.length / READ_OF_BATCH_MAX)
    let taken = 0
    for (let at = records.length - 1; at >= 0; at -= stride) {
      const record = records[at]
      const seen = record === undefined ? null : parseObservationRecord(record.value)
      if (record === undefined || seen === null) continue
      recordObservation(latestPositions, seen, record.timestampMs)
      taken += 1
    }
    read.inc({ outcome: 'read' }, taken)
    read.inc({ outcome: 'passed-over' }, records.length - taken)
  }

  const startingOffsets = async (): Promise<ReadonlyMap<number, number>> => {
    const bounds = createLogBounds(kafka)
    try {
      const found = await bounds.read()
      return new Map(
        [...found].map(([partition, { low, high }]) => [partition, Math.max(low, high - RECORDS_BACK_MAX)]),
      )
    } finally {
      await bounds.close()
    }
  }

  const followOnce = async (): Promise<void> => {
    await using tail = disposable(await openTail({ ...kafka, from: await startingOffsets(), onBatch }))
    await Promise.race([tail.failed, untilAborted(closing.signal)])
  }

  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await followOnce()
      } catch (error) {
        logger.warn({ event: 'positions.retrying', topic, reason: String(error) })
        await pause(RETRY_MS, closing.signal)
      }
    }
  }
  const running = run()
  const close = async (): Promise<void> => {
    closing.abort()
    await running
  }
  return { close }
}

const parseObservationRecord = (value: Buffer | null): PlottedObservation | null => {
  try {
    const json = JSON.parse(String(value))
    const observedAtMs = parseWireTime(json.observedAt)
    return Number.isNaN(observedAtMs) || typeof json.source?.id !== 'string' ? null : { ...json, observedAtMs }
  } catch {
    return null // Not one of ours; windowing tells of it.
  }
}

const disposable = <Tail extends { close: () => Promise<void> }>(tail: Tail) => ({
  ...tail,
  [Symbol.asyncDispose]: tail.close,
})
