const TEXT_WHOLE = 0x81
const LENGTH_IN_2_BYTES = 126
const LENGTH_IN_8_BYTES = 127

/**
 * Encodes a text message as a server sends it (RFC 6455, 5.2): one fragment, unmasked, uncompressed. Every client gets the
 * same bytes, which saves the framing and a second write for each.
 */
export const wireFrame = (parts: readonly Buffer[]): Buffer => {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([headOf(length), ...parts])
}

export const wireJson = (content: unknown): Buffer => wireFrame([Buffer.from(JSON.stringify(content))])

const headOf = (length: number): Buffer => {
  if (length < LENGTH_IN_2_BYTES) return Buffer.from([TEXT_WHOLE, length])
  if (length <= 0xffff) return Buffer.from([TEXT_WHOLE, LENGTH_IN_2_BYTES, length >> 8, length & 0xff])
  const head = Buffer.alloc(10)
  head[0] = TEXT_WHOLE
  head[1] = LENGTH_IN_8_BYTES
  head.writeBigUInt64BE(BigInt(length), 2)
  return head
}
