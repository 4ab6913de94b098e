import type { LogRecord } from '@landfall/kafka'
import { expect, test } from 'vitest'
import { newestOfEachKey } from './newest-of-each-key.ts'

const record = (offset: number, key: string | null, value: string | null): LogRecord => ({
  ...{ partition: 0, offset, timestampMs: offset, key, headers: {} },
  value: value === null ? null : Buffer.from(value),
})

test('of each key the newest record, in the order of the log, without a key too', async () => {
  const log = async function* () {
    yield* [record(0, 'a', '1'), record(1, 'b', '1'), record(3, null, 'x'), record(4, 'a', '2'), record(7, 'c', null)]
  }
  const kept = await Array.fromAsync(newestOfEachKey(log()))
  expect(kept.map(({ offset, key }) => [offset, key])).toEqual([
    [1, 'b'],
    [3, null],
    [4, 'a'],
    [7, 'c'],
  ])
})
