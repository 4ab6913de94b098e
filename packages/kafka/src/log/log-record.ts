import type { KafkaMessage } from 'kafkajs'
import type { DecodedMessage } from '../kafkajs-patches/decode-records.ts'

/** One record as it stands in the log. Offsets and times are plain numbers (exact up to 2^53). */
export type LogRecord = {
  readonly partition: number
  readonly offset: number
  /** The broker's time of appending (LogAppendTime), not the time of the event. */
  readonly timestampMs: number
  readonly key: string | null
  /** A view into the bytes of the whole fetch, which stay in memory as long as it is held: copy what is kept. */
  readonly value: Buffer | null
  readonly headers: Readonly<Record<string, string>>
}

/**
 * A message as the swift decoder makes it, or (compressed batches) kafkajs's own. Runs for every record read, so it makes
 * one object, no Date and no promise.
 */
export const toLogRecord = (partition: number, message: KafkaMessage | DecodedMessage): LogRecord => ({
  partition,
  offset: Number(message.offset),
  timestampMs: Number(message.timestamp),
  key: message.key === null ? null : String(message.key),
  value: message.value,
  headers: Object.isFrozen(message.headers) ? (message.headers as LogRecord['headers']) : toHeaders(message.headers),
})

/** Of a name given twice the last counts. */
const toHeaders = (raw: KafkaMessage['headers']): LogRecord['headers'] => {
  const headers: Record<string, string> = {}
  for (const name in raw) {
    const value = raw[name]
    if (value !== undefined) headers[name] = String(Array.isArray(value) ? value[value.length - 1] : value)
  }
  return headers
}
