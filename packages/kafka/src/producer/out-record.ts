import type { IHeaders } from 'kafkajs'
import { murmur2 } from './partition-for.ts'

/** One record to be appended. */
export type OutRecord = {
  readonly topic: string
  readonly key: string
  readonly value: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
  /** Chooses the partition instead of the key (murmur2, as Kafka's default partitioner). */
  readonly partitionBy?: string
}

/** Where a record was appended. The offset is null if the broker did not return one (for a repeat). */
export type SentRecord = { readonly topic: string; readonly partition: number; readonly offset: number | null }

/** A message for kafkajs, with what our partitioner and our size limits need. */
export type OutMessage = {
  readonly topic: string
  readonly key: string | null
  readonly value: string | Buffer | null
  readonly headers?: IHeaders
  /** Of topics whose times are their writers' (CreateTime); absent: now. */
  readonly timestamp?: number
  readonly hash: number
  readonly bytes: number
}

/** Of a record beside key, value and headers: lengths, offset and time deltas, attributes. */
const RECORD_OVERHEAD_BYTES = 32

export const toOutMessage = (record: OutRecord): OutMessage => ({
  topic: record.topic,
  key: record.key,
  value: record.value,
  ...(record.headers && { headers: record.headers }),
  hash: murmur2(Buffer.from(record.partitionBy ?? record.key)) & 0x7fffffff,
  bytes: recordBytes(record),
})

export const partitionOf = ({ hash }: OutMessage, partitions: number): number => hash % partitions

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
