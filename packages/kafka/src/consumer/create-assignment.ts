import { isLandfallError, LandfallError, type Logger, pause } from '@landfall/runtime'
import type { EachBatchPayload } from 'kafkajs'
import type { LogBounds } from '../log/create-log-bounds.ts'
import { logRecordsOf } from '../log/log-records-of.ts'
import { offsetGap } from '../log/offset-gap.ts'
import {
  createPartitionSlot,
  losePartitionSlot,
  type OpenPartition,
  type PartitionSlot,
} from './create-partition-slot.ts'
import { isNextFetch } from './is-next-fetch.ts'
import { type GroupSession, heartbeatSafely, rejoinRequest } from './open-group-session.ts'
import { createYielding, type RecordBatch } from './record-batch.ts'

export type AssignmentSpec = {
  readonly topic: string
  readonly logger: Logger
  readonly bounds: LogBounds
  readonly heartbeatMs: number
  readonly openPartition: (partition: number) => Promise<OpenPartition>
  readonly fail: (error: unknown) => void
  /** Aborted when the consumer is being closed: batches in progress are finished, no other is begun. */
  readonly closing: AbortSignal
}

type State = AssignmentSpec & { readonly slots: Map<number, PartitionSlot> }

/**
 * The partitions this instance holds. Each goes through: pause → open (load the state) → seek → resume. A partition kept
 * over a rebalance is not opened again; if another instance had it in between, the store's offset check says so (LF_FENCED).
 */
export const createAssignment = (spec: AssignmentSpec) => {
  const state: State = { ...spec, slots: new Map() }
  const { slots } = state
  return {
    assign: (session: GroupSession, partitions: readonly number[]): void => {
      session.pause(partitions)
      for (const slot of [...slots.values()]) if (!partitions.includes(slot.partition)) drop(state, slot)
      for (const partition of partitions) {
        const kept = slots.get(partition)
        if (kept === undefined) openSlot(state, session, createPartitionSlot(partition))
        else void resume(session, kept)
      }
    },
    handle: (session: GroupSession, payload: EachBatchPayload): Promise<void> => handle(state, session, payload),
    dropAll: () => {
      for (const slot of [...slots.values()]) drop(state, slot)
    },
    slots: (): readonly PartitionSlot[] => [...slots.values()],
  }
}
export type Assignment = ReturnType<typeof createAssignment>

const drop = ({ slots }: State, slot: PartitionSlot): void => {
  slots.delete(slot.partition)
  losePartitionSlot(slot)
}

const openSlot = (state: State, session: GroupSession, slot: PartitionSlot): void => {
  state.slots.set(slot.partition, slot)
  void open(state, session, slot)
}

/** Retries until the slot is open or lost. */
const open = async (state: State, session: GroupSession, slot: PartitionSlot): Promise<void> => {
  const { topic, logger, openPartition, fail } = state
  while (slot.phase === 'opening') {
    if (slot.openAfterMs > 0) await pause(slot.openAfterMs)
    if (slot.phase !== 'opening') return
    try {
      const opened = await openPartition(slot.partition)
      if (slot.phase !== 'opening') return opened.close()
      slot.opened = opened
      slot.position = await startOf(state, slot.partition, opened.nextOffset)
      if (slot.phase !== 'opening') return
      slot.phase = 'open'
      session.resumeAt(slot.partition, slot.position)
    } catch (error) {
      slot.opened?.close()
      slot.opened = undefined
      slot.openAfterMs = slot.backoff.nextMs()
      if (!isRetryable(error)) return fail(error)
      logger.warn({ event: 'partition.open-failed', topic, partition: slot.partition, err: error })
    }
  }
}

/** kafkajs forgets all offsets in a rebalance, so each kept partition is sought again. */
const resume = async (session: GroupSession, slot: PartitionSlot): Promise<void> => {
  await slot.busy
  if (slot.phase === 'open') session.resumeAt(slot.partition, slot.position)
}

const startOf = async (
  { topic, bounds }: State,
  partition: number,
  nextOffset: number | 'earliest',
): Promise<number> => {
  const found = (await bounds.read()).get(partition)
  if (found === undefined) throw offsetGap(topic, partition, 'the partition does not exist')
  if (nextOffset === 'earliest') return found.low
  if (nextOffset < found.low || nextOffset > found.high) {
    const range = `${found.low} to ${found.high}`
    throw offsetGap(topic, partition, `the stored offset is ${nextOffset}, the log has ${range}`)
  }
  return nextOffset
}

const handle = async (state: State, session: GroupSession, payload: EachBatchPayload): Promise<void> => {
  const { batch, heartbeat, isRunning, isStale, resolveOffset } = payload
  const slot = state.slots.get(batch.partition)
  const opened = slot?.opened
  if (slot?.phase !== 'open' || opened === undefined || isStale() || !isRunning()) return
  const done = Promise.withResolvers<void>()
  slot.busy = done.promise
  const keepAlive = setInterval(() => void heartbeatSafely(heartbeat).catch(() => {}), state.heartbeatMs)
  try {
    if (!(await isNextFetch(state, slot, batch))) {
      if (slot.phase === 'open') session.resumeAt(slot.partition, slot.position)
      return
    }
    const nextOffset = Number(batch.lastOffset()) + 1
    let doneTo = nextOffset
    const leaveFrom = (offset: number): void => {
      doneTo = offset
    }
    await opened.handle({ ...toRecordBatch(payload, nextOffset, slot, state.closing), leaveFrom })
    slot.position = doneTo
    slot.openAfterMs = 0
    slot.backoff.reset()
    if (slot.phase === 'open') resolveOffset(String(doneTo - 1))
  } catch (error) {
    giveUp(state, session, slot, error)
  } finally {
    clearInterval(keepAlive)
    done.resolve()
  }
}

const giveUp = (state: State, session: GroupSession, slot: PartitionSlot, error: unknown): void => {
  const { topic, logger, closing, fail } = state
  if (slot.phase !== 'open' || closing.aborted) return // The next owner will do again whatever failed.
  const { partition, backoff } = slot
  session.pause([partition])
  drop(state, slot)
  if (!isRetryable(error)) {
    fail(error)
    return
  }
  logger.warn({ event: 'partition.closed', topic, partition, err: error })
  // Opening a partition fences its owner off, so first let the group confirm that it is still ours.
  if (isLandfallError(error, 'LF_FENCED')) throw rejoinRequest()
  openSlot(state, session, createPartitionSlot(partition, backoff, backoff.nextMs()))
}

const isRetryable = (error: unknown): boolean => isLandfallError(error) && error.retryable

const toRecordBatch = (
  { batch, heartbeat }: EachBatchPayload,
  nextOffset: number,
  slot: PartitionSlot,
  closing: AbortSignal,
): Omit<RecordBatch, 'leaveFrom'> => {
  const yieldTurn = createYielding()
  const { partition, messages } = batch
  return {
    partition,
    records: logRecordsOf({ partition, messages, fromOffset: slot.position }),
    nextOffset,
    highWatermark: Number(batch.highWatermark),
    handledTo: (handled) => {
      slot.position = handled
    },
    heartbeat: async () => {
      slot.heartbeats += 1
      await heartbeatSafely(heartbeat)
      await yieldTurn()
      if (closing.aborted) throw new LandfallError('LF_CLOSED', 'the consumer is being closed', { retryable: true })
    },
  }
}
