import { createByteQueue } from './create-byte-queue.ts'

const FRAME_MAGIC = 0xfd2fb528
const SKIPPABLE_MAGIC = 0x184d2a50 // to 0x184d2a5f
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const
const CHECKSUM_BYTES = 4
const RLE_BLOCK = 1
const SKIP_BYTES = 65_536

/**
 * The frames of a zstd stream (RFC 8878 §3.1), each as a stream of its own: node's decompressor ends with the first. Skippable
 * frames, which pzstd writes, are left out. Each frame must be read to its end before the next is asked for. Holds one
 * block (128 KiB) at most. Throws where the stream ends inside a frame, and where something else follows one.
 */
export async function* cutZstdFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<AsyncGenerator<Buffer>> {
  const queue = createByteQueue(chunks)
  for (let frames = 0; await queue.hasMore(); frames += 1) {
    const magic = await queue.take(4)
    const number = magic.readUInt32LE()
    if (number === FRAME_MAGIC) yield readFrame(magic, queue)
    else if ((number & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) await skipFrame(queue)
    else throw new Error(`after ${frames} frames comes something that is no zstd: 0x${magic.toString('hex')}`)
  }
}

type ByteQueue = ReturnType<typeof createByteQueue>

async function* readFrame(magic: Buffer, queue: ByteQueue): AsyncGenerator<Buffer> {
  yield magic
  const descriptor = await queue.take(1)
  yield descriptor
  const flags = descriptor.readUInt8()
  const isSingleSegment = (flags & 0b10_0000) !== 0
  const contentSizeFlag = flags >> 6
  const contentSizeBytes =
    contentSizeFlag === 0 && isSingleSegment ? 1 : (CONTENT_SIZE_BYTES[contentSizeFlag as 0 | 1 | 2 | 3] ?? 0)
  const windowBytes = isSingleSegment ? 0 : 1
  yield await queue.take(windowBytes + DICTIONARY_ID_BYTES[(flags & 0b11) as 0 | 1 | 2 | 3] + contentSizeBytes)
  for (let isLast = false; !isLast; ) {
    const header = await queue.take(3)
    const bits = header.readUIntLE(0, 3)
    isLast = (bits & 1) === 1
    const isRle = ((bits >> 1) & 0b11) === RLE_BLOCK
    yield header
    yield await queue.take(isRle ? 1 : bits >> 3)
  }
  if ((flags & 0b100) !== 0) yield await queue.take(CHECKSUM_BYTES)
}

const skipFrame = async (queue: ByteQueue): Promise<void> => {
  let left = (await queue.take(4)).readUInt32LE()
  while (left > 0) left -= (await queue.take(Math.min(left, SKIP_BYTES))).length
}
