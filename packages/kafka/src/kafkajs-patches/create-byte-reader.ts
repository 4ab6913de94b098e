import { createTextCache } from './create-text-cache.ts'

/** One for all responses: a key comes in each. */
const cachedText = createTextCache()

/** Reads a Kafka response from front to back. 64-bit numbers are exact up to 2^53, which offsets and times stay below. */
export const createByteReader = (bytes: Buffer) => {
  let offset = 0

  const int32 = (): number => {
    offset += 4
    return bytes.readInt32BE(offset - 4)
  }

  /** Base 128, low bits first. Sums instead of shifts beyond 28 bits, since those are 32 bits wide in JavaScript. */
  const unsignedVarint = (): number => {
    let byte = bytes[offset++] ?? 0
    let value = byte & 0x7f
    for (let scale = 128; byte >= 0x80; scale *= 128) {
      byte = bytes[offset++] ?? 0
      value += (byte & 0x7f) * scale
    }
    return value
  }

  /** The same, zigzag. */
  const varint = (): number => {
    const value = unsignedVarint()
    if (value < 2 ** 31) return (value >>> 1) ^ -(value & 1)
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  return {
    offset: (): number => offset,
    moveTo: (position: number): void => {
      offset = position
    },
    int8: (): number => bytes.readInt8(offset++),
    int16: (): number => {
      offset += 2
      return bytes.readInt16BE(offset - 2)
    },
    int32,
    int64: (): number => {
      offset += 8
      return bytes.readInt32BE(offset - 8) * 2 ** 32 + bytes.readUInt32BE(offset - 4)
    },
    bigInt64: (): bigint => {
      offset += 8
      return bytes.readBigInt64BE(offset - 8)
    },
    unsignedVarint,
    varint,
    /** `length` bytes as text. */
    text: (length: number): string => {
      offset += length
      return bytes.toString('utf8', offset - length, offset)
    },
    /** The same, for texts that come again and again. */
    cachedText: (length: number): string => {
      offset += length
      return cachedText(bytes, offset - length, offset)
    },
    /** `length` bytes, not copied: they keep the whole response in memory as long as they are held. */
    view: (length: number): Buffer => {
      offset += length
      return bytes.subarray(offset - length, offset)
    },
  }
}
export type ByteReader = ReturnType<typeof createByteReader>
