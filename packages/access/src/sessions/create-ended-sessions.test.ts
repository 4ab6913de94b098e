import { expect, test } from 'vitest'
import { createEndedSessions, ENDED_SESSIONS_PER_TOKEN_MAX } from './create-ended-sessions.ts'
import { SESSION_MS_MAX } from './create-sessions.ts'

const session = (index: number, tokenId = 'anna') => ({ tokenId, sessionId: `s${index}`, beganAtMs: index })

test('a session that was ended stays ended, and another of the same token does not end with it', () => {
  const ended = createEndedSessions()
  ended.add(session(1), 10)
  expect([session(1), session(2), session(1, 'ben')].map(ended.has)).toEqual([true, false, false])
})

test('however many are ended, none becomes valid again, and at most 100 of a token are held', () => {
  const ended = createEndedSessions()
  const all = Array.from({ length: 1_000 }, (_, index) => session(index))
  for (const one of all) ended.add(one, 1_000)
  expect(all.filter((one) => !ended.has(one))).toEqual([])
  expect(ended.size()).toBe(ENDED_SESSIONS_PER_TOKEN_MAX)
  expect([session(1_001), session(5, 'ben')].map(ended.has)).toEqual([false, false])
})

test('in whatever order the log-outs are read, the same sessions are over', () => {
  const all = Array.from({ length: 300 }, (_, index) => session(index))
  for (const order of [all, all.toReversed()]) {
    const ended = createEndedSessions()
    for (const one of order) ended.add(one, 1_000)
    expect(all.every(ended.has)).toBe(true)
  }
})

test('what has expired by itself is not held', () => {
  const ended = createEndedSessions()
  for (let index = 0; index < 50; index += 1) ended.add(session(index), 100)
  ended.add(session(SESSION_MS_MAX + 100), SESSION_MS_MAX + 100)
  expect(ended.size()).toBe(1)
})
