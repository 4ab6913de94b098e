import { expect, test } from 'vitest'
import { formatApproxDuration, formatShortDuration } from './format-approx-duration.ts'

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h 00 min'],
  [11_100_000, '3 h 05 min'],
  [187_200_000, '2 d 4 h'],
])('%i ms is written %s', (ms, text) => expect(formatApproxDuration(ms)).toBe(text))

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [5_940_000, '99 min'],
  [6_000_000, '1 h'],
  [172_799_999, '47 h'],
  [172_800_000, '2 d'],
])('in a column %i ms is written %s', (ms, text) => expect(formatShortDuration(ms)).toBe(text))
