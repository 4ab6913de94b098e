import { expect, test } from 'vitest'
import { seeded, shuffled } from './seeded.ts'

test('the same seed gives the same numbers, another seed others', () => {
  const numbers = (seed: number) => Array.from({ length: 5 }, seeded(seed))
  expect(numbers(7)).toEqual(numbers(7))
  expect(numbers(7)).not.toEqual(numbers(8))
  for (const number of numbers(7)) expect(number >= 0 && number < 1).toBe(true)
})

test('shuffling keeps every item and leaves the list as it was', () => {
  const list = Array.from({ length: 100 }, (_, index) => index)
  const mixed = shuffled(list, seeded(1))
  expect(mixed).not.toEqual(list)
  expect(mixed.toSorted((a, b) => a - b)).toEqual(list)
})
