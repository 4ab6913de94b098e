import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'

export type Recording = {
  readonly name: string
  /** Unpacked bytes, produced no faster than they are consumed. */
  readonly chunks: AsyncIterable<Buffer>
  /** Of the file on disk; null when it is not a file. */
  readonly sizeBytes: number | null
  /** How many of those bytes were read so far. */
  readonly readBytes: () => number
}

/** Opens a file or `-`, unpacking gzip and zstd by their first bytes. Throws CommandErrors that name the file. */
export const openRecording = async (path: string, stdin: Readable): Promise<Recording> => {
  const name = path === '-' ? 'stdin' : path
  const { source, sizeBytes } = path === '-' ? { source: stdin, sizeBytes: null } : await openFile(path)
  let readBytes = 0
  const counted = countBytes(source, (bytes) => {
    readBytes += bytes
  })
  const { head, all } = await peek(counted, name)
  const packing = packingOf(head, name)
  return { name, sizeBytes, readBytes: () => readBytes, chunks: unpack(all, packing, name) }
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

async function* countBytes(source: Readable, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of source as AsyncIterable<Buffer>) {
    count(chunk.length)
    yield chunk
  }
}

const HEAD_BYTES = 6

/** The first bytes, and the whole stream including them. */
const peek = async (chunks: AsyncGenerator<Buffer>, name: string) => {
  let head = Buffer.alloc(0)
  try {
    while (head.length < HEAD_BYTES) {
      const next = await chunks.next()
      if (next.done === true) break
      head = Buffer.concat([head, next.value])
    }
  } catch (cause) {
    throw new CommandError(EXIT.noInput, `${name}: ${String(cause)}`, { cause })
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield head
    yield* chunks
  }
  return { head, all: all() }
}

type Packing = 'none' | 'gzip' | 'zstd'

const MAGIC: readonly { readonly bytes: readonly number[]; readonly packing: Packing }[] = [
  { bytes: [0x1f, 0x8b], packing: 'gzip' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], packing: 'zstd' },
]
const FOREIGN: readonly { readonly bytes: readonly number[]; readonly hint: (name: string) => string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], hint: (name) => `a zip archive: unzip -p ${name} | landfall replay -` },
  { bytes: [0x42, 0x5a, 0x68], hint: (name) => `bzip2: bzcat ${name} | landfall replay -` },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], hint: (name) => `xz: xzcat ${name} | landfall replay -` },
]

const packingOf = (head: Buffer, name: string): Packing => {
  const begins = (bytes: readonly number[]) => bytes.every((byte, index) => head[index] === byte)
  const foreign = FOREIGN.find(({ bytes }) => begins(bytes))
  if (foreign !== undefined) throw new CommandError(EXIT.data, `${name}: is packed as ${foreign.hint(name)}`)
  return MAGIC.find(({ bytes }) => begins(bytes))?.packing ?? 'none'
}

async function* unpack(chunks: AsyncGenerator<Buffer>, packing: Packing, name: string): AsyncGenerator<Buffer> {
  if (packing === 'none') {
    yield* chunks
    return
  }
  const unpacker = packing === 'gzip' ? createGunzip() : createZstdDecompress()
  const source = Readable.from(chunks)
  source.on('error', (error) => unpacker.destroy(error))
  try {
    yield* source.pipe(unpacker) as AsyncIterable<Buffer>
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(EXIT.data, `${name}: the ${packing} data is broken: ${why}`, { cause })
  } finally {
    source.destroy()
  }
}
