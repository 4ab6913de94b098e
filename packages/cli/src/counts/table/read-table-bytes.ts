import type { Readable } from 'node:stream'
import { openRecording } from '../../replay/open-recording.ts'
import { unpackRecording } from '../../replay/unpack-recording.ts'
import { beyondLimit, FILE_BYTES_MAX } from './beyond-limit.ts'

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1')

/** The bytes of a file or of stdin (`-`), gzip and zstd unpacked, a workbook (a zip) as it is. Throws a CommandError above FILE_BYTES_MAX. */
export const readTableBytes = async (path: string, stdin: Readable) => {
  const recording = await openRecording(path, stdin, (chunks) => chunks as AsyncGenerator<Buffer>)
  const { name } = recording
  const packed = await collect(recording.chunks, name)
  const isWorkbook = packed.subarray(0, ZIP.length).equals(ZIP)
  const bytes = isWorkbook
    ? packed
    : await collect(unpackRecording(once(packed), name, 'landfall report counts -'), name)
  return { name, bytes, isWorkbook }
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const collect = async (chunks: AsyncIterable<Buffer>, name: string): Promise<Buffer> => {
  const collected: Buffer[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > FILE_BYTES_MAX) {
      throw beyondLimit(
        name,
        `has more than ${FILE_BYTES_MAX} bytes`,
        'split it, or delete the sheets that are not needed',
      )
    }
    collected.push(chunk)
  }
  return Buffer.concat(collected)
}
