import { expect, test } from 'vitest'
import { createBackoff } from './create-backoff.ts'

const nextOf = (backoff: { readonly nextMs: () => number }, count: number): readonly number[] =>
  Array.from({ length: count }, () => backoff.nextMs())

test('delays double up to the limit, and start again after a success', () => {
  const backoff = createBackoff({ msMin: 100, msMax: 1_000, spread: [1, 1], random: () => 0.3 })
  expect(nextOf(backoff, 6)).toEqual([100, 200, 400, 800, 1_000, 1_000])
  backoff.reset()
  expect(nextOf(backoff, 2)).toEqual([100, 200])
})

test.each([
  [0, [50, 100, 200]],
  [0.5, [75, 150, 300]],
  [1, [100, 200, 400]],
])('at random %d, delays of 100 ms spread from half to all are %j', (random, delays) => {
  expect(nextOf(createBackoff({ msMin: 100, msMax: 5_000, spread: [0.5, 1], random: () => random }), 3)).toEqual(delays)
})

test('the doubling is not affected by chance', () => {
  const randoms = [0, 1, 0]
  const random = () => randoms.shift() ?? 0
  expect(nextOf(createBackoff({ msMin: 100, msMax: 5_000, spread: [0.8, 1.2], random }), 3)).toEqual([80, 240, 320])
})
