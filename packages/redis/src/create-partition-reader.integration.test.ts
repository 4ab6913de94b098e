import { createLogger } from '@landfall/runtime'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connectRedis, type RedisHandle } from './connect-redis.ts'
import { createPartitionReader } from './create-partition-reader.ts'
import { openPartitionStore } from './open-partition-store.ts'
import { aStage } from './testing/a-stage.ts'
import { untilUp } from './until-up.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
let redis: RedisHandle

beforeAll(async () => {
  redis = await connectRedis({ url: inject('redisUrl'), logger })
  await untilUp(redis, 10_000)
})
afterAll(() => redis.close())

const entries = new Map([
  ['real/a', '1'],
  ['real/b', '2'],
])

test('reads what an owner has committed, without disturbing it', async () => {
  const stage = aStage()
  const [owner, reader] = [openPartitionStore(redis, stage), createPartitionReader(redis, stage)]
  await owner.commit(3, { expectedOffset: null, nextOffset: 7, puts: entries, deletes: [] })
  expect(await reader.read(3)).toEqual({ nextOffset: 7, entries, revision: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(await reader.readEntry(3, 'real/b')).toBe('2')
  expect(await reader.readEntry(3, 'real/c')).toBeUndefined()
  const next = { expectedOffset: 7, nextOffset: 8, puts: new Map(), deletes: ['real/a'] }
  expect(await owner.commit(3, next)).toBe('committed')
})

test('a partition without a state is empty', async () => {
  const reader = createPartitionReader(redis, aStage())
  expect(await reader.read(0)).toEqual({ nextOffset: null, entries: new Map(), revision: null })
})

test('an entry that was written by hand is corrupt', async () => {
  const stage = aStage()
  await openPartitionStore(redis, stage).commit(0, { expectedOffset: null, nextOffset: 7, puts: entries, deletes: [] })
  await redis.client.hset(`${stage.prefix}:{arrivals:0}:entries`, 'real/a', '{}')
  const reader = createPartitionReader(redis, stage)
  await expect(reader.read(0)).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT' })
  await expect(reader.readEntry(0, 'real/a')).rejects.toMatchObject({ code: 'LF_STORE_CORRUPT' })
})

test('a Redis that is not there is reported in time', async () => {
  const away = await connectRedis({ url: 'redis://127.0.0.1:2', logger })
  await expect(untilUp(away, 200)).rejects.toMatchObject({ code: 'LF_STORE_DOWN' })
  await away.close()
})
