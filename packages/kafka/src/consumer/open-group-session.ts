import { LandfallError } from '@landfall/runtime'
// By its default export: Node finds only the first few names of this CommonJS module.
import kafkajs, { type Consumer, type EachBatchPayload } from 'kafkajs'
import { brokerOrderOf } from '../client/create-broker-order.ts'
import { type ClientSpec, createKafkaClient } from '../client/create-kafka-client.ts'
import { rootFault } from '../client/kafka-fault.ts'
import type { ConsumerLimits } from './consumer-limits.ts'
import { leaveGroup } from './leave-group.ts'

export type GroupSpec = ClientSpec & {
  readonly groupId: string
  readonly topic: string
  readonly limits: ConsumerLimits
  /** Called when a new assignment takes effect, before anything is fetched under it. Must be synchronous. */
  readonly onAssigned: (session: GroupSession, partitions: readonly number[]) => void
  readonly onBatch: (session: GroupSession, payload: EachBatchPayload) => Promise<void>
}

/** One membership of the group, from joining to leaving or a crash. */
export type GroupSession = {
  readonly pause: (partitions: readonly number[]) => void
  /** Seeks to this offset and resumes. */
  readonly resumeAt: (partition: number, offset: number) => void
  readonly commit: (positions: ReadonlyMap<number, number>) => Promise<void>
  /** Rejects when kafkajs has given up. */
  readonly ended: Promise<never>
  readonly close: () => Promise<void>
  /** After a crash, instead of the group's waiting until this member's session is over. Never rejects. */
  readonly leave: () => Promise<void>
}

/**
 * Opens a session that never restarts itself: any crash of kafkajs rejects `ended`. It joins in the background; a failure of
 * that rejects `ended` too.
 */
export const openGroupSession = async (spec: GroupSpec): Promise<GroupSession> => {
  const { topic } = spec
  const consumer = createKafkaClient(spec).consumer(consumerConfig(spec))
  const { promise: ended, reject } = Promise.withResolvers<never>()
  ended.catch(() => {}) // A session closed on purpose has nobody waiting for it.
  let memberId: string | undefined
  let isOver = false
  const end = (error: unknown): void => {
    isOver = true
    reject(error)
  }
  const session: GroupSession = {
    ended,
    pause: (partitions) => consumer.pause([{ topic, partitions: [...partitions] }]),
    resumeAt: (partition, offset) => {
      try {
        consumer.seek({ topic, partition, offset: String(offset) })
        consumer.resume([{ topic, partitions: [partition] }])
      } catch {
        end(new Error('kafkajs has left the group')) // Its session is over; the partition is resumed in the next one.
      }
    },
    commit: async (positions) => {
      const offsets = [...positions].map(([partition, offset]) => ({ topic, partition, offset: String(offset) }))
      if (offsets.length > 0) await consumer.commitOffsets(offsets)
    },
    close: async () => {
      isOver = true
      await running // kafkajs would finish a join after it was disconnected, and stay in the group for ever.
      await consumer.disconnect()
    },
    leave: async () => {
      const { groupId, limits } = spec
      if (memberId !== undefined) await leaveGroup({ ...spec, groupId, memberId, withinMs: limits.sessionMsMax })
    },
  }
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    memberId = payload.memberId
    // A join that was under way ends after the session, and may end after the next one has begun. kafkajs then leaves by itself.
    if (isOver) return
    spec.onAssigned(session, payload.memberAssignment[topic] ?? [])
  })
  consumer.on(consumer.events.CRASH, ({ payload }) => end(payload.error))
  // kafkajs asks the same broker again, five times. It may stand still while another leads.
  consumer.on(consumer.events.REQUEST_TIMEOUT, ({ payload }) => {
    brokerOrderOf(spec.brokers).failed(payload.broker)
    end(unanswered(payload))
  })
  try {
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
  } catch (error) {
    await consumer.disconnect().catch(() => {})
    throw error
  }
  const running = run(consumer, spec, (payload) => (isOver ? Promise.resolve() : spec.onBatch(session, payload))).catch(
    end,
  )
  return session
}

const unanswered = ({ broker, apiName }: RequestTimeout): Error => new Error(`${broker} does not answer ${apiName}`)

type RequestTimeout = { readonly broker: string; readonly apiName: string }

/** Resolves when the group is joined, or kafkajs has given up. */
const run = (
  consumer: Consumer,
  { limits }: GroupSpec,
  eachBatch: (payload: EachBatchPayload) => Promise<void>,
): Promise<void> =>
  consumer.run({
    autoCommit: false, // The offsets that count live with the state.
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: limits.partitionsAtOnceMax,
    eachBatch,
  })

const consumerConfig = ({ groupId, limits }: GroupSpec) => ({
  groupId,
  sessionTimeout: limits.sessionMsMax,
  heartbeatInterval: limits.heartbeatMs,
  maxBytesPerPartition: limits.partitionFetchBytesMax,
  maxBytes: limits.fetchBytesMax,
  maxWaitTimeInMs: limits.fetchWaitMsMax,
  allowAutoTopicCreation: false,
  // Joining while others join fails a few times as a matter of course; after that a new session is opened.
  retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
})

/** An error that makes kafkajs leave its fetch loop and rejoin: it looks like the broker's notice of a rebalance. */
export const rejoinRequest = (): Error =>
  new kafkajs.KafkaJSProtocolError(
    Object.assign(new Error('rejoining'), { type: 'REBALANCE_IN_PROGRESS', code: 27, retriable: true }),
  )

/** Ignores a rebalance, which kafkajs also notices after the batch; throws LF_FENCED for a lost membership. */
export const heartbeatSafely = async (heartbeat: () => Promise<void>): Promise<void> => {
  try {
    await heartbeat()
  } catch (error) {
    if (rootFault(error).type !== 'UNKNOWN_MEMBER_ID') return
    throw new LandfallError('LF_FENCED', 'the consumer group has gone on without this member', {
      retryable: true,
      cause: error,
    })
  }
}
