import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LogRecord } from '../log/log-record.ts'
import { readInTimeOrder } from './read-in-time-order.ts'

const aRecord = (partition: number, offset: number, timestampMs: number): LogRecord => ({
  ...{ partition, offset, timestampMs },
  ...{ key: 'k', value: null, headers: {} },
})

/** Of each partition: the steps of time between its records, one in some places being no record (a hole). */
const logs = fc.array(fc.array(fc.tuple(fc.nat(3), fc.boolean()), { maxLength: 12 }), { minLength: 1, maxLength: 5 })

const toLog = (partition: number, steps: readonly (readonly [step: number, isHole: boolean])[]) => {
  let timeMs = 0
  return steps.flatMap(([step, isHole], offset) => {
    timeMs += step
    return isHole ? [] : [aRecord(partition, offset, timeMs)]
  })
}

test('all partitions come in the order of the log’s time, and each in its own, however they are fetched', async () => {
  const property = fc.asyncProperty(logs, fc.infiniteStream(fc.integer({ min: 1, max: 4 })), async (given, sizes) => {
    const all = given.map((steps, partition) => toLog(partition, steps))
    const ends = new Map(given.map((steps, partition) => [partition, steps.length]))
    const fetch = async (positions: ReadonlyMap<number, number>) =>
      [...positions].map(([partition, from]) => {
        const nextOffset = Math.min(from + (sizes.next().value ?? 1), ends.get(partition) ?? 0)
        const records = (all[partition] ?? []).filter(({ offset }) => offset >= from && offset < nextOffset)
        return { partition, records, nextOffset, highWatermark: ends.get(partition) ?? 0 }
      })
    const found: LogRecord[] = []
    const from = new Map([...ends.keys()].map((partition) => [partition, 0]))
    for await (const record of readInTimeOrder({ fetch }, from, ends)) found.push(record)
    const times = found.map(({ timestampMs }) => timestampMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    for (const [partition, records] of all.entries())
      expect(found.filter((record) => record.partition === partition)).toEqual(records)
  })
  await fc.assert(property)
})
