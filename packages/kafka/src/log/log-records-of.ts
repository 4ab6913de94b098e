import type { KafkaMessage } from 'kafkajs'
import { decodeRecords } from '../kafkajs-patches/decode-records.ts'
import type { EncodedBatch } from '../kafkajs-patches/read-encoded-batches.ts'
import { type LogRecord, toLogRecord } from './log-record.ts'

type Fetched = {
  readonly partition: number
  /** What kafkajs has taken for messages: record batches of our decoder, or (of compressed ones) its own. */
  readonly messages: readonly (KafkaMessage | EncodedBatch)[]
  /** The offset that was asked for. */
  readonly fromOffset: number
}

/** The records of one partition in a fetch. */
export const logRecordsOf = ({ partition, messages, fromOffset }: Fetched): readonly LogRecord[] => {
  const records: LogRecord[] = []
  for (const message of messages) {
    if ('reader' in message) decodeRecords(message, partition, fromOffset, records)
    else records.push(toLogRecord(partition, message))
  }
  return records
}
