import { expect, test } from 'vitest'
import { barPositions } from './bar-positions.ts'

test('the threshold is always on the bar', () => {
  expect(barPositions({ min: 0, likely: 3, max: 6 }, 30)).toEqual({ min: 0, likely: 5, max: 10, threshold: 50 })
  expect(barPositions({ min: 0, likely: 0, max: 200 }, 30).max).toBeCloseTo(90.9, 1)
})
