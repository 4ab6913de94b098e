import { randomUUID } from 'node:crypto'
import { createLogger } from '@landfall/runtime'
import { describePartitionStore, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connectRedis, type RedisHandle } from './connect-redis.ts'
import { openPartitionStore } from './open-partition-store.ts'
import { COMMIT_ENTRIES_MAX } from './partition-store.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
let redis: RedisHandle
let other: RedisHandle

beforeAll(async () => {
  redis = await connectRedis({ url: inject('redisUrl'), logger })
  other = await connectRedis({ url: inject('redisUrl'), logger })
  await waitFor(() => redis.state() === 'up' && other.state() === 'up')
})
afterAll(async () => {
  await redis.close()
  await other.close()
})

const spec = () => ({ prefix: `t${randomUUID().slice(0, 8)}`, stage: 'arrivals' })

describePartitionStore('Redis', async () => {
  const same = spec()
  return { store: openPartitionStore(redis, same), rival: openPartitionStore(other, same) }
})

test('keys carry prefix, stage and partition, in one hash tag', async () => {
  const { prefix, stage } = spec()
  const store = openPartitionStore(redis, { prefix, stage })
  await store.commit(4, { expectedOffset: null, nextOffset: 1, puts: new Map([['a', '1']]), deletes: [] })
  const keys = await redis.client.keys(`${prefix}:*`)
  expect(keys.toSorted()).toEqual([`${prefix}:{arrivals:4}:entries`, `${prefix}:{arrivals:4}:position`])
})

test('two stages of one system do not meet', async () => {
  const { prefix } = spec()
  const arrivals = openPartitionStore(redis, { prefix, stage: 'arrivals' })
  const groups = openPartitionStore(redis, { prefix, stage: 'groups' })
  await arrivals.commit(0, { expectedOffset: null, nextOffset: 9, puts: new Map([['a', '1']]), deletes: [] })
  expect(await groups.load(0)).toEqual({ nextOffset: null, entries: new Map() })
})

test('a commit above the limit is refused before anything is sent', async () => {
  const store = openPartitionStore(redis, spec())
  const deletes = Array.from({ length: COMMIT_ENTRIES_MAX + 1 }, (_, index) => `e${index}`)
  const large = { expectedOffset: null, nextOffset: 1, puts: new Map(), deletes }
  await expect(store.commit(0, large)).rejects.toMatchObject({ code: 'LF_COMMIT_TOO_LARGE', retryable: false })
})

test('a commit at the limit of entries goes through', async () => {
  const store = openPartitionStore(redis, spec())
  const puts = new Map(Array.from({ length: COMMIT_ENTRIES_MAX }, (_, index) => [`e${index}`, 'x']))
  expect(await store.commit(0, { expectedOffset: null, nextOffset: 1, puts, deletes: [] })).toBe('committed')
})

test('a key of another kind is corrupt, and nothing is written', async () => {
  const { prefix, stage } = spec()
  const store = openPartitionStore(redis, { prefix, stage })
  await redis.client.set(`${prefix}:{${stage}:0}:entries`, 'not a hash')
  const commit = { expectedOffset: null, nextOffset: 1, puts: new Map([['a', '1']]), deletes: [] }
  await expect(store.commit(0, commit)).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT', retryable: false })
  expect(await redis.client.exists(`${prefix}:{${stage}:0}:position`)).toBe(0)
  await expect(store.load(0)).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT' })
})

test.each(['entries', 'position'])('half a state is corrupt, not empty: %s gone', async (gone) => {
  const { prefix, stage } = spec()
  const store = openPartitionStore(redis, { prefix, stage })
  await store.commit(0, { expectedOffset: null, nextOffset: 1, puts: new Map([['a', '1']]), deletes: [] })
  await redis.client.del(`${prefix}:{${stage}:0}:${gone}`)
  await expect(store.load(0)).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT', retryable: false })
})

test('a stored offset that is no offset is corrupt', async () => {
  const { prefix, stage } = spec()
  await redis.client.hset(`${prefix}:{${stage}:0}:position`, 'nextOffset', 'twelve')
  await expect(openPartitionStore(redis, { prefix, stage }).load(0)).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT' })
})

test('the server may forget the script; it is sent again', async () => {
  const store = openPartitionStore(redis, spec())
  await store.commit(0, { expectedOffset: null, nextOffset: 1, puts: new Map(), deletes: [] })
  await redis.client.script('FLUSH')
  expect(await store.commit(0, { expectedOffset: 1, nextOffset: 2, puts: new Map(), deletes: [] })).toBe('committed')
})
