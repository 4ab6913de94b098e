import type { TopicPartitions } from '@landfall/contracts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { readTopic } from '../log/read-topic.ts'
import { type AreaPlace, foldPlacements } from './fold-placements.ts'

export type ReadPlacementsSpec = ClientSpec & { readonly placements: Pick<TopicPartitions, 'name'> }

/** The topic of placements as it is now. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const readPlacements = async ({
  placements: { name: topic },
  ...client
}: ReadPlacementsSpec): Promise<readonly AreaPlace[]> => {
  const records = await Array.fromAsync(readTopic({ ...client, topic }))
  return foldPlacements(records, ({ partition, offset }) =>
    client.logger.error({ event: 'record.unreadable', topic, partition, offset, reason: 'is no placement of an area' }),
  )
}
