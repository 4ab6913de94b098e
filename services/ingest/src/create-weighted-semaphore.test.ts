import { expect, test } from 'vitest'
import { createWeightedSemaphore } from './create-weighted-semaphore.ts'

test('when it is full, callers wait and are admitted in order', async () => {
  const semaphore = createWeightedSemaphore(10)
  const order: string[] = []
  const releaseA = await semaphore.acquire(6)
  const b = semaphore.acquire(6).then((release) => {
    order.push('b')
    return release
  })
  const c = semaphore.acquire(1).then((release) => {
    order.push('c') // Would fit at once, but b was first.
    return release
  })
  await Promise.resolve()
  expect([order, semaphore.used()]).toEqual([[], 6])
  releaseA()
  const releases = await Promise.all([b, c])
  expect([order, semaphore.used()]).toEqual([['b', 'c'], 7])
  for (const release of releases) release()
  expect(semaphore.used()).toBe(0)
})

test('a weight above the limit is admitted alone', async () => {
  const semaphore = createWeightedSemaphore(10)
  const release = await semaphore.acquire(1_000)
  expect(semaphore.used()).toBe(10)
  release()
  expect(semaphore.used()).toBe(0)
})
