import { randomUUID } from 'node:crypto'
import { createLogger } from '@landfall/runtime'
import { describePartitionStore, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connectRedis, type RedisHandle } from './connect-redis.ts'
import { createPartitionReader } from './create-partition-reader.ts'
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
  const damage = (partition: number) =>
    redis.client.hset(`${same.prefix}:{${same.stage}:${partition}}:entries`, 'a', '{"half":"writ')
  return { store: openPartitionStore(redis, same), rival: openPartitionStore(other, same), damage }
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
})

type Keys = { readonly position: string; readonly entries: string }

test.each<[string, string, (client: RedisHandle['client'], keys: Keys) => unknown]>([
  ['entries gone', 'has 0 entries', (client, { entries }) => client.del(entries)],
  ['position gone', 'has 2 entries', (client, { position }) => client.del(position)],
  ['entries a string', 'WRONGTYPE', (client, { entries }) => client.set(entries, 'not a hash')],
  ['position a string', 'WRONGTYPE', (client, { position }) => client.set(position, 'not a hash')],
  ['an offset that is none', '"twelve"', (client, { position }) => client.hset(position, 'nextOffset', 'twelve')],
  ['an entry too many', 'has 3 entries', (client, { entries }) => client.hset(entries, 'c', '')],
  ['an entry cut short', '"a"', (client, { entries }) => client.hset(entries, 'a', 'e8b7be43[1')],
  ['an entry that is read otherwise', '"meta"', (client, { entries }) => client.hset(entries, 'meta', '{"config":1}')],
  ['an entry of another name', '"a"', async (client, { entries }) => client.hset(entries, 'a', (await client.hget(entries, 'meta')) ?? '')], // biome-ignore format: one row
])('%s: corrupt, which names what; discarded, it is as if nothing had been stored', async (_name, what, harm) => {
  const { prefix, stage } = spec()
  const store = openPartitionStore(redis, { prefix, stage })
  const puts = new Map([['a', '[1,2]'], ['meta', '{}']]) // biome-ignore format: one thought
  await store.commit(0, { expectedOffset: null, nextOffset: 1, puts, deletes: [] })
  await harm(redis.client, { position: `${prefix}:{${stage}:0}:position`, entries: `${prefix}:{${stage}:0}:entries` })
  const next = openPartitionStore(other, { prefix, stage })
  await expect(next.load(0)).rejects.toMatchObject({
    code: 'LF_STORE_CORRUPT',
    retryable: false,
    message: expect.stringContaining(what),
  })
  expect(await next.discard(0)).toBe('discarded')
  expect(await redis.client.keys(`${prefix}:*`)).toEqual([])
  expect(await next.load(0)).toEqual({ nextOffset: null, entries: new Map() })
  expect(await next.commit(0, { expectedOffset: null, nextOffset: 1, puts, deletes: [] })).toBe('committed')
})

test('what is stored bears the number of its layout; a newer one is refused, not taken for corrupt, and left as it is', async () => {
  const { prefix, stage } = spec()
  const store = openPartitionStore(redis, { prefix, stage })
  const keys = { position: `${prefix}:{${stage}:0}:position`, entries: `${prefix}:{${stage}:0}:entries` }
  const commit = { expectedOffset: null, nextOffset: 1, puts: new Map([['meta', '{}']]), deletes: [] }
  await store.commit(0, commit)
  expect(await redis.client.hget(keys.position, 'layout')).toBe('1')
  expect(await redis.client.hgetall(keys.entries)).toEqual({ meta: '1b4d7e7a{}' }) // Of layout 1, for ever.

  await redis.client.hset(keys.position, 'layout', '2')
  await redis.client.hset(keys.entries, 'meta', 'sealed in another way')
  const stored = await Promise.all([redis.client.hgetall(keys.position), redis.client.hgetall(keys.entries)])
  const tooNew = {
    code: 'LF_STATE_TOO_NEW',
    retryable: false,
    message: expect.stringMatching(/layout 2.*up to 1.*empty/),
  }
  await expect(openPartitionStore(other, { prefix, stage }).load(0)).rejects.toMatchObject(tooNew)
  const reader = createPartitionReader(other, { prefix, stage })
  await expect(reader.read(0)).rejects.toMatchObject(tooNew)
  await expect(reader.readEntry(0, 'meta')).rejects.toMatchObject(tooNew)
  expect(await Promise.all([redis.client.hgetall(keys.position), redis.client.hgetall(keys.entries)])).toEqual(stored)

  // From before layouts had numbers.
  await redis.client.hset(keys.entries, 'meta', '1b4d7e7a{}')
  await redis.client.hdel(keys.position, 'layout')
  const older = openPartitionStore(other, { prefix, stage })
  expect(await older.load(0)).toEqual({ nextOffset: 1, entries: new Map([['meta', '{}']]) })
  await older.commit(0, { expectedOffset: 1, nextOffset: 2, puts: new Map(), deletes: [] })
  expect(await redis.client.hget(keys.position, 'layout')).toBe('1')
})

test('the server may forget the script; it is sent again', async () => {
  const store = openPartitionStore(redis, spec())
  await store.commit(0, { expectedOffset: null, nextOffset: 1, puts: new Map(), deletes: [] })
  await redis.client.script('FLUSH')
  expect(await store.commit(0, { expectedOffset: 1, nextOffset: 2, puts: new Map(), deletes: [] })).toBe('committed')
})
