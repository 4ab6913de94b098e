import type { ClientSpec } from '../client/create-kafka-client.ts'
import { withAdmin } from './with-admin.ts'

export type ReadCommittedOffsetsSpec = ClientSpec & { readonly topic: string; readonly groupId: string }

/**
 * The next offset by partition that the group has committed to Kafka, for services that keep their position nowhere else;
 * without partitions that have none. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readCommittedOffsets = async (spec: ReadCommittedOffsetsSpec): Promise<ReadonlyMap<number, number>> => {
  const { topic, groupId } = spec
  const found = await withAdmin(spec, async (admin) => {
    await admin.fetchTopicOffsets(topic) // kafkajs looks for the coordinator among brokers it knows, and knows none before this.
    return admin.fetchOffsets({ groupId, topics: [topic] })
  })
  const offsets = found.flatMap(({ partitions }) => partitions)
  return new Map(
    offsets.map(({ partition, offset }) => [partition, Number(offset)] as const).filter(([, offset]) => offset >= 0),
  )
}
