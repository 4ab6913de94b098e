import { expect, test } from 'vitest'
import { createWeightedSemaphore } from './create-weighted-semaphore.ts'

test('when it is full, callers wait and are admitted in order', async () => {
  const room = createWeightedSemaphore(10)
  const order: string[] = []
  const leaveA = await room.acquire(6)
  const b = room.acquire(6).then((leave) => {
    order.push('b')
    return leave
  })
  const c = room.acquire(1).then((leave) => {
    order.push('c') // Would fit at once, but b was first.
    return leave
  })
  await Promise.resolve()
  expect([order, room.used()]).toEqual([[], 6])
  leaveA()
  const leaves = await Promise.all([b, c])
  expect([order, room.used()]).toEqual([['b', 'c'], 7])
  for (const leave of leaves) leave()
  expect(room.used()).toBe(0)
})

test('a weight above the limit is admitted alone', async () => {
  const room = createWeightedSemaphore(10)
  const leave = await room.acquire(1_000)
  expect(room.used()).toBe(10)
  leave()
  expect(room.used()).toBe(0)
})
