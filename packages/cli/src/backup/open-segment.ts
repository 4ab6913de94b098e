import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

export type SegmentWriter = {
  /** Waits while the disk is slow. Rejects when it is full. */
  readonly write: (line: string) => Promise<void>
  /** Resolves when the file is on the disk, with what the manifest says of it. */
  readonly end: () => Promise<{ readonly bytes: number; readonly sha256: string }>
}

/** A new file of lines, as gzip. */
export const openSegment = (path: string): SegmentWriter => {
  const gzip = createGzip()
  const hash = createHash('sha256')
  let bytes = 0
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  const written = pipeline(gzip, count, createWriteStream(path, { flags: 'wx', flush: true }))
  written.catch(() => {}) // Whoever writes next, or ends it, gets the error.
  return {
    write: async (line) => {
      if (!gzip.write(`${line}\n`)) await Promise.race([once(gzip, 'drain'), written])
    },
    end: async () => {
      gzip.end()
      await written
      return { bytes, sha256: hash.digest('hex') }
    },
  }
}
