import { setTimeout as sleep } from 'node:timers/promises'
import { pause, untilAborted } from '@landfall/runtime'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog, type OutageLog } from '../client/create-outage-log.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { brokerRefused, describeFault, isPermanentFault } from '../client/kafka-fault.ts'
import { patchedKafkajs } from '../kafkajs-patches/patched-kafkajs.ts'
import { createLogBounds } from '../log/create-log-bounds.ts'
import { CONSUMER_LIMITS, type ConsumerLimits } from './consumer-limits.ts'
import { type Assignment, createAssignment } from './create-assignment.ts'
import type { OpenPartition } from './create-partition-slot.ts'
import { openGroupSession } from './open-group-session.ts'
import { openUnusedPartition } from './open-unused-partition.ts'
import { startStallWatchdog } from './start-stall-watchdog.ts'

export type PartitionConsumerSpec = ClientSpec &
  Partial<ConsumerLimits> & {
    readonly groupId: string
    readonly topic: string
    /** Of the topic's contract: further ones are not opened. */
    readonly partitions: number
    readonly openPartition: (partition: number) => Promise<OpenPartition>
  }

export type PartitionConsumer = {
  /** Rejects with LF_OFFSET_GAP, LF_STALLED, LF_PARTITIONS_CHANGED, LF_BROKER_REFUSED, or a handler's error that is not retryable. */
  readonly failed: Promise<never>
  /** The partitions that are open, ascending. */
  readonly assigned: () => readonly number[]
  /** `up` if the group is joined and every assigned partition is open. */
  readonly state: () => 'up' | 'down'
  /** Lets each handler run to its next heartbeat, leaves the group, closes the partitions. */
  readonly close: () => Promise<void>
}

/** Longer than any one step of joining should take; then the connection is closed under it. */
const CLOSE_MS_MAX = 8_000

/** Leaving a group that cannot be reached goes on beside the next session. */
const LEAVE_MS_MAX = 1_000

/** A session that lasted this long was sound: the next outage starts with the shortest delay. */
const STEADY_MS = 60_000

type State = {
  readonly spec: PartitionConsumerSpec
  readonly limits: ConsumerLimits
  readonly assignment: Assignment
  readonly outage: OutageLog
  readonly fail: (error: unknown) => void
  readonly closing: AbortSignal
  /** A member of the group at present. */
  isJoined: boolean
}

/**
 * Reads a topic as a member of a consumer group whose offsets live with the state, not in Kafka. Opens at once and joins in
 * the background; waits for ever for a broker that is away. Throws LF_KAFKAJS_UNSUPPORTED.
 */
export const openPartitionConsumer = async (spec: PartitionConsumerSpec): Promise<PartitionConsumer> => {
  patchedKafkajs() // Here it fails the opening; while joining it would be retried for ever.
  const { logger, topic, groupId, partitions } = spec
  const isUsed = (partition: number): boolean => partition < partitions
  const openPartition = async (partition: number): Promise<OpenPartition> =>
    isUsed(partition) ? spec.openPartition(partition) : openUnusedPartition(spec, partition)
  const limits: ConsumerLimits = { ...CONSUMER_LIMITS, ...spec }
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {}) // The caller may attach to it later; until then it must not count as unhandled.
  const closing = new AbortController()
  const fail = (error: unknown): void => {
    reject(error)
    closing.abort()
  }
  const bounds = createLogBounds(spec)
  const { heartbeatMs } = limits
  const { signal } = closing
  const assignment = createAssignment({ topic, logger, bounds, heartbeatMs, openPartition, fail, closing: signal })
  const outage = createOutageLog(logger, 'consumer', { topic, groupId })
  const state: State = { spec, limits, assignment, outage, fail, closing: signal, isJoined: false }
  const running = run(state)
  const stopWatching = startStallWatchdog({ topic, limits, bounds, assignment, fail })
  return {
    failed,
    assigned: () => [...positionsOf(assignment).keys()].filter(isUsed).sort((a, b) => a - b),
    state: () => (state.isJoined && assignment.slots().every(({ phase }) => phase === 'open') ? 'up' : 'down'),
    close: async () => {
      closing.abort()
      stopWatching()
      await Promise.race([running, sleep(CLOSE_MS_MAX, undefined, { ref: false })])
      assignment.dropAll()
      await bounds.close()
    },
  }
}

/** One session after the other, until closed or failed. */
const run = async (state: State): Promise<void> => {
  const { spec, outage, closing } = state
  const backoff = createRetryBackoff()
  while (!closing.aborted) {
    const startedMs = performance.now()
    try {
      await runSession(state)
    } catch (error) {
      if (isPermanentFault(error)) {
        return state.fail(brokerRefused(`reading ${spec.topic} as ${spec.groupId}`, error))
      }
      outage.down(describeFault(error))
      if (performance.now() - startedMs > STEADY_MS) backoff.reset()
      await pause(backoff.nextMs(), closing)
    }
  }
}

const runSession = async (state: State): Promise<void> => {
  const { spec, limits, assignment, outage, closing } = state
  const session = await openGroupSession({
    ...spec,
    limits,
    onAssigned: (joined, partitions) => {
      state.isJoined = true
      outage.up()
      warnOfUnused(spec, partitions)
      assignment.assign(joined, partitions)
    },
    onBatch: assignment.handle,
  })
  const commit = (): Promise<void> => session.commit(positionsOf(assignment)).catch(() => {}) // For dashboards only.
  const committing = setInterval(commit, limits.commitMs)
  try {
    await Promise.race([session.ended, untilAborted(closing)])
    await commit()
  } finally {
    clearInterval(committing)
    state.isJoined = false
    const left = session.close().catch(() => {})
    if (!closing.aborted) void session.leave() // Not awaited: the next session may join before.
    await Promise.race([left, sleep(closing.aborted ? CLOSE_MS_MAX : LEAVE_MS_MAX, undefined, { ref: false })])
    assignment.dropAll()
  }
}

const warnOfUnused = (spec: PartitionConsumerSpec, assigned: readonly number[]): void => {
  const unused = assigned.filter((partition) => partition >= spec.partitions)
  const { topic, groupId, partitions } = spec
  if (unused.length > 0) spec.logger.error({ event: 'partitions.unused', topic, groupId, partitions, unused })
}

/** Of the open partitions, the next offset to be handled. */
const positionsOf = (assignment: Assignment): ReadonlyMap<number, number> =>
  new Map(assignment.slots().flatMap((slot) => (slot.phase === 'open' ? [[slot.partition, slot.position]] : [])))
