import type { LogRecord } from '../log/log-record.ts'
import type { ByteReader } from './create-byte-reader.ts'
import type { EncodedBatch } from './read-encoded-batches.ts'

const NO_HEADERS: LogRecord['headers'] = Object.freeze({})

/** Appends the batch's records from `fromOffset` on: a fetch may begin in the middle of a batch. */
export const decodeRecords = (
  batch: EncodedBatch,
  partition: number,
  fromOffset: number,
  records: LogRecord[],
): void => {
  const { reader, firstOffset, firstTimestampMs, appendedMs } = batch
  reader.moveTo(batch.recordsAt)
  for (let left = batch.count; left > 0; left -= 1) {
    reader.varint() // Length.
    reader.int8() // Attributes, unused.
    const timestampMs = firstTimestampMs + reader.varint()
    const offset = firstOffset + reader.varint()
    const keyBytes = reader.varint()
    const key = keyBytes < 0 ? null : reader.cachedText(keyBytes)
    const valueBytes = reader.varint()
    const value = valueBytes < 0 ? null : reader.view(valueBytes)
    const headersCount = reader.varint()
    const headers = headersCount > 0 ? decodeHeaders(reader, headersCount) : NO_HEADERS
    if (offset >= fromOffset)
      records.push({ partition, offset, timestampMs: appendedMs ?? timestampMs, key, value, headers })
  }
}

/** Of repeated names the last one counts. */
const decodeHeaders = (reader: ByteReader, count: number): LogRecord['headers'] => {
  const headers: Record<string, string> = {}
  for (let left = count; left > 0; left -= 1) {
    const name = reader.text(reader.varint())
    const valueBytes = reader.varint()
    headers[name] = valueBytes < 0 ? '' : reader.text(valueBytes)
  }
  return headers
}
