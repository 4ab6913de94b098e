import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { LogRecord } from '@landfall/kafka'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import type { Segment } from './backup-manifest.ts'
import { storedRecord } from './stored-record.ts'

/** Throws a CommandError if the file is not, byte for byte, the one that was written. */
export const checkSegment = async (dir: string, { file, bytes, sha256 }: Segment): Promise<void> => {
  const hash = createHash('sha256')
  let found = 0
  try {
    for await (const chunk of createReadStream(join(dir, file))) {
      hash.update(chunk as Buffer)
      found += (chunk as Buffer).length
    }
  } catch (cause) {
    throw new CommandError(EXIT.data, `${file}: cannot be read`, { cause })
  }
  if (found !== bytes) throw damaged(file, `it has ${found} bytes, the manifest says ${bytes}`)
  if (hash.digest('hex') !== sha256) throw damaged(file, 'its SHA-256 is not that of the manifest')
}

/** The records of a file, in order. Throws a CommandError if they are not what the manifest says. */
export async function* readSegment(dir: string, partition: number, segment: Segment): AsyncGenerator<LogRecord> {
  const { file, records, firstOffset, lastOffset } = segment
  let count = 0
  let last = firstOffset - 1
  for await (const line of linesOf(join(dir, file))) {
    const record = storedRecord.parse(partition, line)
    if (!record.ok) throw damaged(file, `line ${count + 1}: ${record.reason}`)
    if (record.value.offset <= last)
      throw damaged(file, `line ${count + 1}: offset ${record.value.offset} after ${last}`)
    count += 1
    last = record.value.offset
    yield record.value
  }
  if (count !== records) throw damaged(file, `it has ${count} records, the manifest says ${records}`)
  if (last !== lastOffset) throw damaged(file, `it ends with offset ${last}, the manifest says ${lastOffset}`)
}

const LINE_END = 0x0a

/** Ended by LF alone: Node's readline also cuts at U+2028, which may be in a name. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const unpacked = createGunzip()
  pipeline(createReadStream(path), unpacked, () => {}) // Whoever reads it gets the error.
  let rest: Buffer[] = []
  for await (const chunk of unpacked) {
    let bytes = chunk as Buffer
    for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END)) {
      yield Buffer.concat([...rest, bytes.subarray(0, end)]).toString()
      rest = []
      bytes = bytes.subarray(end + 1)
    }
    if (bytes.length > 0) rest.push(bytes)
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString()
}

const damaged = (file: string, why: string): CommandError =>
  new CommandError(EXIT.data, `${file} is damaged: ${why}`, { hint: 'use another copy of the backup' })
