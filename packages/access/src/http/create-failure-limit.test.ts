import { expect, test } from 'vitest'
import { createFailureLimit } from './create-failure-limit.ts'

const limitOf = (more = {}) => {
  let nowMs = 0
  const limit = createFailureLimit({ failuresMax: 3, windowMs: 60_000, keysMax: 100, clock: () => nowMs, ...more })
  return { ...limit, pass: (ms: number) => (nowMs += ms) }
}

test('the fourth failure of a key waits for the end of the window that the first began', () => {
  const { fail, pass } = limitOf()
  expect([fail(['a']), fail(['a']), fail(['a'])]).toEqual([0, 0, 0])
  pass(20_000)
  expect(fail(['a'])).toBe(40)
  expect(fail(['b'])).toBe(0)
  pass(40_000)
  expect(fail(['a'])).toBe(0)
})

test('one key that is at its limit is enough', () => {
  const { fail } = limitOf()
  for (let failure = 0; failure < 3; failure += 1) fail([`address ${failure}`, 'token x'])
  expect(fail(['address 9', 'token x'])).toBe(60)
})

test('of too many keys the oldest is forgotten, so memory is bounded', () => {
  const { fail } = limitOf({ keysMax: 2 })
  for (let failure = 0; failure < 4; failure += 1) fail(['a'])
  fail(['b'])
  fail(['c'])
  expect(fail(['a'])).toBe(0)
})
