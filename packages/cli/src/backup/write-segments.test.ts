import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogRecord } from '@landfall/kafka'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Segment } from './backup-manifest.ts'
import { checkSegment, readSegment } from './read-segment.ts'
import { writeSegments } from './write-segments.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-segments-'))
})
afterAll(() => rm(folder, { recursive: true }))

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\u2028', 'a\nb\r', '\ufeff', '"'))
const aValue = fc.oneof(
  fc.constant(null),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  text.map((given) => Buffer.from(given)),
)
const aRecord = fc.record({
  gap: fc.nat({ max: 3 }),
  timestampMs: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
  key: fc.option(text),
  headers: fc.dictionary(fc.oneof(text, fc.constant('__proto__')), text),
  value: aValue,
})
const aLog = fc.array(aRecord, { maxLength: 20 }).map((given) => {
  let next = 0
  return given.map(({ gap, ...rest }): LogRecord => {
    const offset = next + gap
    next = offset + 1
    return { partition: 3, offset, ...rest }
  })
})

const inTurn = async function* (records: readonly LogRecord[]) {
  yield* records
}

let logs = 0
const write = (records: readonly LogRecord[], charactersMax: number): Promise<readonly Segment[]> => {
  logs += 1
  const nameOf = (offset: number): string => `audit-${logs}-${String(offset).padStart(16, '0')}.ndjson.gz`
  const pathOf = (file: string): string => join(folder, file)
  return writeSegments(inTurn(records), { nameOf, pathOf, onRecord: () => {}, charactersMax })
}

test('any records come back byte for byte, however they are cut into files', async () => {
  await fc.assert(
    fc.asyncProperty(aLog, fc.integer({ min: 1, max: 1_000 }), async (records, charactersMax) => {
      const segments = await write(records, charactersMax)
      const back: LogRecord[] = []
      for (const segment of segments) {
        await checkSegment(folder, segment)
        for await (const record of readSegment(folder, 3, segment)) back.push(record)
      }
      expect(back.map((record) => ({ ...record, headers: { ...record.headers } }))).toEqual(
        records.map((record) => ({ ...record, headers: { ...record.headers } })),
      )
      expect(segments.reduce((sum, segment) => sum + segment.records, 0)).toBe(records.length)
    }),
    { numRuns: 50 },
  )
})

test.each<readonly [string, Partial<Segment>, string]>([
  ['records', { records: 3 }, 'it has 2 records, the manifest says 3'],
  ['the last offset', { lastOffset: 9 }, 'it ends with offset 1, the manifest says 9'],
  ['where it begins', { firstOffset: 1 }, 'line 1: offset 0 after 0'],
])('a manifest that is wrong about %s is noticed while reading', async (_what, change, message) => {
  const record = { partition: 0, timestampMs: 1_700_000_000_000, key: null, headers: {}, value: null }
  const [segment] = await write([{ ...record, offset: 0 }, { ...record, offset: 1 }], 1_000) // biome-ignore format: one thought
  if (segment === undefined) throw new Error('no file')
  const reading = Array.fromAsync(readSegment(folder, 0, { ...segment, ...change }))
  await expect(reading).rejects.toThrow(message)
})
