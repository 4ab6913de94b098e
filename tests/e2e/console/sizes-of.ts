import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`

/** Each file of a folder: as it is, and as it goes over a line that compresses. */
export const sizesOf = (folder: URL): readonly string[] =>
  readdirSync(folder)
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(new URL(name, folder))
      const plain = name.replace(/-[\w-]{8}\./, '.')
      return `${plain}: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} gzip`
    })
