import { pause } from '@landfall/runtime'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import type { InnerCluster, ProducerId } from '../client/inner-cluster.ts'
import { isPermanentFault, requiresNewProducer } from '../client/kafka-fault.ts'
import type { Batch } from './cut-requests.ts'
import type { SentRecord } from './out-record.ts'
import { isFenced } from './raise-fence.ts'

/** From a request to its answer. Short: it is retried, and the broker recognises the batch if it had it. */
export const WRITE_MS_MAX = 5_000

/**
 * Writes batches under one producer id, each with its own sequence number, so that a batch retried after a lost answer is
 * appended once. kafkajs's own producer gives the number of a failed batch to the next one. Errors are kafkajs's.
 */
export const createBatchWriter = (cluster: InnerCluster, id: ProducerId, onTrouble: (error: unknown) => void) => {
  const sequences = new Map<string, number>()
  const partitionKey = ({ topic, partition }: Pick<Batch, 'topic' | 'partition'>): string => `${topic}/${partition}`
  const leaderOf = ({ topic, partition }: Batch): number =>
    cluster.findTopicPartitionMetadata(topic).find(({ partitionId }) => partitionId === partition)?.leader ?? -1

  const produceTo = async (nodeId: number, batches: readonly Batch[]): Promise<ReadonlyMap<string, number | null>> => {
    const broker = await cluster.findBroker({ nodeId })
    const topicData = batches.map((batch) => {
      const { topic, partition, messages } = batch
      return { topic, partitions: [{ partition, messages, firstSequence: sequences.get(partitionKey(batch)) ?? 0 }] }
    })
    const { topics } = await broker.produce({ acks: -1, timeout: WRITE_MS_MAX, ...id, topicData })
    return new Map(
      topics.flatMap(({ topicName: topic, partitions }) =>
        partitions.map(({ partition, baseOffset }): [string, number | null] => [
          partitionKey({ topic, partition }),
          baseOffset === '-1' ? null : Number(baseOffset),
        ]),
      ),
    )
  }

  /** Takes at most one batch per partition. Retries until all are durable, `isOver`, or another try cannot help. */
  return async (batches: readonly Batch[], isOver: () => boolean, sent: SentRecord[]): Promise<void> => {
    const left = new Set(batches)
    const backoff = createRetryBackoff(50, 1_000)
    const writeTo = async (nodeId: number, some: readonly Batch[]): Promise<void> => {
      const offsets = await produceTo(nodeId, some)
      for (const batch of some) {
        const { topic, partition, messages, indexes } = batch
        const base = offsets.get(partitionKey(batch)) ?? null
        for (const [position, index] of indexes.entries()) {
          sent[index] = { topic, partition, offset: base === null ? null : base + position }
        }
        sequences.set(partitionKey(batch), (sequences.get(partitionKey(batch)) ?? 0) + messages.length)
        left.delete(batch)
      }
    }
    for (;;) {
      try {
        await cluster.refreshMetadataIfNecessary()
        const done = await Promise.allSettled(
          [...Map.groupBy(left, leaderOf)].map(([node, some]) => writeTo(node, some)),
        )
        const failed = done.find((each) => each.status === 'rejected')
        if (failed === undefined) return
        throw failed.reason
      } catch (error) {
        onTrouble(error)
        if (isFenced(error) || requiresNewProducer(error) || isPermanentFault(error) || isOver()) throw error
        await pause(backoff.nextMs())
        await cluster.refreshMetadata().catch(() => {}) // Another broker may lead by now.
      }
    }
  }
}
