/** Reads a Kafka response from front to back. 64-bit numbers are exact up to 2^53, which offsets and times stay below. */
export const createByteReader = (bytes: Buffer) => {
  let at = 0

  const int32 = (): number => {
    at += 4
    return bytes.readInt32BE(at - 4)
  }

  /** Base 128, low bits first, zigzag. Sums instead of shifts beyond 28 bits, since those are 32 bits wide in JavaScript. */
  const varint = (): number => {
    let byte = bytes[at++] ?? 0
    let value = byte & 0x7f
    for (let scale = 128; byte >= 0x80; scale *= 128) {
      byte = bytes[at++] ?? 0
      value += (byte & 0x7f) * scale
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  return {
    at: (): number => at,
    moveTo: (position: number): void => {
      at = position
    },
    int8: (): number => bytes.readInt8(at++),
    int16: (): number => {
      at += 2
      return bytes.readInt16BE(at - 2)
    },
    int32,
    int64: (): number => {
      at += 8
      return bytes.readInt32BE(at - 8) * 2 ** 32 + bytes.readUInt32BE(at - 4)
    },
    bigInt64: (): bigint => {
      at += 8
      return bytes.readBigInt64BE(at - 8)
    },
    varint,
    /** `length` bytes as text. */
    text: (length: number): string => {
      at += length
      return bytes.toString('utf8', at - length, at)
    },
    /** `length` bytes, not copied: they keep the whole response in memory as long as they are held. */
    view: (length: number): Buffer => {
      at += length
      return bytes.subarray(at - length, at)
    },
  }
}
export type ByteReader = ReturnType<typeof createByteReader>
