import type { KafkaMessage } from 'kafkajs'

/** One record as it stands in the log. Offsets and times are plain numbers (exact up to 2^53). */
export type LogRecord = {
  readonly partition: number
  readonly offset: number
  /** The broker's time of appending (LogAppendTime), not the time of the event. */
  readonly timestampMs: number
  readonly key: string | null
  readonly value: Buffer | null
  readonly headers: Readonly<Record<string, string>>
}

const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({})

/** Runs for every record read, so it makes one object, no Date and no promise, and shares the empty headers. */
export const toLogRecord = (partition: number, message: KafkaMessage): LogRecord => ({
  partition,
  offset: Number(message.offset),
  timestampMs: Number(message.timestamp),
  key: message.key === null ? null : message.key.toString(),
  value: message.value,
  headers: toHeaders(message.headers),
})

const toHeaders = (raw: KafkaMessage['headers']): Readonly<Record<string, string>> => {
  let headers: Record<string, string> | undefined
  for (const name in raw) {
    const value = raw[name]
    if (value === undefined) continue
    headers ??= {}
    headers[name] = String(Array.isArray(value) ? value[value.length - 1] : value)
  }
  return headers ?? NO_HEADERS
}
