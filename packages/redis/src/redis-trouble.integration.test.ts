import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freeClusterPort, freePort, startRedis } from '@landfall/infra-local'
import { createLogger, type Logger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterEach, expect, test } from 'vitest'
import { connectRedis } from './connect-redis.ts'
import { openPartitionStore } from './open-partition-store.ts'
import { aCommit } from './testing/a-commit.ts'

const quiet = () => {}
const silent = createLogger({ name: 'test', level: 'silent' })
let closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
})

/** For data that outlives its server. */
const aFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-redis-'))
  closers.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}
const serve = async (args: readonly string[] = [], rest: { port?: number; dataDir?: string } = {}) => {
  const redis = await startRedis({ args, say: quiet, ...rest })
  closers.push(() => redis.stop())
  return redis
}
const open = async (url: string, spec: { logger?: Logger } = {}) => {
  const redis = await connectRedis({ url, logger: silent, ...spec })
  closers.push(redis.close)
  return { redis, store: openPartitionStore(redis, { prefix: `t${randomUUID().slice(0, 8)}`, stage: 'arrivals' }) }
}
const up = (handle: { state: () => string }) => waitFor(() => handle.state() === 'up')

test('no Redis at start: calls fail at once with LF_STORE_DOWN, and work when it comes', async () => {
  const port = await freePort()
  const { redis, store } = await open(`redis://127.0.0.1:${port}`)
  await expect(store.load(0)).rejects.toMatchObject({ code: 'LF_STORE_DOWN', retryable: true })
  expect(redis.state()).toBe('down')
  await serve([], { port })
  await up(redis)
  expect(await store.load(0)).toEqual({ nextOffset: null, entries: new Map() })
})

test('Redis restarted: down for a while, then the state is still there (append-only file)', async () => {
  const dataDir = await aFolder()
  const first = await serve([], { dataDir })
  const { redis, store } = await open(first.url)
  await up(redis)
  await store.commit(0, aCommit(null, 7, [['a', '1']]))
  await first.stop()
  await waitFor(() => redis.state() === 'down')
  await expect(store.commit(0, aCommit(7, 8))).rejects.toMatchObject({ code: 'LF_STORE_DOWN', retryable: true })
  await serve([], { port: first.port, dataDir })
  await up(redis)
  expect(await store.load(0)).toEqual({ nextOffset: 7, entries: new Map([['a', '1']]) })
  expect(await store.commit(0, aCommit(7, 8))).toBe('committed') // The script is sent again: the server has lost it.
})

test('Redis killed: what was committed some seconds ago is there', async () => {
  const dataDir = await aFolder()
  const first = await serve([], { dataDir })
  const { redis, store } = await open(first.url)
  await up(redis)
  await store.commit(0, aCommit(null, 7, [['a', '1']]))
  await sleep(3_000) // appendfsync everysec: written at once, on a busy disk within 2 s
  await first.kill()
  await serve([], { port: first.port, dataDir })
  await waitFor(() => store.load(0).then(({ nextOffset }) => nextOffset === 7, () => false)) // biome-ignore format: one thought
})

test('Redis slow: a call ends in its time; retrying the commit shows whether it was applied', async () => {
  const server = await serve()
  const { redis, store } = await open(server.url)
  await up(redis)
  await store.commit(0, aCommit(null, 1))
  server.pause()
  const beganMs = performance.now()
  const sent = aCommit(1, 2, [['a', '1']])
  await expect(store.commit(0, sent)).rejects.toMatchObject({ code: 'LF_STORE_DOWN', retryable: true })
  expect(performance.now() - beganMs).toBeLessThan(8_000) // A command may take 5 s.
  server.resume()
  await waitFor(() => store.load(0).then(({ nextOffset }) => nextOffset === 2, () => false)) // biome-ignore format: one thought
  expect(await store.commit(0, sent)).toBe('committed') // It had been applied.
  expect(await store.commit(0, aCommit(2, 3))).toBe('committed')
})

