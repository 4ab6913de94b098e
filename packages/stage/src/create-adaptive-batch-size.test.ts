import { expect, test } from 'vitest'
import { createAdaptiveBatchSize } from './create-adaptive-batch-size.ts'

/** Sizes asked for, one after the other, where each record costs so many milliseconds. */
const sizesAt = (recordMs: readonly number[], entriesMax: number): readonly number[] => {
  const size = createAdaptiveBatchSize(entriesMax)
  return recordMs.map((ms) => {
    const entries = size.entries()
    size.record(entries, entries * ms)
    return entries
  })
}

test.each<readonly [string, readonly number[], number, readonly number[]]>([
  ['cheap records: twice as many each time, up to the most', [0, 0, 0, 0], 100, [16, 32, 64, 100]],
  ['where many are to be expected, it begins with more', [0, 0, 0], 20_000, [625, 1_250, 2_500]],
  ['records of 5 ms: 250 ms at most', [5, 5, 5, 5], 500, [16, 32, 32, 32]],
  ['records of 40 ms: never 16 of them again', [40, 40, 40], 500, [16, 6, 6]],
  ['a record that takes longer than all may: one by one', [1_000, 1_000], 500, [16, 1]],
  ['dear, then cheap: grows again', [100, 0, 0, 0], 500, [16, 2, 4, 8]],
  ['never more than the most', [0, 0], 2, [2, 2]],
])('%s', (_, recordMs, entriesMax, sizes) => {
  expect(sizesAt(recordMs, entriesMax)).toEqual(sizes)
})

test('a part that was not full does not change the size', () => {
  const size = createAdaptiveBatchSize(100)
  size.record(3, 0)
  expect(size.entries()).toBe(16)
})
