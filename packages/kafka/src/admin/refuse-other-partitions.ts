import type { Admin } from 'kafkajs'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { partitionsChanged } from '../client/require-partitions.ts'
import { readTopic } from '../log/read-topic.ts'
import type { Drift } from './compare-topics.ts'

/**
 * Throws LF_PARTITIONS_CHANGED for a topic with fewer partitions than its contract, and for one with more of which a record is
 * in those beyond it. Empty ones are logged as errors: nothing uses them, but a program that counts them will.
 */
export const refuseOtherPartitions = async (
  admin: Admin,
  client: ClientSpec,
  drift: readonly Drift[],
): Promise<void> => {
  for (const { topic, contract, found } of otherPartitions(drift)) {
    if (found < contract) throw partitionsChanged(topic, `${found} partitions, not ${contract}`)
    const offsets = await admin.fetchTopicOffsets(topic)
    const filled = offsets.filter(({ partition, low, high }) => partition >= contract && Number(high) > Number(low))
    const partitions = filled.map(({ partition }) => partition)
    if (partitions.length > 0)
      // Offsets may be of transaction markers alone.
      for await (const { partition, offset, timestampMs } of readTopic({ ...client, topic, partitions })) {
        const first = `record ${offset} of partition ${partition}, logged ${new Date(timestampMs).toISOString()}`
        throw partitionsChanged(
          topic,
          `${found} partitions, not ${contract}, and records in those added (${partitions.join(', ')}), for example ${first}`,
        )
      }
    client.logger.error({ event: 'topic.partitions-unused', topic, contract, found })
  }
}

/** Topics with another number of partitions than their contract. */
export const otherPartitions = (drift: readonly Drift[]) =>
  drift
    .filter(({ setting }) => setting === 'partitions')
    .map(({ topic, wanted, found }) => ({ topic, contract: Number(wanted), found: Number(found) }))
