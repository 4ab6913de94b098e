import type { ClientSpec } from '../client/create-kafka-client.ts'
import { withAdmin } from './with-admin.ts'

export type ReadCommittedOffsetsSpec = ClientSpec & { readonly topic: string; readonly groupId: string }

/**
 * Per partition the next offset that the group has committed to Kafka, for services that keep their place there alone;
 * a partition with none is not in it. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readCommittedOffsets = async (spec: ReadCommittedOffsetsSpec): Promise<ReadonlyMap<number, number>> => {
  const { topic, groupId } = spec
  const found = await withAdmin(spec, async (admin) => {
    await admin.fetchTopicOffsets(topic) // kafkajs looks for the coordinator among the brokers it knows, and knows none yet.
    return admin.fetchOffsets({ groupId, topics: [topic] })
  })
  const offsets = found.flatMap(({ partitions }) => partitions)
  return new Map(
    offsets.map(({ partition, offset }) => [partition, Number(offset)] as const).filter(([, offset]) => offset >= 0),
  )
}
