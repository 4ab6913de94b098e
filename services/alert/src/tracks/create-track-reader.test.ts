import { topics } from '@landfall/contracts'
import { type LogRecord, partitionFor } from '@landfall/kafka'
import { aPosition } from '@landfall/testkit'
import { expect, test } from 'vitest'
import {
  createTrackReader,
  TRACK_READ_MS_MAX,
  TRACK_READS_MAX,
  TRACK_RECORDS_MAX,
  type TrackReaderDeps,
} from './create-track-reader.ts'

const UP_TO_MS = Date.parse('2026-11-23T12:00:00.000Z')
const question = { craft: [{ craftId: 'a:1', sameAs: ['a:one'] }], exercise: true, upToMs: UP_TO_MS }
const all = topics('drill')
const record = (craftId: string, exercise = true): LogRecord => ({
  ...{ partition: 0, offset: 0, timestampMs: UP_TO_MS, key: craftId, headers: {} },
  value: Buffer.from(JSON.stringify(aPosition({ craftId, exercise }))),
})
const readerOf = (readLog: TrackReaderDeps['readLog'], nowMs = () => 0) =>
  createTrackReader({ topics: all, readLog, nowMs })

test('reads the partitions of all names, of the one world, from 24 hours and five minutes before, and takes these craft alone', async () => {
  const read = readerOf(async ({ topic, partitions, sinceMs, untilMs }, take) => {
    expect([topic, [...partitions]]).toEqual([
      all.exerciseObservations.name,
      [...new Set(['a:1', 'a:one'].map((name) => partitionFor(name, all.exerciseObservations.partitions)))],
    ])
    expect([UP_TO_MS - sinceMs, untilMs - UP_TO_MS]).toEqual([(24 * 60 + 5) * 60_000, 1])
    for (const one of [record('a:1'), record('a:one'), record('a:2'), record('a:1', false)]) take(one)
    return true
  })
  const { points, isWhole } = await read(question)
  expect([points.map(({ craftId }) => craftId), isWhole]).toEqual([['a:1', 'a:one'], true])
})

test.each<[string, number, number, boolean]>([
  ['goes on below its limits', TRACK_RECORDS_MAX - 1, TRACK_READ_MS_MAX, false],
  ['has enough with as many records', TRACK_RECORDS_MAX, 0, true],
  ['has enough after as long', 0, TRACK_READ_MS_MAX + 1, true],
])('a read %s', async (_what, records, afterMs, isOver) => {
  const times = [0, afterMs]
  const position = record('a:1')
  const read = readerOf(
    async ({ isEnough }, take) => {
      for (let taken = 0; taken < records; taken += 1) take(position)
      return !isEnough()
    },
    () => times.shift() ?? afterMs,
  )
  expect((await read(question)).isWhole).toBe(!isOver)
})

test('refuses more reads than its limit, and takes one again when one has ended, however it ended', async () => {
  const ends: PromiseWithResolvers<boolean>[] = []
  const read = readerOf(() => {
    const end = Promise.withResolvers<boolean>()
    ends.push(end)
    return end.promise
  })
  const underWay = Array.from({ length: TRACK_READS_MAX }, () => read(question))
  await expect(read(question)).rejects.toMatchObject({ code: 'LF_READERS_BUSY', retryable: true })
  ends[0]?.reject(new Error('Kafka is gone'))
  await expect(underWay[0]).rejects.toThrow('Kafka is gone')
  const next = read(question)
  for (const end of ends) end.resolve(true)
  await Promise.all([...underWay.slice(1), next])
})
