import type { TopicPartitions } from '@landfall/contracts'
import type { IHeaders } from 'kafkajs'
import { partitionFor } from './partition-for.ts'

/** One record to be appended. */
export type OutRecord = {
  readonly topic: string
  readonly key: string
  readonly value: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
  /** Instead of the one that follows from the key (murmur2, as Kafka's default partitioner). */
  readonly partition?: number
}

/** Where a record was appended. The offset is null if the broker did not return one (for a repeat). */
export type SentRecord = { readonly topic: string; readonly partition: number; readonly offset: number | null }

/** A message for kafkajs, with its partition, and what our size limits need. */
export type OutMessage = {
  readonly topic: string
  readonly key: string | null
  readonly value: string | Buffer | null
  readonly headers?: IHeaders
  /** Of topics whose times are their writers' (CreateTime); absent: now. */
  readonly timestamp?: number
  readonly partition: number
  readonly bytes: number
}

/** Of a record beside key, value and headers: lengths, offset and time deltas, attributes. */
const RECORD_OVERHEAD_BYTES = 32

/**
 * What becomes of records for these topics. The partition follows from the topic's contract, never from how many partitions the
 * topic has at present: a topic that is given more would scatter each key over two of them. Throws RangeError for another topic,
 * and for a partition that the contract does not have.
 */
export const createToMessage = (topics: readonly TopicPartitions[]): ((record: OutRecord) => OutMessage) => {
  const partitionsByTopic = new Map(topics.map(({ name, partitions }) => [name, partitions]))
  return (record) => {
    const { topic, key, value, headers } = record
    const partitions = partitionsByTopic.get(topic)
    if (partitions === undefined) throw new RangeError(`this producer was not opened for the topic ${topic}`)
    const { partition = partitionFor(key, partitions) } = record
    if (partition >= partitions)
      throw new RangeError(`${topic} has no partition ${partition}: ${partitions} by its contract`)
    return { topic, key, value, ...(headers && { headers }), partition, bytes: recordBytes(record) }
  }
}

type Sized = {
  readonly key: string | null
  readonly value: string | Buffer | null
  readonly headers?: Readonly<Record<string, string>>
}

/** In bytes, as Kafka counts a record. */
export const recordBytes = ({ key, value, headers }: Sized): number => {
  let bytes = RECORD_OVERHEAD_BYTES + Buffer.byteLength(key ?? '') + Buffer.byteLength(value ?? '')
  for (const name in headers) bytes += 8 + Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '')
  return bytes
}
