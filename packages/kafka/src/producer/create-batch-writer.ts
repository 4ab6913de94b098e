import { pause } from '@landfall/runtime'
import type { ClusterConnection } from '../client/create-cluster-connection.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import type { InnerCluster, ProducerId } from '../client/inner-cluster.ts'
import { isPermanentFault, requiresNewProducer } from '../client/kafka-fault.ts'
import type { Batch } from './cut-requests.ts'
import type { SentRecord } from './out-record.ts'
import { isFenced } from './raise-fence.ts'

/** From a request to its answer. Short: it is retried, and the broker recognises the batch if it had it. */
export const WRITE_MS_MAX = 5_000

export type Writing = {
  /** Filled in at the records' indexes as they become durable. */
  readonly sent: SentRecord[]
  readonly isOver: () => boolean
  /** A try has failed. */
  readonly onTrouble: (error: unknown) => void
}

/**
 * Writes batches under one producer id, each with its own sequence number, so that a batch retried after a lost answer is
 * appended once. kafkajs's own producer gives the number of a failed batch to the next one. Errors are kafkajs's.
 */
export const createBatchWriter = (connection: ClusterConnection, id: ProducerId) => {
  const sequences = new Map<string, number>()
  const partitionKey = ({ topic, partition }: Pick<Batch, 'topic' | 'partition'>): string => `${topic}/${partition}`
  const leaderOf = (cluster: InnerCluster, { topic, partition }: Batch): number =>
    cluster.findTopicPartitionMetadata(topic).find(({ partitionId }) => partitionId === partition)?.leader ?? -1

  const produceTo = async (
    cluster: InnerCluster,
    nodeId: number,
    batches: readonly Batch[],
  ): Promise<ReadonlyMap<string, number | null>> => {
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
  return async (batches: readonly Batch[], { sent, isOver, onTrouble }: Writing): Promise<void> => {
    const left = new Set(batches)
    const backoff = createRetryBackoff(50, 1_000)
    const writeTo = async (cluster: InnerCluster, nodeId: number, some: readonly Batch[]): Promise<void> => {
      const offsets = await produceTo(cluster, nodeId, some)
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
        const cluster = await connection.open()
        await cluster.refreshMetadataIfNecessary()
        const byLeader = Map.groupBy(left, (batch) => leaderOf(cluster, batch))
        const done = await Promise.allSettled([...byLeader].map(([node, some]) => writeTo(cluster, node, some)))
        const failed = done.find((each) => each.status === 'rejected')
        if (failed === undefined) return
        throw failed.reason
      } catch (error) {
        onTrouble(error)
        if (isFenced(error) || requiresNewProducer(error) || isPermanentFault(error) || isOver()) throw error
        await pause(backoff.nextMs())
        await connection.recover(error) // Another broker may lead by now.
      }
    }
  }
}
