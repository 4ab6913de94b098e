/**
 * Where one alert's records are in a topic, packed: some ten bytes for each, so that the index of every alert fits in memory.
 * Grows at its end only; never changed within.
 */
export type RecordIndex = {
  bytes: Uint8Array
  /** How much of `bytes` is used. */
  length: number
  records: number
  last: IndexedRecord
}

export type IndexedRecord = {
  readonly offset: number
  readonly timeMs: number
  /** The version of the alert; 0 for an action. */
  readonly version: number
  /** The first 48 bits of a hash of the value; 0 for an action. Distinguishes a repeat from a contradiction. */
  readonly hash: number
}

const BEFORE_ALL: IndexedRecord = { offset: 0, timeMs: 0, version: 0, hash: 0 }
const HASH_BYTES = 6
/** Three numbers of at most 8 bytes each, and the hash. */
const RECORD_BYTES_MAX = 3 * 8 + HASH_BYTES
const FIRST_BYTES = 32

export const createRecordIndex = (): RecordIndex => ({
  bytes: new Uint8Array(0),
  length: 0,
  records: 0,
  last: BEFORE_ALL,
})

/** Expects records in the order of their offsets. */
export const addToIndex = (index: RecordIndex, record: IndexedRecord): void => {
  reserve(index)
  const { last } = index
  putNumber(index, record.offset - last.offset)
  putNumber(index, zigzag(record.timeMs - last.timeMs))
  putNumber(index, record.version - last.version)
  for (let left = record.hash, at = 0; at < HASH_BYTES && record.version > 0; at += 1) {
    index.bytes[index.length] = left % 256
    index.length += 1
    left = Math.floor(left / 256)
  }
  index.last = record
  index.records += 1
}

/** All records, in the order of their offsets. */
export const recordsOf = (index: RecordIndex): readonly IndexedRecord[] => {
  const found: IndexedRecord[] = []
  let at = 0
  const take = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = index.bytes[at] ?? 0
      at += 1
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  let last = BEFORE_ALL
  while (at < index.length) {
    const offset = last.offset + take()
    const timeMs = last.timeMs + unzigzag(take())
    const version = last.version + take()
    let hash = 0
    if (version > 0) {
      for (let byte = HASH_BYTES - 1; byte >= 0; byte -= 1) hash = hash * 256 + (index.bytes[at + byte] ?? 0)
      at += HASH_BYTES
    }
    last = { offset, timeMs, version, hash }
    found.push(last)
  }
  return found
}

/** An index of the same records, in no more memory than it needs. `below`: only of those with a lower offset. */
export const cutIndex = (index: RecordIndex, below = Number.POSITIVE_INFINITY): RecordIndex => {
  if (index.last.offset < below) return { ...index, bytes: index.bytes.slice(0, index.length) }
  const cut = createRecordIndex()
  for (const record of recordsOf(index)) if (record.offset < below) addToIndex(cut, record)
  return { ...cut, bytes: cut.bytes.slice(0, cut.length) }
}

/** Reads an index from its bytes. */
export const indexFrom = (bytes: Uint8Array): RecordIndex => {
  const index = { bytes, length: bytes.length, records: 0, last: BEFORE_ALL }
  const records = recordsOf(index)
  return { ...index, records: records.length, last: records.at(-1) ?? BEFORE_ALL }
}

export const versionInIndex = (index: RecordIndex, version: number): IndexedRecord | undefined =>
  version === index.last.version && index.records > 0
    ? index.last
    : recordsOf(index).find((record) => record.version === version)

const reserve = (index: RecordIndex): void => {
  if (index.bytes.length - index.length >= RECORD_BYTES_MAX) return
  const grown = new Uint8Array(Math.max(FIRST_BYTES, index.length + RECORD_BYTES_MAX, Math.ceil(index.length * 1.5)))
  grown.set(index.bytes.subarray(0, index.length))
  index.bytes = grown
}

/** Seven bits a byte, the lowest first. Arithmetic, as times do not fit into 32 bits. */
const putNumber = (index: RecordIndex, value: number): void => {
  let left = value
  for (; left >= 128; left = Math.floor(left / 128)) {
    index.bytes[index.length] = (left % 128) + 128
    index.length += 1
  }
  index.bytes[index.length] = left
  index.length += 1
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value)
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2)
