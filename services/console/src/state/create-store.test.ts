import { expect, test } from 'vitest'
import { createStore } from './create-store.ts'

test('listeners are called once for all changes of a turn, and not for a change to the same state', async () => {
  const store = createStore({ count: 0 })
  const seen: number[] = []
  store.subscribe(() => seen.push(store.get().count))
  store.update((state) => state)
  await Promise.resolve()
  expect(seen).toEqual([])
  store.update(({ count }) => ({ count: count + 1 }))
  store.update(({ count }) => ({ count: count + 1 }))
  expect(seen).toEqual([])
  await Promise.resolve()
  expect(seen).toEqual([2])
  store.update(({ count }) => ({ count: count + 1 }))
  await Promise.resolve()
  expect(seen).toEqual([2, 3])
})
