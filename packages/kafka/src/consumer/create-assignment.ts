import { isLandfallError, LandfallError, type Logger, pause } from '@landfall/runtime'
import type { EachBatchPayload } from 'kafkajs'
import type { LogBounds } from '../log/create-log-bounds.ts'
import { toLogRecord } from '../log/log-record.ts'
import {
  createPartitionSlot,
  losePartitionSlot,
  type OpenPartition,
  type PartitionSlot,
} from './create-partition-slot.ts'
import { type GroupSession, heartbeatSafely, rejoinRequest } from './open-group-session.ts'
import { createYielding, type RecordBatch } from './record-batch.ts'

export type AssignmentSpec = {
  readonly topic: string
  readonly logger: Logger
  readonly bounds: LogBounds
  readonly heartbeatMs: number
  readonly openPartition: (partition: number) => Promise<OpenPartition>
  readonly fail: (error: unknown) => void
  /** Aborted when the consumer is being closed: what is in hand is finished, nothing more is begun. */
  readonly closing: AbortSignal
}

/**
 * The partitions this instance holds. For each: pause → open (load the state) → seek → resume. A partition kept over a
 * rebalance is not opened again; if it was another's in between, the store's offset check says so (LF_FENCED).
 */
export const createAssignment = (spec: AssignmentSpec) => {
  const { topic, logger, bounds, closing } = spec
  const slots = new Map<number, PartitionSlot>()

  const assign = (session: GroupSession, partitions: readonly number[]): void => {
    session.pause(partitions)
    for (const slot of [...slots.values()]) if (!partitions.includes(slot.partition)) drop(slot)
    for (const partition of partitions) {
      const kept = slots.get(partition)
      if (kept === undefined) openSlot(session, createPartitionSlot(partition))
      else void resume(session, kept)
    }
  }

  const drop = (slot: PartitionSlot): void => {
    slots.delete(slot.partition)
    losePartitionSlot(slot)
  }

  const openSlot = (session: GroupSession, slot: PartitionSlot): void => {
    slots.set(slot.partition, slot)
    void open(session, slot)
  }

  const open = async (session: GroupSession, slot: PartitionSlot): Promise<void> => {
    while (slot.phase === 'opening') {
      if (slot.openAfterMs > 0) await pause(slot.openAfterMs)
      if (slot.phase !== 'opening') return
      try {
        const opened = await spec.openPartition(slot.partition)
        if (slot.phase !== 'opening') return opened.close()
        slot.opened = opened
        slot.position = await startOf(slot.partition, opened.nextOffset)
        if (slot.phase !== 'opening') return
        slot.phase = 'open'
        session.resumeAt(slot.partition, slot.position)
      } catch (error) {
        slot.opened?.close()
        slot.opened = undefined
        slot.openAfterMs = slot.backoff.nextMs()
        if (!isRetryable(error)) return spec.fail(error)
        logger.warn({ event: 'partition.open-failed', topic, partition: slot.partition, err: error })
      }
    }
  }

  /** After a rebalance kafkajs knows no offsets any more, so each kept partition is told again. */
  const resume = async (session: GroupSession, slot: PartitionSlot): Promise<void> => {
    await slot.busy
    if (slot.phase === 'open') session.resumeAt(slot.partition, slot.position)
  }

  const startOf = async (partition: number, nextOffset: number | 'earliest'): Promise<number> => {
    const found = (await bounds.read()).get(partition)
    if (found === undefined) throw offsetGap(topic, partition, 'the partition is not there')
    if (nextOffset === 'earliest') return found.low
    if (nextOffset < found.low || nextOffset > found.high) {
      const range = `${found.low} to ${found.high}`
      throw offsetGap(topic, partition, `the stored offset is ${nextOffset}, the log has ${range}`)
    }
    return nextOffset
  }

  const handle = async (session: GroupSession, payload: EachBatchPayload): Promise<void> => {
    const { batch, heartbeat, isRunning, isStale, resolveOffset } = payload
    const slot = slots.get(batch.partition)
    const opened = slot?.opened
    if (slot?.phase !== 'open' || opened === undefined || isStale() || !isRunning()) return
    const done = Promise.withResolvers<void>()
    slot.busy = done.promise
    const keepAlive = setInterval(() => void heartbeatSafely(heartbeat).catch(() => {}), spec.heartbeatMs)
    try {
      await checkContinues(slot, fetchedOffsetOf(batch))
      const nextOffset = Number(batch.lastOffset()) + 1
      await opened.handle(toRecordBatch(payload, nextOffset, slot, closing))
      slot.position = nextOffset
      slot.openAfterMs = 0
      slot.backoff.reset()
      if (slot.phase === 'open') resolveOffset(batch.lastOffset())
    } catch (error) {
      giveUp(session, slot, error)
    } finally {
      clearInterval(keepAlive)
      done.resolve()
    }
  }

  /**
   * kafkajs answers OFFSET_OUT_OF_RANGE by going to the first offset there is, without a word to us: the only trace is
   * a fetch from somewhere else than where we were.
   */
  const checkContinues = async ({ partition, position }: PartitionSlot, fetchedOffset: number): Promise<void> => {
    if (fetchedOffset === position) return
    const low = (await bounds.read()).get(partition)?.low
    throw offsetGap(topic, partition, `at offset ${position}, got ${fetchedOffset}; the log begins at ${low}`)
  }

  const giveUp = (session: GroupSession, slot: PartitionSlot, error: unknown): void => {
    if (slot.phase !== 'open' || closing.aborted) return // Whatever failed is the next owner's to do again.
    const { partition, backoff } = slot
    session.pause([partition])
    drop(slot)
    if (!isRetryable(error)) {
      spec.fail(error)
      return
    }
    logger.warn({ event: 'partition.closed', topic, partition, err: error })
    // Opened again when the group says that it is still ours: to open a partition shuts its owner out.
    if (isLandfallError(error, 'LF_FENCED')) throw rejoinRequest()
    openSlot(session, createPartitionSlot(partition, backoff, backoff.nextMs()))
  }

  return {
    assign,
    handle,
    dropAll: () => {
      for (const slot of [...slots.values()]) drop(slot)
    },
    slots: (): readonly PartitionSlot[] => [...slots.values()],
  }
}
export type Assignment = ReturnType<typeof createAssignment>

const isRetryable = (error: unknown): boolean => isLandfallError(error) && error.retryable

/** Where this fetch began. It is there, though the typings of kafkajs don't say so. */
const fetchedOffsetOf = (batch: EachBatchPayload['batch']): number =>
  Number((batch as { readonly fetchedOffset?: string }).fetchedOffset)

const offsetGap = (topic: string, partition: number, what: string): LandfallError =>
  new LandfallError('LF_OFFSET_GAP', `${topic}/${partition}: ${what}`, { retryable: false })

const toRecordBatch = (
  { batch, heartbeat }: EachBatchPayload,
  nextOffset: number,
  slot: PartitionSlot,
  closing: AbortSignal,
): RecordBatch => {
  const takeTurns = createYielding()
  return {
    partition: batch.partition,
    records: batch.messages.map((message) => toLogRecord(batch.partition, message)),
    nextOffset,
    highWatermark: Number(batch.highWatermark),
    handledTo: (handled) => {
      slot.position = handled
    },
    heartbeat: async () => {
      slot.signs += 1
      await heartbeatSafely(heartbeat)
      await takeTurns()
      if (closing.aborted) throw new LandfallError('LF_CLOSED', 'the consumer is being closed', { retryable: true })
    },
  }
}
