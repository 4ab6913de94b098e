import { LandfallError } from '@landfall/runtime'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog } from '../client/create-outage-log.ts'
import type { InnerCluster } from '../client/inner-cluster.ts'
import { brokerDown, brokerRefused, isPermanentFault, requiresNewProducer, rootFault } from '../client/kafka-fault.ts'
import { openInnerCluster } from '../client/open-inner-cluster.ts'
import { createBatchWriter, WRITE_MS_MAX } from './create-batch-writer.ts'
import { cutRequests } from './cut-requests.ts'
import { type OutRecord, type SentRecord, toOutMessage } from './out-record.ts'
import { PRODUCER_LIMITS, type ProducerLimits, recordTooLarge } from './producer-limits.ts'
import { claimName, fenced, isFenced, raiseFence } from './raise-fence.ts'

export type FencedProducerSpec = ClientSpec &
  Partial<ProducerLimits> & {
    /** Who opens this name shuts out whoever opened it before. */
    readonly name: string
    /** All it writes to. */
    readonly topics: readonly [string, ...string[]]
    /** A fence older than this is raised anew before the next record. */
    readonly fenceMsMax?: number
  }

export type FencedProducer = {
  /**
   * Appends the records, in this order per partition, and resolves when all are durable (acks=all). One send at a time.
   * Rejects with LF_RECORD_TOO_LARGE (none was taken), LF_FENCED, LF_BROKER_DOWN or LF_BROKER_REFUSED (some may have been
   * taken, and this producer is of no more use).
   */
  readonly send: (records: readonly OutRecord[]) => Promise<readonly SentRecord[]>
  /** `down` while the broker owes an answer that it should have given. */
  readonly state: () => 'up' | 'down'
  readonly close: () => Promise<void>
}

/** Kafka forgets a name that it has not heard of for a week (`transactional.id.expiration.ms`). */
const FENCE_MS_MAX = 86_400_000

/**
 * A producer that has its topics for itself, among those of one name: when it is open, nothing that an earlier one had
 * under way is appended any more, in whatever process that wakes up. So what can be read then is all they have written.
 * Throws LF_BROKER_DOWN, LF_BROKER_REFUSED, or LF_FENCED where another opens the name at the same time.
 */
export const openFencedProducer = async (spec: FencedProducerSpec): Promise<FencedProducer> => {
  const { name, topics, logger } = spec
  const limits: ProducerLimits = { ...PRODUCER_LIMITS, ...spec }
  const outage = createOutageLog(logger, 'producer', { name })
  const cluster = await openCluster(spec)
  const partitionsOf = (topic: string): number => cluster.findTopicPartitionMetadata(topic).length
  const places = topics.map((topic) => ({ topic, partitions: [...Array(partitionsOf(topic)).keys()] }))
  let state: 'up' | 'down' = 'up'
  let isClosed = false
  let fencedAtMs = performance.now()

  const id = await mapKafkaErrors(`opening ${name}`, name, async () => {
    const claimed = await claimName(cluster, name)
    await raiseFence(cluster, name, claimed, places)
    return claimed
  }).catch(async (error: unknown) => {
    await cluster.disconnect().catch(() => {})
    throw error
  })
  const write = createBatchWriter(cluster, id, (error) => {
    state = 'down'
    outage.down(rootFault(error).message)
  })

  const renewFence = async (): Promise<void> => {
    if (performance.now() - fencedAtMs < (spec.fenceMsMax ?? FENCE_MS_MAX)) return
    await raiseFence(cluster, name, id, places)
    fencedAtMs = performance.now()
  }

  return {
    send: async (records) => {
      const messages = records.map(toOutMessage)
      const tooLarge = messages.find(({ bytes }) => bytes > limits.recordBytesMax)
      if (tooLarge) throw recordTooLarge(tooLarge, limits)
      const sent: SentRecord[] = []
      await mapKafkaErrors(`appending ${records.length} records`, name, async () => {
        await renewFence()
        for (const batches of cutRequests(messages, partitionsOf, limits)) {
          const deadlineMs = performance.now() + limits.deliveryMsMax
          await write(batches, () => isClosed || performance.now() > deadlineMs, sent)
          state = 'up'
          outage.up()
        }
      })
      return sent
    },
    state: () => state,
    close: async () => {
      isClosed = true
      await cluster.disconnect().catch((error: unknown) => logger.debug({ event: 'producer.close-failed', err: error }))
    },
  }
}

const openCluster = async (spec: FencedProducerSpec): Promise<InnerCluster> => {
  const [topic] = spec.topics
  return mapKafkaErrors(`opening ${spec.name}`, spec.name, async () => {
    const cluster = await openInnerCluster({ ...spec, topic, requestMsMax: WRITE_MS_MAX })
    await cluster.addMultipleTargetTopics(spec.topics)
    return cluster
  })
}

/** What kafkajs throws, as one of our errors. */
const mapKafkaErrors = async <Answer>(doing: string, name: string, act: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await act()
  } catch (error) {
    if (error instanceof LandfallError) throw error
    if (isFenced(error)) throw fenced(name, error)
    throw isPermanentFault(error) && !requiresNewProducer(error)
      ? brokerRefused(doing, error)
      : brokerDown(doing, error)
  }
}
