import { expect, test } from 'vitest'
import { formatInterval, formatLikely, formatSum } from './format-interval.ts'

test.each([
  [{ min: 5, likely: 5, max: 5 }, '5'],
  [{ min: 12, likely: 20, max: 25 }, '12–25, likely 20'],
  [{ min: 40, likely: 40, max: null }, '40 or more'],
  [{ min: 0, likely: 40, max: null }, '0 or more, likely 40'],
])('the interval %j is written %s', (interval, text) => expect(formatInterval(interval)).toBe(text))

test.each([
  [{ min: 31, likely: 31, max: 31, openEnded: false }, '31'],
  [{ min: 0, likely: 40, max: 120, openEnded: true }, '0–120 or more, likely 40'],
  [{ min: 40, likely: 40, max: 40, openEnded: true }, '40–40 or more, likely 40'],
  [{ min: 33, likely: 46, max: 54, openEnded: false }, '33–54, likely 46'],
])('the sum %j is written %s', (sum, text) => expect(formatSum(sum)).toBe(text))

test.each([
  [{ min: 31, likely: 31, max: 31, openEnded: false }, ['31', '']],
  [{ min: 33, likely: 46, max: 54, openEnded: false }, ['46', '33–54']],
  [{ min: 0, likely: 40, max: 120, openEnded: true }, ['40', '0–120 or more']],
])('in a row the likely number of %j comes first', (sum, words) => {
  const { likely, range } = formatLikely(sum)
  expect([likely, range]).toEqual(words)
})
