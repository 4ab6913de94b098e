import type { ClientSpec } from '../client/create-kafka-client.ts'
import { readTopic } from './read-topic.ts'

/** Of one record there is always as much as there is. */
const FETCH_BYTES_MAX = 16 * 1_024

/**
 * The log's time of the earliest record of a partition, milliseconds; null where it holds none, markers of transactions aside.
 * Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readFirstTime = async (
  spec: ClientSpec & { readonly topic: string },
  partition: number,
): Promise<number | null> => {
  const reading = { ...spec, partitions: [partition], partitionFetchBytesMax: FETCH_BYTES_MAX }
  for await (const { timestampMs } of readTopic(reading)) return timestampMs
  return null
}
