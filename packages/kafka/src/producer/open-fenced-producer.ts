import { isLandfallError } from '@landfall/runtime'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog } from '../client/create-outage-log.ts'
import type { InnerCluster, ProducerId } from '../client/inner-cluster.ts'
import { rootFault, toLandfallError } from '../client/kafka-fault.ts'
import { openInnerCluster } from '../client/open-inner-cluster.ts'
import { createBatchWriter, WRITE_MS_MAX } from './create-batch-writer.ts'
import { cutRequests } from './cut-requests.ts'
import { type OutRecord, type SentRecord, toOutMessage } from './out-record.ts'
import { PRODUCER_LIMITS, type ProducerLimits, recordTooLarge } from './producer-limits.ts'
import { claimName, type FencedTopic, fenced, isFenced, raiseFence } from './raise-fence.ts'

export type FencedProducerSpec = ClientSpec &
  Partial<ProducerLimits> & {
    /** Opening a name fences off whoever opened it before, in whatever process. */
    readonly name: string
    /** All topics it may write to. */
    readonly topics: readonly [string, ...string[]]
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
 * Throws LF_BROKER_DOWN, LF_BROKER_REFUSED, or LF_FENCED if another opens the name at the same time.
 */
export const openFencedProducer = async (spec: FencedProducerSpec): Promise<FencedProducer> => {
  const { name, topics, logger } = spec
  const limits: ProducerLimits = { ...PRODUCER_LIMITS, ...spec }
  const outage = createOutageLog(logger, 'producer', { name })
  const cluster = await openCluster(spec)
  const partitionsOf = (topic: string): number => cluster.findTopicPartitionMetadata(topic).length
  const fencedTopics = topics.map((topic) => ({ topic, partitions: [...Array(partitionsOf(topic)).keys()] }))
  let state: 'up' | 'down' = 'up'
  let isClosed = false
  let fencedAtMs = performance.now()

  const id = await claimAndFence(cluster, name, fencedTopics)
  const write = createBatchWriter(cluster, id, (error) => {
    state = 'down'
    outage.down(rootFault(error).message)
  })

  const renewFence = async (): Promise<void> => {
    if (performance.now() - fencedAtMs < FENCE_MS_MAX) return
    await raiseFence(cluster, name, id, fencedTopics)
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

/** Disconnects the cluster if it fails. */
const claimAndFence = async (
  cluster: InnerCluster,
  name: string,
  fencedTopics: readonly FencedTopic[],
): Promise<ProducerId> => {
  try {
    return await mapKafkaErrors(`opening ${name}`, name, async () => {
      const id = await claimName(cluster, name)
      await raiseFence(cluster, name, id, fencedTopics)
      return id
    })
  } catch (error) {
    await cluster.disconnect().catch(() => {})
    throw error
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

/** Throws kafkajs's errors as ours: LF_FENCED if another has claimed the name, else as toLandfallError. */
const mapKafkaErrors = async <Answer>(doing: string, name: string, act: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await act()
  } catch (error) {
    throw isFenced(error) && !isLandfallError(error) ? fenced(name, error) : toLandfallError(doing, error)
  }
}
