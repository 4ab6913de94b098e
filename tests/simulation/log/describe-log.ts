import { type OutRecord, partitionFor } from '@landfall/kafka'
import { describe, expect, test } from 'vitest'

/** A record as a reader gets it. */
type Entry = {
  readonly offset: number
  readonly timestampMs: number
  readonly key: string | null
  readonly value: { toString(): string } | null
}

/** The log as the stages use it. `read` gives all from an offset on, and where the next read would begin. */
export type Log = {
  readonly topic: string
  readonly partitions: number
  readonly append: (records: readonly OutRecord[]) => Promise<void>
  readonly read: (
    partition: number,
    fromOffset: number,
  ) => Promise<{ readonly entries: readonly Entry[]; readonly nextOffset: number }>
}

/** The suite every log passes: what the stages count on, and nothing else. */
export const describeLog = (name: string, open: () => Promise<Log>): void => {
  describe(`log on ${name}`, () => {
    test('a partition where nothing was appended is empty and begins at 0', async () => {
      const log = await open()
      expect(await log.read(1, 0)).toEqual({ entries: [], nextOffset: 0 })
    })

    test('what is appended is read again, in order, at rising offsets, with its time', async () => {
      const log = await open()
      const values = ['first', '', 'naïve "text" 船 🛥\n', 'last']
      const partition = partitionFor('track:a', log.partitions)
      await log.append(values.map((value) => ({ topic: log.topic, key: 'track:a', value })))
      const { entries, nextOffset } = await log.read(partition, 0)
      expect(entries.map(({ key, value }) => [key, String(value)])).toEqual(values.map((value) => ['track:a', value]))
      const offsets = entries.map(({ offset }) => offset)
      expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b))
      expect(nextOffset).toBeGreaterThan(offsets.at(-1) ?? Infinity)
      const times = entries.map(({ timestampMs }) => timestampMs)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
    })

    test('the key decides the partition as Kafka has it, or the record itself', async () => {
      const log = await open()
      const names = Array.from({ length: 20 }, (_, n) => `track:${n}`)
      await log.append(names.map((key) => ({ topic: log.topic, key, value: 'by key' })))
      await log.append(names.map((key) => ({ topic: log.topic, key, value: 'by itself', partition: 1 })))
      for (let partition = 0; partition < log.partitions; partition += 1) {
        const { entries } = await log.read(partition, 0)
        const found = entries.map(({ key, value }) => `${value}: ${key}`)
        const byKey = names.filter((key) => partitionFor(key, log.partitions) === partition)
        const byItself = partition === 1 ? names : []
        expect(found).toEqual([...byKey.map((key) => `by key: ${key}`), ...byItself.map((key) => `by itself: ${key}`)])
      }
    })

    test('read from any offset it goes on there, and the same again each time', async () => {
      const log = await open()
      const records = Array.from({ length: 30 }, (_, n) => ({
        topic: log.topic,
        key: 'k',
        value: `${n}`,
        partition: 0,
      }))
      await log.append(records)
      const whole = await log.read(0, 0)
      expect(await log.read(0, 0)).toEqual(whole)
      for (const index of [1, 15, 29]) {
        const from = whole.entries[index]?.offset ?? -1
        expect(await log.read(0, from)).toEqual({ ...whole, entries: whole.entries.slice(index) })
        const gone = (whole.entries[index - 1]?.offset ?? -1) + 1 // In a hole, where there is one.
        expect(await log.read(0, gone)).toEqual({ ...whole, entries: whole.entries.slice(index) })
      }
      expect(await log.read(0, whole.nextOffset)).toEqual({ entries: [], nextOffset: whole.nextOffset })
    })

    test('a reader at the end finds what is appended next, and only that', async () => {
      const log = await open()
      await log.append([{ topic: log.topic, key: 'k', value: 'before', partition: 0 }])
      const { nextOffset } = await log.read(0, 0)
      await log.append([{ topic: log.topic, key: 'k', value: 'after', partition: 0 }])
      const { entries } = await log.read(0, nextOffset)
      expect(entries.map(({ value }) => String(value))).toEqual(['after'])
    })
  })
}
