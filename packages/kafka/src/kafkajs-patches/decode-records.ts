import type { ByteReader } from './create-byte-reader.ts'

/** What kafkajs needs of a batch to filter out aborted records. */
export type BatchContext = { readonly producerId: string; readonly inTransaction: boolean }

/** In kafkajs's shape, except that offset and timestamp are numbers and key and headers are text. */
export type DecodedMessage = {
  readonly offset: number
  readonly timestamp: number
  readonly key: string | null
  readonly value: Buffer | null
  readonly headers: Readonly<Record<string, string>>
  readonly isControlRecord: boolean
  readonly batchContext: BatchContext
}

const MAGIC = 2
const ATTRIBUTES = { compression: 0x07, logAppendTime: 0x08, transactional: 0x10, control: 0x20 }
const NO_HEADERS: Readonly<Record<string, string>> = Object.freeze({})

/** Before what a batch's length counts: 8 bytes of offset and the length itself. */
const BATCH_PREFIX_BYTES = 12

/** The last batch of a fetch may be cut off. Returns undefined for a form it does not read (compressed, or from before 2017). */
export const decodeRecords = (reader: ByteReader, end: number): DecodedMessage[] | undefined => {
  const messages: DecodedMessage[] = []
  while (end - reader.offset() >= BATCH_PREFIX_BYTES) {
    const firstOffset = reader.int64()
    const batchEnd = reader.int32() + reader.offset()
    if (batchEnd > end) break
    if (!decodeBatch(reader, firstOffset, messages)) return undefined
    reader.moveTo(batchEnd)
  }
  return messages
}

/** RecordBatch v2 (KIP-98): https://kafka.apache.org/documentation/#recordbatch */
const decodeBatch = (reader: ByteReader, firstOffset: number, messages: DecodedMessage[]): boolean => {
  reader.int32() // Partition leader epoch.
  if (reader.int8() !== MAGIC) return false
  reader.int32() // CRC: TCP has its own, and kafkajs does not look at it either.
  const attributes = reader.int16()
  if ((attributes & ATTRIBUTES.compression) !== 0) return false
  reader.int32() // Last offset delta.
  const firstTimestamp = reader.int64()
  const maxTimestamp = reader.int64()
  const producerId = String(reader.bigInt64())
  reader.int16() // Producer epoch.
  reader.int32() // First sequence.
  const isLogAppendTime = (attributes & ATTRIBUTES.logAppendTime) !== 0
  const isControlRecord = (attributes & ATTRIBUTES.control) !== 0
  const batchContext = { producerId, inTransaction: (attributes & ATTRIBUTES.transactional) !== 0 }
  for (let left = reader.int32(); left > 0; left -= 1) {
    reader.varint() // Length.
    reader.int8() // Attributes, unused.
    const timestampDelta = reader.varint()
    const timestamp = isLogAppendTime ? maxTimestamp : firstTimestamp + timestampDelta
    const offset = firstOffset + reader.varint()
    const keyBytes = reader.varint()
    const key = keyBytes < 0 ? null : reader.cachedText(keyBytes)
    const valueBytes = reader.varint()
    const value = valueBytes < 0 ? null : reader.view(valueBytes)
    const headersCount = reader.varint()
    const headers = headersCount > 0 ? decodeHeaders(reader, headersCount) : NO_HEADERS
    messages.push({ offset, timestamp, key, value, headers, isControlRecord, batchContext })
  }
  return true
}

/** Of repeated names the last one counts. */
const decodeHeaders = (reader: ByteReader, count: number): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {}
  for (let left = count; left > 0; left -= 1) {
    const name = reader.text(reader.varint())
    const valueBytes = reader.varint()
    headers[name] = valueBytes < 0 ? '' : reader.text(valueBytes)
  }
  return headers
}
