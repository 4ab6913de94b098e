import { setTimeout as sleep } from 'node:timers/promises'
import { pause, untilAborted } from '@landfall/runtime'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog } from '../client/create-outage-log.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { brokerRefused, isPermanentFault, rootFault } from '../client/kafka-fault.ts'
import { patchedKafkajs } from '../kafkajs-patches/patched-kafkajs.ts'
import { createLogBounds } from '../log/create-log-bounds.ts'
import { CONSUMER_LIMITS, type ConsumerLimits } from './consumer-limits.ts'
import { createAssignment } from './create-assignment.ts'
import type { OpenPartition } from './create-partition-slot.ts'
import { openGroupSession } from './open-group-session.ts'
import { startStallWatchdog } from './start-stall-watchdog.ts'

export type PartitionConsumerSpec = ClientSpec &
  Partial<ConsumerLimits> & {
    readonly groupId: string
    readonly topic: string
    readonly openPartition: (partition: number) => Promise<OpenPartition>
  }

export type PartitionConsumer = {
  /** Rejects with LF_OFFSET_GAP, LF_STALLED, LF_BROKER_REFUSED or what a handler could not go on from. */
  readonly failed: Promise<never>
  /** The partitions open at present, ascending. */
  readonly assigned: () => readonly number[]
  /** `up` when the group is joined and every partition assigned is open. */
  readonly state: () => 'up' | 'down'
  /** Finishes what is in hand up to the next heartbeat, leaves the group, closes the partitions. */
  readonly close: () => Promise<void>
}

/** Longer than any one step of joining should take; after it the connection is closed under it. */
const CLOSE_MS_MAX = 8_000

/**
 * Reads a topic as a member of a consumer group whose offsets live with the state, not in Kafka. Opens at once and
 * joins in the background; a broker that is away is waited for, for ever.
 */
export const openPartitionConsumer = async (spec: PartitionConsumerSpec): Promise<PartitionConsumer> => {
  patchedKafkajs() // Fails the opening, where joining would be tried again and again.
  const { logger, topic, groupId, openPartition } = spec
  const limits: ConsumerLimits = { ...CONSUMER_LIMITS, ...spec }
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {}) // The caller waits for it when it is ready to; until then it is not unhandled.
  const closing = new AbortController()
  const fail = (error: unknown): void => {
    reject(error)
    closing.abort()
  }
  const outage = createOutageLog(logger, 'consumer', { topic, groupId })
  const bounds = createLogBounds(spec)
  const assignment = createAssignment({
    topic,
    logger,
    bounds,
    heartbeatMs: limits.heartbeatMs,
    openPartition,
    fail,
    closing: closing.signal,
  })
  let isJoined = false

  const positions = (): ReadonlyMap<number, number> =>
    new Map(assignment.slots().flatMap((slot) => (slot.phase === 'open' ? [[slot.partition, slot.position]] : [])))

  const runSession = async (): Promise<void> => {
    const session = await openGroupSession({
      ...spec,
      limits,
      onAssigned: (joined, partitions) => {
        isJoined = true
        outage.up()
        assignment.assign(joined, partitions)
      },
      onBatch: assignment.handle,
    })
    const commit = (): Promise<void> => session.commit(positions()).catch(() => {}) // For dashboards only.
    const committing = setInterval(commit, limits.commitMs)
    try {
      await Promise.race([session.ended, untilAborted(closing.signal)])
      await commit()
    } finally {
      clearInterval(committing)
      isJoined = false
      await session.close().catch(() => {})
      assignment.dropAll()
    }
  }

  const run = async (): Promise<void> => {
    const backoff = createRetryBackoff()
    while (!closing.signal.aborted) {
      const startedMs = performance.now()
      try {
        await runSession()
      } catch (error) {
        if (isPermanentFault(error)) return fail(brokerRefused(`reading ${topic} as ${groupId}`, error))
        outage.down(rootFault(error).message)
        if (performance.now() - startedMs > 60_000) backoff.reset()
        await pause(backoff.nextMs(), closing.signal)
      }
    }
  }

  const running = run()
  const stopWatching = startStallWatchdog({ topic, limits, bounds, assignment, fail })
  return {
    failed,
    assigned: () => [...positions().keys()].sort((a, b) => a - b),
    state: () => (isJoined && assignment.slots().every(({ phase }) => phase === 'open') ? 'up' : 'down'),
    close: async () => {
      closing.abort()
      stopWatching()
      await Promise.race([running, sleep(CLOSE_MS_MAX, undefined, { ref: false })])
      assignment.dropAll()
      await bounds.close()
    },
  }
}
