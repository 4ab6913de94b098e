import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { logRecordsOf } from '../log/log-records-of.ts'
import { createByteReader } from './create-byte-reader.ts'
import { type DecodedFetch, decodeFetch } from './decode-fetch.ts'
import type { KafkajsInternals } from './kafkajs-internals.ts'

// kafkajs's own encoder and decoder say what is right.
const inner = createRequire(import.meta.url)
type Encoder = { readonly buffer: Buffer } & Record<string, (value: unknown) => Encoder>
const Encoder = inner('kafkajs/src/protocol/encoder') as new () => Encoder
const encodeRecord = inner('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => Encoder
const { RecordBatch } = inner('kafkajs/src/protocol/recordBatch/v0') as { RecordBatch: (b: object) => Promise<Encoder> }
const { decode } = inner('kafkajs/src/protocol/requests/fetch/v11/response') as {
  readonly decode: (payload: Buffer) => Promise<DecodedFetch>
}
const KafkajsBatch = inner('kafkajs/src/consumer/batch') as KafkajsInternals['Batch']

type Batch = {
  readonly firstOffset: bigint
  readonly firstTimestamp: number
  readonly transactional: boolean
  readonly attributes: number
  readonly records: readonly object[]
}

const encodeBatch = async ({ attributes, records, ...batch }: Batch, compression = 0): Promise<Buffer> => {
  const encoded = records.map((record, offsetDelta) => encodeRecord({ ...record, offsetDelta }))
  const maxTimestamp = batch.firstTimestamp + 77
  const lastOffsetDelta = records.length - 1
  const whole = { ...batch, lastOffsetDelta, maxTimestamp, producerId: 9n, compression, records: encoded }
  const { buffer } = await RecordBatch(whole)
  buffer.writeInt16BE(buffer.readInt16BE(21) | attributes, 21) // The producer's side cannot set these.
  return buffer
}

type Partition = { readonly errorCode: number; readonly log: Buffer; readonly isAborted?: boolean }

const encodeFetch = (partitions: readonly Partition[]): Buffer => {
  const encoder = new Encoder()
  const write = (kind: string, ...values: unknown[]) => {
    for (const value of values) encoder[`write${kind}`]?.(value)
  }
  write('Int32', 5)
  write('Int16', 0)
  write('Int32', 0, 1)
  write('String', 'landfall.observations.v1')
  write('Int32', partitions.length)
  for (const [partition, { errorCode, log, isAborted = false }] of partitions.entries()) {
    write('Int32', partition)
    write('Int16', errorCode)
    write('Int64', 9_007_199_254_740_991n, 1_234n, 0n)
    write('Int32', Number(isAborted))
    if (isAborted) write('Int64', 9n, 3n)
    write('Int32', -1)
    write('Bytes', log)
  }
  return encoder.buffer
}

/** kafkajs throws a RangeError at a log shorter than this. */
const KAFKAJS_BYTES_MIN = 17

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const record = fc.record({
  key: fc.option(text, { nil: null }),
  value: fc.option(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    { nil: null },
  ),
  headers: fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), text, { maxKeys: 3, noNullPrototype: true }),
  timestampDelta: fc.integer({ min: 0, max: 2 ** 40 }),
})
const batch: fc.Arbitrary<Batch> = fc.record({
  firstOffset: fc.bigInt({ min: 0n, max: 2n ** 52n }),
  firstTimestamp: fc.integer({ min: 0, max: 2 ** 42 }),
  transactional: fc.boolean(),
  attributes: fc.constantFrom(0, 0x08, 0x20), // Created by the producer, LogAppendTime, a control batch.
  records: fc.array(record, { minLength: 1, maxLength: 5 }),
})

/** As it is read from an offset on. */
const seen = ({ responses, ...rest }: DecodedFetch, fromOffset: number) => ({
  ...rest,
  responses: responses.map(({ topicName, partitions }) => ({
    topicName,
    partitions: partitions.map((data) => {
      const batch = new KafkajsBatch(topicName, String(fromOffset), data)
      const { messages: _messages, ...head } = data
      const records = logRecordsOf({ partition: data.partition, messages: batch.messages, fromOffset })
      return { ...head, records, lastOffset: Number(batch.lastOffset()) }
    }),
  })),
})

test('any response reads as kafkajs reads it, also one whose last batch is cut off', async () => {
  const partition = fc.record({
    errorCode: fc.constantFrom(0, 1),
    batches: fc.array(batch, { maxLength: 3 }),
    cutBytes: fc.integer({ min: 0, max: 90 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(partition, { maxLength: 3 }), fc.nat(6), async (partitions, place) => {
      const offsets = partitions.flatMap(({ batches }) => batches.map(({ firstOffset }) => Number(firstOffset)))
      const fromOffset = (offsets[place % offsets.length] ?? 0) + (place % 3) // Perhaps from the middle of a batch.
      const logs = partitions.map(async ({ errorCode, batches, cutBytes }) => {
        const log = Buffer.concat(await Promise.all(batches.map((one) => encodeBatch(one))))
        const cut = log.subarray(0, Math.max(0, log.length - cutBytes))
        return { errorCode, log: cut.length > KAFKAJS_BYTES_MIN ? cut : Buffer.alloc(0) }
      })
      const payload = encodeFetch(await Promise.all(logs))
      const ours = decodeFetch(payload)
      expect(ours && seen(ours, fromOffset)).toEqual(seen(await decode(payload), fromOffset))
    }),
    { numRuns: 300 },
  )
})

const records = [{ key: 'k', value: Buffer.from('v'), headers: {} }]
const plain = { firstOffset: 0n, firstTimestamp: 0, transactional: false, attributes: 0, records }

test('a compressed batch is left to kafkajs, as is a fetch with aborted records', async () => {
  const log = await encodeBatch(plain)
  expect(decodeFetch(encodeFetch([{ errorCode: 0, log }]))).toBeDefined()
  expect(decodeFetch(encodeFetch([{ errorCode: 0, log: await encodeBatch(plain, 1) }]))).toBe(undefined)
  expect(decodeFetch(encodeFetch([{ errorCode: 0, log, isAborted: true }]))).toBe(undefined)
})

test('a batch ends where it did before compaction took its last records', async () => {
  const log = await encodeBatch({ ...plain, firstOffset: 40n })
  log.writeInt32BE(9, 23) // How far the offset of its last record is from that of the first.
  const decoded = decodeFetch(encodeFetch([{ errorCode: 0, log }]))
  const read = (fromOffset: number) => decoded && seen(decoded, fromOffset).responses[0]?.partitions[0]
  expect(read(40)).toMatchObject({ records: [{ offset: 40 }], lastOffset: 49 })
  expect(read(41)).toMatchObject({ records: [], lastOffset: 49 })
})

test.each([
  [[0x00], 0],
  [[0x01], -1],
  [[0x02], 1],
  [[0xfe, 0xff, 0xff, 0xff, 0x0f], 2 ** 31 - 1],
  [[0xff, 0xff, 0xff, 0xff, 0x0f], -(2 ** 31)],
  [[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], 2 ** 41],
])('varint %j is %i', (bytes, value) => {
  expect(createByteReader(Buffer.from(bytes)).varint()).toBe(value)
})

test('64-bit numbers are exact up to 2^53, and below 0', () => {
  for (const value of [0n, 1n, -1n, 2n ** 32n, 2n ** 53n - 1n, -(2n ** 40n) - 3n]) {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64BE(value)
    expect(createByteReader(bytes).int64()).toBe(Number(value))
  }
})
