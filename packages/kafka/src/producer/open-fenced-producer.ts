import type { TopicPartitions } from '@landfall/contracts'
import { isLandfallError } from '@landfall/runtime'
import { type ClusterConnection, createClusterConnection } from '../client/create-cluster-connection.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog } from '../client/create-outage-log.ts'
import type { ProducerId } from '../client/inner-cluster.ts'
import { describeFault, toLandfallError } from '../client/kafka-fault.ts'
import { requirePartitions } from '../client/require-partitions.ts'
import { createBatchWriter, WRITE_MS_MAX } from './create-batch-writer.ts'
import { cutRequests } from './cut-requests.ts'
import { createToMessage, type OutRecord, type SentRecord } from './out-record.ts'
import { PRODUCER_LIMITS, type ProducerLimits, recordTooLarge } from './producer-limits.ts'
import { claimName, type FencedTopic, fenced, isFenced, raiseFence } from './raise-fence.ts'

export type FencedProducerSpec = ClientSpec &
  Partial<ProducerLimits> & {
    /** Opening a name fences off whoever opened it before, in whatever process. */
    readonly name: string
    /** All topics it may write to. */
    readonly topics: readonly [TopicPartitions, ...TopicPartitions[]]
    /** Of each topic, the partitions that it writes to and others are fenced off from; all where none are given. */
    readonly fencedPartitions?: readonly number[]
  }

export type FencedProducer = {
  /**
   * Appends the records, in this order per partition, and resolves when all are durable (acks=all). One send at a time.
   * Rejects with LF_RECORD_TOO_LARGE (none was appended), LF_FENCED, LF_BROKER_DOWN or LF_BROKER_REFUSED (some may have
   * been appended, and this producer must be replaced).
   */
  readonly send: (records: readonly OutRecord[]) => Promise<readonly SentRecord[]>
  /** `down` while a request is being retried. */
  readonly state: () => 'up' | 'down'
  readonly close: () => Promise<void>
}

/** An older fence is raised again: Kafka forgets a name unused for a week (`transactional.id.expiration.ms`). */
const FENCE_MS_MAX = 86_400_000

/**
 * A producer that is the only one of its name. Once it is open, nothing that an earlier one had in flight is appended any
 * more, whichever process it wakes up in; so what can be read then is all that they wrote.
 * Throws LF_BROKER_DOWN, LF_BROKER_REFUSED, LF_PARTITIONS_CHANGED, or LF_FENCED if another opens the name at the same time.
 */
export const openFencedProducer = async (spec: FencedProducerSpec): Promise<FencedProducer> => {
  const { name, logger } = spec
  const limits: ProducerLimits = { ...PRODUCER_LIMITS, ...spec }
  const outage = createOutageLog(logger, 'producer', { name })
  const connection = createClusterConnection({ ...spec, requestMsMax: WRITE_MS_MAX })
  const { id, fencedTopics } = await claimAndFence(connection, spec)
  const toMessage = createToMessage(spec.topics)
  let state: 'up' | 'down' = 'up'
  let isClosed = false
  let fencedAtMs = performance.now()

  const write = createBatchWriter(connection, id)
  const onTrouble = (error: unknown): void => {
    state = 'down'
    outage.down(describeFault(error))
  }

  const renewFence = async (): Promise<void> => {
    if (performance.now() - fencedAtMs < FENCE_MS_MAX) return
    await raiseFence(await connection.open(), name, id, fencedTopics)
    fencedAtMs = performance.now()
  }

  return {
    send: async (records) => {
      const messages = records.map(toMessage)
      const tooLarge = messages.find(({ bytes }) => bytes > limits.recordBytesMax)
      if (tooLarge) throw recordTooLarge(tooLarge, limits)
      const sent: SentRecord[] = []
      await mapKafkaErrors(
        `appending ${records.length} records to ${[...new Set(records.map(({ topic }) => topic))].join(', ')}`,
        name,
        async () => {
          await renewFence()
          for (const batches of cutRequests(messages, limits)) {
            const deadlineMs = performance.now() + limits.deliveryMsMax
            await write(batches, { sent, isOver: () => isClosed || performance.now() > deadlineMs, onTrouble })
            state = 'up'
            outage.up()
          }
        },
      )
      return sent
    },
    state: () => state,
    close: async () => {
      isClosed = true
      await connection.close()
    },
  }
}

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index)

/** Closes the connection if it fails. */
const claimAndFence = async (
  connection: ClusterConnection,
  { name, topics, fencedPartitions }: FencedProducerSpec,
): Promise<{ readonly id: ProducerId; readonly fencedTopics: readonly FencedTopic[] }> => {
  try {
    const doing = `opening ${name}, which writes to ${topics.map((each) => each.name).join(', ')}`
    return await mapKafkaErrors(doing, name, async () => {
      const cluster = await connection.addTopics(topics.map(({ name: topic }) => topic))
      for (const topic of topics) requirePartitions(cluster, topic)
      const fencedTopics = topics.map(({ name: topic, partitions }) => ({
        topic,
        partitions: fencedPartitions ?? range(partitions),
      }))
      const id = await claimName(cluster, name)
      await raiseFence(cluster, name, id, fencedTopics)
      return { id, fencedTopics }
    })
  } catch (error) {
    await connection.close()
    throw error
  }
}

/** Throws kafkajs's errors as ours: LF_FENCED if another has claimed the name, else as toLandfallError. */
const mapKafkaErrors = async <Answer>(doing: string, name: string, act: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await act()
  } catch (error) {
    throw isFenced(error) && !isLandfallError(error) ? fenced(name, error) : toLandfallError(doing, error)
  }
}
