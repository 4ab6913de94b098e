import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { unpackRecording } from './unpack-recording.ts'

export type Recording = {
  readonly name: string
  /** Unpacked bytes, produced no faster than they are consumed. */
  readonly chunks: AsyncIterable<Buffer>
  /** Of the file on disk; null when it is not a file. */
  readonly sizeBytes: number | null
  /** How many of those bytes were read so far. */
  readonly readBytes: () => number
}

/** Opens a file or `-`, to be unpacked as it is read. Throws a CommandError that names the file. */
export const openRecording = async (path: string, stdin: Readable, unpack = unpackRecording): Promise<Recording> => {
  const name = path === '-' ? 'stdin' : path
  const { source, sizeBytes } = path === '-' ? { source: stdin, sizeBytes: null } : await openFile(path)
  let readBytes = 0
  const counted = countBytes(source, name, (bytes) => {
    readBytes += bytes
  })
  return { name, sizeBytes, readBytes: () => readBytes, chunks: unpack(counted, name) }
}

const openFile = async (path: string): Promise<{ source: Readable; sizeBytes: number | null }> => {
  let file: FileHandle
  try {
    file = await open(path)
  } catch (cause) {
    throw new CommandError(EXIT.noInput, `${path}: ${whyNotOpened(cause)}`, { cause })
  }
  const stats = await file.stat()
  await file.close()
  if (stats.isDirectory()) throw new CommandError(EXIT.noInput, `${path}: is a directory`)
  return { source: createReadStream(path, { highWaterMark: 262_144 }), sizeBytes: stats.isFile() ? stats.size : null }
}

const whyNotOpened = (cause: unknown): string => {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT') return 'there is no such file'
  return code === 'EACCES' ? 'may not be read' : String(cause)
}

async function* countBytes(source: Readable, name: string, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      count(chunk.length)
      yield chunk
    }
  } catch (cause) {
    throw new CommandError(EXIT.noInput, `${name}: ${String(cause)}`, { cause })
  }
}
