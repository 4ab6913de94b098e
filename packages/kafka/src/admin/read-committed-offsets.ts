import type { ClientSpec } from '../client/create-kafka-client.ts'
import { toLandfallError } from '../client/kafka-fault.ts'
import { withAdmin } from './with-admin.ts'

export type ReadCommittedOffsetsSpec = ClientSpec & { readonly topic: string; readonly groupId: string }

/**
 * The next offset by partition that the group has committed to Kafka, for services that keep their position nowhere else;
 * without partitions that have none. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readCommittedOffsets = async (spec: ReadCommittedOffsetsSpec): Promise<ReadonlyMap<number, number>> => {
  const { topic, groupId } = spec
  const found = await withAdmin(spec, async (admin) => {
    try {
      await admin.fetchTopicOffsets(topic) // kafkajs looks for the coordinator among brokers it knows, and knows none before this.
      return await admin.fetchOffsets({ groupId, topics: [topic] })
    } catch (error) {
      throw toLandfallError(`reading how far ${groupId} is in ${topic}`, error)
    }
  })
  const offsets = found.flatMap(({ partitions }) => partitions)
  return new Map(
    offsets.map(({ partition, offset }) => [partition, Number(offset)] as const).filter(([, offset]) => offset >= 0),
  )
}
