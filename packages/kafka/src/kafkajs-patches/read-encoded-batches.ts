import type { ByteReader } from './create-byte-reader.ts'

/**
 * A record batch of a fetch whose records are not read yet. kafkajs takes it for one message: it looks at the first three fields alone,
 * and no record of it comes near kafkajs.
 */
export type EncodedBatch = {
  /** Of its last record, also where compaction has removed that one. */
  readonly offset: number
  /** A transaction marker, which is for the client and not for its user. */
  readonly isControlRecord: boolean
  /** Whose transaction it is in. */
  readonly batchContext: { readonly producerId: string; readonly inTransaction: boolean }
  readonly firstOffset: number
  readonly firstTimestampMs: number
  /** When the broker appended it; undefined where the records have times of their own. */
  readonly appendedMs: number | undefined
  /** Of the whole response. */
  readonly reader: ByteReader
  /** Where in it the records begin, after their count. */
  readonly recordsAt: number
  readonly count: number
}

const MAGIC = 2
const ATTRIBUTES = { compression: 0x07, logAppendTime: 0x08, transactional: 0x10, control: 0x20 }

/** Before what a batch's length counts: 8 bytes of offset and the length itself. */
const BATCH_PREFIX_BYTES = 12

/**
 * The record batches up to `end`; the last one of a fetch may be cut off. Returns undefined for a form that is not read (compressed, or
 * from before 2017).
 */
export const readEncodedBatches = (reader: ByteReader, end: number): EncodedBatch[] | undefined => {
  const batches: EncodedBatch[] = []
  while (end - reader.offset() >= BATCH_PREFIX_BYTES) {
    const firstOffset = reader.int64()
    const batchEnd = reader.int32() + reader.offset()
    if (batchEnd > end) break
    const batch = readHeader(reader, firstOffset)
    if (batch === undefined) return undefined
    batches.push(batch)
    reader.moveTo(batchEnd)
  }
  return batches
}

/** RecordBatch v2 (KIP-98): https://kafka.apache.org/documentation/#recordbatch */
const readHeader = (reader: ByteReader, firstOffset: number): EncodedBatch | undefined => {
  reader.int32() // Partition leader epoch.
  if (reader.int8() !== MAGIC) return undefined
  reader.int32() // CRC: TCP has its own, and kafkajs does not look at it either.
  const attributes = reader.int16()
  if ((attributes & ATTRIBUTES.compression) !== 0) return undefined
  const offset = firstOffset + reader.int32()
  const firstTimestampMs = reader.int64()
  const maxTimestampMs = reader.int64()
  const producerId = String(reader.bigInt64())
  reader.int16() // Producer epoch.
  reader.int32() // First sequence.
  const count = reader.int32()
  return {
    offset,
    isControlRecord: (attributes & ATTRIBUTES.control) !== 0,
    batchContext: { producerId, inTransaction: (attributes & ATTRIBUTES.transactional) !== 0 },
    firstOffset,
    firstTimestampMs,
    appendedMs: (attributes & ATTRIBUTES.logAppendTime) === 0 ? undefined : maxTimestampMs,
    reader,
    recordsAt: reader.offset(),
    count,
  }
}
