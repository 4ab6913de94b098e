import type { KafkaMessage } from 'kafkajs'

/** One record of the log. Offsets and times are plain numbers (exact up to 2^53). */
export type LogRecord = {
  readonly partition: number
  readonly offset: number
  /** When the broker appended it (LogAppendTime), not the time of the event. */
  readonly timestampMs: number
  readonly key: string | null
  /** A view of the whole fetch's bytes, which stay in memory as long as it is held: copy what you keep. */
  readonly value: Buffer | null
  readonly headers: Readonly<Record<string, string>>
}

/** Converts a message as kafkajs decodes it. */
export const toLogRecord = (partition: number, message: KafkaMessage): LogRecord => ({
  partition,
  offset: Number(message.offset),
  timestampMs: Number(message.timestamp),
  key: message.key === null ? null : String(message.key),
  value: message.value,
  headers: toHeaders(message.headers),
})

/** Of repeated names the last one counts. */
const toHeaders = (raw: KafkaMessage['headers']): LogRecord['headers'] => {
  const headers: Record<string, string> = {}
  for (const name in raw) {
    const value = raw[name]
    if (value !== undefined) headers[name] = String(Array.isArray(value) ? value[value.length - 1] : value)
  }
  return headers
}
