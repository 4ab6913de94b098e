import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRefusedBudget } from './create-refused-budget.ts'

const HOUR_MS = 3_600_000

test('records are stored up to the budget, then one says that the rest is counted, until the hour is over', () => {
  const { take } = createRefusedBudget(1_000)
  const outcomes = [0, 1, 2, HOUR_MS - 1, HOUR_MS].map((nowMs) => take('token:a', 500, nowMs).outcome)
  expect(outcomes).toEqual(['store', 'store', 'last', 'count', 'store'])
})

test('feeders have a budget each', () => {
  const { take } = createRefusedBudget(1_000)
  const taken = [take('token:a', 2_000, 0), take('token:b', 500, 0), take('token:a', 1, 0)]
  expect(taken.map(({ outcome }) => outcome)).toEqual(['last', 'store', 'count'])
})

test('a clock that is set back does not prolong an hour', () => {
  const { take } = createRefusedBudget(1_000)
  const taken = [take('token:a', 2_000, 10 * HOUR_MS), take('token:a', 1, 0)]
  expect(taken.map(({ outcome }) => outcome)).toEqual(['last', 'store'])
})

test('the feeder whose hour began first is forgotten when there are too many', () => {
  const { take } = createRefusedBudget(1_000, 2)
  for (const feederId of ['a', 'b', 'c']) take(feederId, 2_000, 0)
  expect(['c', 'b', 'a'].map((feederId) => take(feederId, 1, 1).outcome)).toEqual(['count', 'count', 'store'])
})

test('law: within an hour a feeder never stores more than its budget, and is named once', () => {
  const records = fc.array(fc.tuple(fc.nat(400), fc.nat(HOUR_MS - 1)), { maxLength: 50 })
  fc.assert(
    fc.property(records, (given) => {
      const { take } = createRefusedBudget(1_000)
      const inOrder = given.toSorted(([, a], [, b]) => a - b)
      const outcomes = inOrder.map(([bytes, nowMs]) => ({ bytes, outcome: take('a', bytes, nowMs).outcome }))
      const stored = outcomes.filter(({ outcome }) => outcome === 'store').reduce((sum, { bytes }) => sum + bytes, 0)
      expect(stored).toBeLessThanOrEqual(1_000)
      expect(outcomes.filter(({ outcome }) => outcome === 'last').length).toBeLessThanOrEqual(1)
    }),
  )
})
