/** A stream as UTF-8 where it begins with the byte order mark of UTF-16, which Windows programs write; else as it is. */
export async function* decodeUtf16(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: ReturnType<typeof decoderFor> | undefined
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue
    if (decoder === undefined) decoder = decoderFor(chunk)
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }))
  }
}

const decoderFor = (head: Buffer) => {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le')
  return head[0] === 0xfe && head[1] === 0xff ? new TextDecoder('utf-16be') : null
}
