import { LandfallError } from '@landfall/runtime'
import { memoryPartitionStore } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { createStoreWatch } from './create-store-watch.ts'

const full = new LandfallError('LF_STORE_FULL', 'full', { retryable: true })
const commit = { expectedOffset: null, nextOffset: 1, puts: new Map(), deletes: [] }

const aWatched = () => {
  let nowMs = 0
  let isFull = true
  const watch = createStoreWatch(() => nowMs)
  const inner = memoryPartitionStore()
  const store = watch.watch('arrivals', {
    ...inner,
    commit: (partition, change) => (isFull ? Promise.reject(full) : inner.commit(partition, change)),
  })
  const pass = (ms: number): void => {
    nowMs += ms
  }
  const mend = (): void => {
    isFull = false
  }
  return { watch, store, pass, mend }
}

test('trouble is named by stage, partition and code; a load does not end it, a commit does', async () => {
  const { watch, store, mend } = aWatched()
  expect(watch.trouble()).toBeUndefined()
  await expect(store.commit(7, commit)).rejects.toBe(full)
  await store.load(7)
  expect(watch.trouble()).toBe('arrivals 7: LF_STORE_FULL')
  mend()
  await store.commit(8, commit)
  expect(watch.trouble()).toBe('arrivals 7: LF_STORE_FULL')
  await store.commit(7, commit)
  expect(watch.trouble()).toBeUndefined()
})

test('trouble of a partition that nobody tries again is over after 15 s', async () => {
  const { watch, store, pass } = aWatched()
  await expect(store.commit(7, commit)).rejects.toBe(full)
  pass(15_000)
  expect(watch.trouble()).toBe('arrivals 7: LF_STORE_FULL')
  pass(1)
  expect(watch.trouble()).toBeUndefined()
})
