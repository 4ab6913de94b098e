import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { anOpenIngest } from './testing/an-open-ingest.ts'

let ingest: Awaited<ReturnType<typeof anOpenIngest>>
beforeAll(async () => {
  ingest = await anOpenIngest({ brokers: inject('kafkaBrokers') })
  await ingest.untilReady()
})
afterAll(() => ingest.close())

const position = (craft: number, second = 0) => ({
  type: 'position',
  craftId: `mmsi:${512_000_000 + craft}`,
  observedAt: new Date(Date.UTC(2024, 10, 23, 9, 30, second)).toISOString(),
  source: { id: 'kaitaia', kind: 'ais' },
  longitude: 173.1,
  latitude: -34.4,
})
const lines = (records: readonly unknown[]): string => records.map((record) => JSON.stringify(record)).join('\n')

test('10,000 lines: every one is in the log once acknowledged, by craft and in order', async () => {
  const sent = Array.from({ length: 10_000 }, (_, n) => position(n % 100, Math.floor(n / 100) % 60))
  const { status, answer } = await ingest.post(gzipSync(lines(sent)), { 'content-encoding': 'gzip' })
  expect([status, answer]).toEqual([202, { accepted: 10_000, rejected: [] }])

  const records = await ingest.readObservations()
  expect(records).toHaveLength(10_000)
  const partitions = new Map<unknown, Set<number>>()
  for (const { key, partition, value } of records) {
    expect(key).toBe(value.craftId)
    partitions.set(key, (partitions.get(key) ?? new Set()).add(partition))
  }
  expect([...partitions.values()].every((seen) => seen.size === 1)).toBe(true)
  const ofOne = records.filter(({ key }) => key === 'mmsi:512000007').map(({ value }) => value.observedAt)
  expect(ofOne).toEqual(sent.filter(({ craftId }) => craftId === 'mmsi:512000007').map(({ observedAt }) => observedAt))
})

test('real and exercise records go to topics of their own', async () => {
  await ingest.post(lines([position(4_711), { ...position(4_711), exercise: true }]))
  const ofCraft = ({ key }: { readonly key: string | null }): boolean => key === 'mmsi:512004711'
  const real = (await ingest.readObservations()).filter(ofCraft)
  const exercises = (await ingest.readExercises()).filter(ofCraft)
  expect([real, exercises].map((records) => records.map(({ value }) => value.exercise))).toEqual([[false], [true]])
  expect(new Set([...real, ...exercises].map(({ value }) => value.observationId)).size).toBe(2)
})

test('a refused record is in the rejected topic as received, and disturbs nothing else', async () => {
  const bad = lines([{ ...position(1), latitude: 91 }])
  const { answer } = await ingest.post(`${lines([position(9_001)])}\n${bad}\n{"type":"posi`)
  expect(answer).toMatchObject({
    accepted: 1,
    rejected: [
      { index: 1, field: 'latitude' },
      { index: 2, code: 'not-json' },
    ],
  })
  const refused = await ingest.readRejected()
  expect(refused.map(({ key, value }) => [key, value.code, value.input])).toEqual(
    expect.arrayContaining([
      ['kaitaia', 'invalid', bad],
      ['unknown', 'not-json', '{"type":"posi'],
    ]),
  )
  expect((await ingest.readObservations()).filter(({ key }) => key === 'mmsi:512009001')).toHaveLength(1)
})
