import type { IHeaders } from 'kafkajs'
import { murmur2 } from './partition-for.ts'

/** One record to be appended. */
export type OutRecord = {
  readonly topic: string
  readonly key: string
  readonly value: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
  /** Exactly this partition; comes before `partitionBy`. */
  readonly partition?: number
  /** Hash this string instead of the key (murmur2, as Kafka's default partitioner does with keys). */
  readonly partitionBy?: string
}

/** Where a record now stands. The offset is null when the broker did not tell it (a repeat it had already). */
export type SentRecord = { readonly topic: string; readonly partition: number; readonly offset: number | null }

/** As kafkajs takes it, with what our partitioner and our size limits need. */
export type OutMessage = {
  readonly topic: string
  readonly key: string
  readonly value: string | Buffer
  readonly headers?: IHeaders
  readonly hash: number
  readonly fixedPartition: number | undefined
  readonly bytes: number
}

/** What a record costs beyond key, value and headers: lengths, offset and time deltas, attributes. */
const RECORD_OVERHEAD_BYTES = 32

export const toOutMessage = (record: OutRecord): OutMessage => ({
  topic: record.topic,
  key: record.key,
  value: record.value,
  ...(record.headers && { headers: record.headers }),
  hash: record.partition === undefined ? murmur2(Buffer.from(record.partitionBy ?? record.key)) & 0x7fffffff : 0,
  fixedPartition: record.partition,
  bytes: sizeOf(record),
})

export const partitionOf = (message: OutMessage, partitions: number): number =>
  message.fixedPartition ?? message.hash % partitions

const sizeOf = ({ key, value, headers }: OutRecord): number => {
  let bytes = RECORD_OVERHEAD_BYTES + Buffer.byteLength(key) + Buffer.byteLength(value)
  for (const name in headers) bytes += 8 + Buffer.byteLength(name) + Buffer.byteLength(headers[name] ?? '')
  return bytes
}
