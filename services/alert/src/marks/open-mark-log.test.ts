import type { MarkRecord } from '@landfall/contracts'
import type { LogRecord, TailBatch } from '@landfall/kafka'
import { hostileValues } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { testLogger } from '../testing/start-alert.ts'
import { openMarkLog } from './open-mark-log.ts'

const at = '2026-11-23T09:00:00.000Z'
const set = (markId: string): MarkRecord => ({
  ...{ type: 'mark', markId, longitude: 174, latitude: -36, note: 'here', at, operator: 'anna' },
  removed: null,
})
const batch = (offset: number, ...values: readonly (Buffer | null)[]): TailBatch => ({
  ...{ partition: 0, highWatermark: offset + values.length, nextOffset: offset + values.length },
  records: values.map((value, index): LogRecord => {
    return { partition: 0, offset: offset + index, timestampMs: 0, key: null, value, headers: {} }
  }),
})
const bytes = (record: object): Buffer => Buffer.from(JSON.stringify(record))

const open = () => {
  const caughtUp = Promise.withResolvers<void>()
  const sent: MarkRecord[] = []
  let onBatch: (given: TailBatch) => void = () => {}
  const marks = openMarkLog({
    openTail: async (listener) => {
      onBatch = listener
      const { promise: failed } = Promise.withResolvers<never>()
      return {
        failed,
        caughtUp: caughtUp.promise,
        positions: () => new Map(),
        state: () => 'up',
        close: async () => {},
      }
    },
    send: async (record) => sent.push(record),
    logger: testLogger,
  })
  return { marks, sent, caughtUp: caughtUp.resolve, read: (given: TailBatch) => onBatch(given) }
}

test('until the topic has been read marks may be missing', async () => {
  const { marks, caughtUp } = open()
  await Promise.resolve()
  expect(marks.isRead()).toBe(false)
  caughtUp()
  await expect.poll(marks.isRead).toBe(true)
  await marks.close()
})

test.each(hostileValues)('%s is skipped', async (_, value) => {
  const { marks, read } = open()
  await Promise.resolve()
  read(batch(0, value, bytes(set('a'))))
  expect([marks.standing().map(({ markId }) => markId), marks.revision()]).toEqual([['a'], 2])
  await marks.close()
})

test('what was written is confirmed once it has been read back', async () => {
  const { marks, sent, read } = open()
  await Promise.resolve()
  const written = marks.write(set('a'))
  read(batch(0, bytes(set('other'))))
  read(batch(1, bytes(set('a'))))
  expect(await written).toBe(true)
  expect(sent).toEqual([set('a')])
  await marks.close()
})