test('Redis full (noeviction): LF_STORE_FULL with nothing written, and what only deletes still goes through', async () => {
  const server = await serve(['--maxmemory', '4mb', '--maxmemory-policy', 'noeviction'])
  const { redis, store } = await open(server.url)
  await up(redis)
  const value = 'x'.repeat(10_000)
  let offset: number | null = null
  let next = 1
  const fill = async () => {
    for (; next < 2_000; next += 1) {
      const puts: [string, string][] = [0, 1, 2].map((index) => [`e${next}-${index}`, value])
      await store.commit(0, aCommit(offset, next, puts))
      offset = next
    }
  }
  await expect(fill()).rejects.toMatchObject({ code: 'LF_STORE_FULL', retryable: true })
  const full = await store.load(0)
  expect(full.nextOffset).toBe(offset)
  expect(full.entries.size).toBe(3 * (offset ?? 0))
  const deletes = [...full.entries.keys()].slice(0, 150)
  expect(await store.commit(0, { ...aCommit(offset, next), deletes })).toBe('committed')
  expect((await store.load(0)).entries.size).toBe(full.entries.size - deletes.length)
  expect(await store.commit(0, aCommit(next, next + 1, [['small', 'again']]))).toBe('committed')
})

test('a read-only replica: LF_STORE_DOWN, and it works again once it is promoted', async () => {
  const primary = await serve()
  const replica = await serve()
  const { redis, store } = await open(replica.url)
  const other = await open(replica.url)
  await up(redis)
  await up(other.redis)
  await other.redis.client.replicaof('127.0.0.1', primary.port)
  await expect(store.commit(0, aCommit(null, 1))).rejects.toMatchObject({ code: 'LF_STORE_DOWN', retryable: true })
  await other.redis.client.replicaof('NO', 'ONE')
  await up(redis)
  await waitFor(() => store.commit(0, aCommit(null, 1)).then((answer) => answer === 'committed', () => false)) // biome-ignore format: one thought
})

test('a wrong password: LF_STORE_REFUSED or down, never a crash; reported without the password', async () => {
  const server = await serve()
  const before = await open(server.url)
  await up(before.redis)
  await before.redis.client.config('SET', 'requirepass', 'right')
  const lines: string[] = []
  const logger = createLogger({ name: 'test', write: (line) => lines.push(line) })
  const { redis, store } = await open(server.url.replace('redis://', 'redis://:wr0ng@'), { logger })
  await waitFor(() => lines.length > 0)
  await expect(store.load(0)).rejects.toMatchObject({ name: 'LandfallError' })
  expect(redis.state()).toBe('down')
  expect(lines.join()).toContain('WRONGPASS')
  expect(lines.join()).not.toContain('wr0ng')
})

test('an outage is two lines of the log, however long it lasts; normal operation none', async () => {
  const lines: { event: string }[] = []
  const logger = createLogger({ name: 'test', write: (line) => lines.push(JSON.parse(line)) })
  const dataDir = await aFolder()
  const server = await serve([], { dataDir })
  const { redis, store } = await open(server.url, { logger })
  await up(redis)
  await store.commit(0, aCommit(null, 1))
  expect(lines).toEqual([])
  await server.stop()
  await sleep(2_000)
  await serve([], { port: server.port, dataDir })
  await up(redis)
  await waitFor(() => lines.length === 2)
  expect(lines.map(({ event }) => event)).toEqual(['redis.down', 'redis.up'])
})

test('a Redis that evicts is warned about', async () => {
  const server = await serve(['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru'])
  const lines: { event: string }[] = []
  const logger = createLogger({ name: 'test', write: (line) => lines.push(JSON.parse(line)) })
  await open(server.url, { logger })
  await waitFor(() => lines.length > 0)
  expect(lines).toMatchObject([{ event: 'redis.evicts', policy: 'allkeys-lru' }])
})

test('a cluster: all keys of a partition are in one slot, so the script is allowed', async () => {
  const args = ['--cluster-enabled', 'yes', '--appendonly', 'no']
  const server = await serve(args, { port: await freeClusterPort() })
  const { redis, store } = await open(server.url)
  await up(redis)
  for (let slot = 0; slot < 16_384; slot += 1_024) {
    await redis.client.cluster('ADDSLOTS', ...Array.from({ length: 1_024 }, (_, index) => slot + index))
  }
  const isOk = async () => String(await redis.client.cluster('INFO')).includes('cluster_state:ok')
  await waitFor(isOk)
  for (const partition of [0, 5, 11]) {
    expect(await store.commit(partition, aCommit(null, 1, [['a', '1']]))).toBe('committed')
    expect(await store.load(partition)).toEqual({ nextOffset: 1, entries: new Map([['a', '1']]) })
  }
})

test('an invalid URL is LF_CONFIG_INVALID', async () => {
  const wrong = connectRedis({ url: 'http://user:secret@localhost', logger: silent })
  await expect(wrong).rejects.toMatchObject({
    code: 'LF_CONFIG_INVALID',
    message: expect.not.stringContaining('secret'),
  })
})
