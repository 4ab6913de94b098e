import { Readable } from 'node:stream'
import zlib, { createGunzip } from 'node:zlib'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import { cutZstdFrames } from './cut-zstd-frames.ts'

type Packing = 'none' | 'gzip' | 'zstd'

type Foreign = { readonly bytes: readonly number[]; readonly hint: (name: string, reader: string) => string }

const GZIP = [0x1f, 0x8b]
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd]
const FOREIGN: readonly Foreign[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], hint: (name, reader) => `a zip archive: unzip -p ${name} | ${reader}` },
  { bytes: [0x42, 0x5a, 0x68], hint: (name, reader) => `bzip2: bzcat ${name} | ${reader}` },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], hint: (name, reader) => `xz: xzcat ${name} | ${reader}` },
  { bytes: [0x04, 0x22, 0x4d, 0x18], hint: (name, reader) => `lz4: lz4cat ${name} | ${reader}` },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], hint: (name, reader) => `7z: 7z x -so ${name} | ${reader}` },
]
const PACKING_HEAD_BYTES = 6
const TAR_MAGIC = { at: 257, text: 'ustar' }

/**
 * Unpacks gzip, of any number of members, and zstd, of any number of frames, by their first bytes; passes on anything else.
 * `reader` is the command that reads it from stdin. Throws CommandErrors that name the file: where the data is broken, cut off or followed by something else, and for archives.
 */
export async function* unpackRecording(
  chunks: AsyncIterable<Buffer>,
  name: string,
  reader = 'landfall replay -',
): AsyncGenerator<Buffer> {
  const { head, all } = await peek(chunks, PACKING_HEAD_BYTES)
  const packing = packingOf(head, name, reader)
  const unpacked = await peek(packing === 'none' ? all : unpack(all, packing, name), TAR_MAGIC.at + 5)
  if (unpacked.head.toString('latin1', TAR_MAGIC.at) === TAR_MAGIC.text) {
    throw new CommandError(EXIT.data, `${name}: is a tar archive: tar -xOf ${name} | ${reader}`)
  }
  yield* unpacked.all
}

const packingOf = (head: Buffer, name: string, reader: string): Packing => {
  const begins = (bytes: readonly number[], from = 0) => bytes.every((byte, index) => head[from + index] === byte)
  const foreign = FOREIGN.find(({ bytes }) => begins(bytes))
  if (foreign !== undefined) throw new CommandError(EXIT.data, `${name}: is packed as ${foreign.hint(name, reader)}`)
  if (begins(GZIP)) return 'gzip'
  const isSkippable = ((head[0] ?? 0) & 0xf0) === 0x50 && begins([0x2a, 0x4d, 0x18], 1)
  return isSkippable || begins(ZSTD) ? 'zstd' : 'none'
}

async function* unpack(chunks: AsyncIterable<Buffer>, packing: 'gzip' | 'zstd', name: string): AsyncGenerator<Buffer> {
  try {
    // node's gunzip goes on with the next member by itself, and refuses what is none.
    if (packing === 'gzip') yield* through(chunks, createGunzip())
    else for await (const frame of cutZstdFrames(chunks)) yield* through(frame, zstdDecompressor())
  } catch (cause) {
    if (cause instanceof CommandError) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(EXIT.data, `${name}: the ${packing} data is broken: ${why}`, { cause })
  }
}

/** Not imported by name: Node below 22.15 has none, and could not load this file. */
const zstdDecompressor = (): ReturnType<typeof zlib.createZstdDecompress> => {
  if ('createZstdDecompress' in zlib) return zlib.createZstdDecompress()
  throw new CommandError(EXIT.data, 'zstd is unpacked by Node 22.15 and later alone', {
    hint: 'unpack it first: zstd -dc FILE | landfall replay -',
  })
}

async function* through(
  chunks: AsyncIterable<Buffer>,
  unpacker: ReturnType<typeof createGunzip | typeof zlib.createZstdDecompress>,
): AsyncGenerator<Buffer> {
  const source = Readable.from(chunks)
  source.on('error', (error) => unpacker.destroy(error))
  try {
    yield* source.pipe(unpacker) as AsyncIterable<Buffer>
  } finally {
    source.destroy()
  }
}

/** The first bytes, fewer where there are no more, and the whole stream including them. */
const peek = async (chunks: AsyncIterable<Buffer>, bytes: number) => {
  const source = chunks[Symbol.asyncIterator]()
  let begun = Buffer.alloc(0)
  while (begun.length < bytes) {
    const next = await source.next()
    if (next.done === true) break
    begun = Buffer.concat([begun, next.value])
  }
  async function* all(): AsyncGenerator<Buffer> {
    if (begun.length > 0) yield begun
    yield* { [Symbol.asyncIterator]: () => source }
  }
  return { head: begun.subarray(0, bytes), all: all() }
}
