import { gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { unpackRecording } from './unpack-recording.ts'

const unpack = async (bytes: Buffer, cutEvery = bytes.length): Promise<string> => {
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let from = 0; from < bytes.length; from += cutEvery) yield bytes.subarray(from, from + cutEvery)
  }
  let text = ''
  for await (const chunk of unpackRecording(chunks(), 'x')) text += chunk.toString('latin1')
  return text
}

const [A, B] = ['first\n'.repeat(3), 'second\n']
// RFC 8878 §3.1.2: a magic number, a size, and anything.
const skippable = (bytes: number): Buffer => {
  const frame = Buffer.alloc(8 + bytes, 0x28)
  frame.writeUInt32LE(0x184d2a53, 0)
  frame.writeUInt32LE(bytes, 4)
  return frame
}
const withChecksum = { params: { 201: 1 } } // ZSTD_c_checksumFlag
const noise = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index * 7919) % 251))

test.each([
  ['as it is', Buffer.from(A), A],
  ['nothing', Buffer.alloc(0), ''],
  ['one gzip member', gzipSync(A), A],
  ['two gzip members', Buffer.concat([gzipSync(A), gzipSync(B)]), A + B],
  ['gzip padded with zeros, as from a tape', Buffer.concat([gzipSync(A), Buffer.alloc(512)]), A],
  ['one zstd frame', zstdCompressSync(A), A],
  ['two zstd frames', Buffer.concat([zstdCompressSync(A), zstdCompressSync(B, withChecksum)]), A + B],
  ['a skippable frame first', Buffer.concat([skippable(3), zstdCompressSync(A)]), A],
  [
    'skippable frames anywhere',
    Buffer.concat([zstdCompressSync(A), skippable(0), zstdCompressSync(B), skippable(99_999)]),
    A + B,
  ],
  [
    'many blocks, some of one byte repeated',
    Buffer.concat([zstdCompressSync(noise), zstdCompressSync(Buffer.alloc(400_000, 'a'))]),
    noise.toString('latin1') + 'a'.repeat(400_000),
  ],
] as const)('%s', async (_, packed, text) => {
  expect(await unpack(packed)).toBe(text)
  expect(await unpack(packed, 997)).toBe(text)
})

const tar = Buffer.alloc(1_024)
tar.write('ustar', 257)

test.each([
  [
    'a second frame that is cut off',
    Buffer.concat([zstdCompressSync(A), zstdCompressSync(B).subarray(0, -2)]),
    /zstd data is broken: it ends in the middle/,
  ],
  ['a first frame that is cut off', zstdCompressSync(A).subarray(0, -1), /zstd data is broken: it ends in the middle/],
  [
    'rubbish after the last frame',
    Buffer.concat([zstdCompressSync(A), Buffer.from('rubbish')]),
    /zstd data is broken: after 1 frames comes something that is no zstd/,
  ],
  [
    'a frame that was changed',
    Buffer.concat([zstdCompressSync(A), flipped(zstdCompressSync(B, withChecksum))]),
    /zstd data is broken/,
  ],
  [
    'a second member that is cut off',
    Buffer.concat([gzipSync(A), gzipSync(B).subarray(0, -3)]),
    /gzip data is broken: unexpected end of file/,
  ],
  [
    'rubbish after the last member',
    Buffer.concat([gzipSync(A), Buffer.from('rubbish')]),
    /gzip data is broken: incorrect header check/,
  ],
  ['tar', tar, /is a tar archive: tar -xOf x \| landfall replay -/],
  ['tar in gzip', gzipSync(tar), /is a tar archive/],
  ['tar in zstd', zstdCompressSync(tar), /is a tar archive/],
  ['zip', Buffer.from('PK\u0003\u0004 and more'), /is packed as a zip archive: unzip -p x/],
] as const)('%s is refused and named', async (_, packed, message) => {
  await expect(unpack(packed)).rejects.toThrow(message)
  await expect(unpack(packed, 5)).rejects.toThrow(message)
})

function flipped(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  const last = changed.length - 1
  changed.writeUInt8(changed.readUInt8(last) ^ 0xff, last)
  return changed
}
