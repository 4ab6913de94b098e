import { expect, test } from 'vitest'
import { rangePositions } from './range-positions.ts'

test.each([
  [
    'within twice the threshold',
    { min: 33, likely: 46, max: 54 },
    30,
    { min: 55, likely: 76.7, max: 90, threshold: 50 },
  ],
  ['far above it', { min: 0, likely: 100, max: 200 }, 30, { min: 0, likely: 45.5, max: 90.9, threshold: 13.6 }],
  ['below it', { min: 0, likely: 3, max: 6 }, 30, { min: 0, likely: 5, max: 10, threshold: 50 }],
  ['with a threshold of none', { min: 0, likely: 0, max: 0 }, 0, { min: 0, likely: 0, max: 0, threshold: 0 }],
])('%s the numbers lie on the bar', (_what, sums, threshold, positions) =>
  expect(rangePositions(sums, threshold)).toEqual(positions),
)
