import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { connectRedis, type RedisHandle } from './connect-redis.ts'
import { openPartitionStore } from './open-partition-store.ts'
import type { LoadedPartition, PartitionStore } from './partition-store.ts'
import { aCommit } from './testing/a-commit.ts'
import { aStage } from './testing/a-stage.ts'
import { askRedis } from './testing/ask-redis.ts'
import { FAILOVER_MS_MAX, inTheEnd } from './testing/in-the-end.ts'
import { type LocalSentinel, startRedisSentinel } from './testing/start-redis-sentinel.ts'

const silent = createLogger({ name: 'test', level: 'silent' })
const ENTRIES = 5_000

const open = new AsyncDisposableStack()
let sentinel: LocalSentinel
let redis: RedisHandle

beforeAll(async () => {
  sentinel = await startRedisSentinel(open)
  redis = open.adopt(await connectRedis({ url: sentinel.url, logger: silent }), (handle) => handle.close())
  await waitFor(() => redis.state() === 'up')
}, FAILOVER_MS_MAX)
afterAll(() => open.disposeAsync())

let closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
})

const onReplica = () => redis.client.call('WAIT', 1, 10_000)

test('a failover that loses writes: state and offset go back together, and whoever has seen more is refused', async () => {
  const stage = aStage()
  const owner = openPartitionStore(redis, stage)
  await owner.commit(0, aCommit(null, 7, [['a', '1']]))
  await onReplica()
  await sentinel.cutOff()
  expect(await owner.commit(0, aCommit(7, 9, [['a', '2'], ['b', '2']]))).toBe('committed') // biome-ignore format: one thought
  await sentinel.failOver()
  expect(await inTheEnd(() => owner.commit(0, aCommit(9, 10)))).toBe('refused')
  const next = openPartitionStore(redis, stage)
  expect(await next.load(0)).toEqual({ nextOffset: 7, entries: new Map([['a', '1']]) })
  expect(await next.commit(0, aCommit(7, 9, [['b', '2']]))).toBe('committed')
  await sentinel.restore()
}, 2 * FAILOVER_MS_MAX) // biome-ignore format: one thought

const loadAlways = (store: PartitionStore) => {
  const over = new AbortController()
  const loaded: LoadedPartition[] = []
  const loading = (async () => {
    while (!over.signal.aborted) loaded.push(await inTheEnd(() => store.load(0)))
  })()
  return async () => {
    over.abort()
    await loading
    return loaded
  }
}

test.each(['kill', 'pause'] as const)(
  'a failover (%s) while a state is read page by page: it is whole or not there, and never taken for corrupt',
  { timeout: 2 * FAILOVER_MS_MAX },
  async (how) => {
    const stage = aStage()
    const entries = Array.from({ length: ENTRIES }, (_, index): [string, string] => [`track:${index}`, `${index}`])
    await openPartitionStore(redis, stage).commit(0, aCommit(null, 7, entries))
    await onReplica()
    const endLoading = loadAlways(openPartitionStore(redis, stage))
    await sentinel.failOver(how)
    expect(await inTheEnd(() => openPartitionStore(redis, stage).commit(0, aCommit(7, 8)))).toBe('committed')
    const loaded = await endLoading()
    expect(loaded.length).toBeGreaterThan(0)
    for (const { entries: found } of loaded) expect(found.size).toBe(ENTRIES)
    await sentinel.restore()
  },
)

/** Why a connection with these settings is down, as the log says it first. */
const reasonFor = async (url: string): Promise<string> => {
  const reasons: string[] = []
  const logger = createLogger({
    name: 'test',
    write: (line) => {
      const { event, reason } = JSON.parse(line) as { readonly event: string; readonly reason: string }
      if (event === 'redis.down') reasons.push(reason)
    },
  })
  const handle = await connectRedis({ url, logger })
  closers.push(handle.close)
  const reason = await waitFor(() => reasons[0])
  expect(handle.state()).toBe('down')
  expect(handle.problem()).toBe(reason)
  return reason
}

test('a name that the sentinels do not know is reported as that', async () => {
  expect(await reasonFor(sentinel.url.replace('/landfall', '/other'))).toMatch(
    /No such master.*the name at the end of REDIS_URL/,
  )
})

test('what is no sentinel is reported as that', async () => {
  const url = `redis+sentinel://127.0.0.1:${sentinel.primary().port}/landfall`
  expect(await reasonFor(url)).toMatch(/REDIS_URL must name sentinels/)
})

test('sentinels that are away, or want a password, are reported as that', async () => {
  expect(await reasonFor('redis+sentinel://127.0.0.1:2/landfall')).toMatch(/sentinel 127\.0\.0\.1:2.*ECONNREFUSED/)
  await askRedis(sentinel.sentinelPort, 'ACL', 'SETUSER', 'default', 'resetpass', '>right')
  expect(await reasonFor(sentinel.url)).toMatch(/NOAUTH.*REDIS_SENTINEL_USERNAME and REDIS_SENTINEL_PASSWORD_FILE/)
})

test('a primary that is down while the sentinels have no quorum is reported as that', async () => {
  const alone = await startRedisSentinel(open, { quorum: 2 })
  await alone.primary().kill()
  expect(await reasonFor(alone.url)).toMatch(/ECONNREFUSED.*quorum/)
})
