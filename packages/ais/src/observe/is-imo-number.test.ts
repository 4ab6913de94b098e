import { expect, test } from 'vitest'
import { isImoNumber } from './craft-fields.ts'

test.each([
  [9_074_729, true],
  [9_266_633, true],
  [1_000_019, true],
  [9_074_728, false],
  [9_074_792, false],
  [1_234_567, true],
  [7_654_321, false],
  [0, false],
  [999_999, false],
  [10_000_000, false],
  [512_000_123, false],
  [Number.NaN, false],
])('%d: %s', (imo, expected) => {
  expect(isImoNumber(imo)).toBe(expected)
})
