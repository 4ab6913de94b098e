import { createLogger } from '@landfall/runtime'
import { describePartitionStore, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectRedis, type RedisHandle } from './connect-redis.ts'
import { partitionKeys } from './find-partition.ts'
import { openPartitionStore } from './open-partition-store.ts'
import { aCommit } from './testing/a-commit.ts'
import { aStage } from './testing/a-stage.ts'
import { askRedis } from './testing/ask-redis.ts'
import { FAILOVER_MS_MAX, inTheEnd } from './testing/in-the-end.ts'
import { type LocalRedisCluster, startRedisCluster } from './testing/start-redis-cluster.ts'
import type { RedisPair } from './testing/start-redis-pair.ts'

const silent = createLogger({ name: 'test', level: 'silent' })
const PARTITIONS = 12
/** Its slot is moved to another node; the others stay where they are. */
const MOVED = 1

const open = new AsyncDisposableStack()
let cluster: LocalRedisCluster
let redis: RedisHandle
let other: RedisHandle

const connect = async () => {
  const handle = open.adopt(await connectRedis({ url: cluster.url, logger: silent }), ({ close }) => close())
  await waitFor(() => handle.state() === 'up')
  return handle
}

beforeAll(async () => {
  cluster = await startRedisCluster(open)
  redis = await connect()
  other = await connect()
}, FAILOVER_MS_MAX)
afterAll(() => open.disposeAsync())

const slotOf = (key: string) => redis.client.cluster('KEYSLOT', key)
const pairOf = async (key: string): Promise<RedisPair> => {
  const pair = cluster.pairs[Math.floor(((await slotOf(key)) * cluster.pairs.length) / 16_384)]
  if (pair === undefined) throw new Error(`no pair has ${key}`)
  return pair
}

describePartitionStore('a Redis cluster', async () => {
  const same = aStage()
  const damage = (partition: number) =>
    redis.client.hset(`${same.prefix}:{${same.stage}:${partition}}:entries`, 'a', '{"half":"writ')
  return { store: openPartitionStore(redis, same), rival: openPartitionStore(other, same), damage }
})

test('the partitions of a stage are shared out over the nodes, the keys of each on one', async () => {
  const stage = aStage()
  const store = openPartitionStore(redis, stage)
  const used = new Set<RedisPair>()
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    expect(await store.commit(partition, aCommit(null, 1, [['a', '1']]))).toBe('committed')
    const { position, entries } = partitionKeys(stage.prefix, stage.stage, partition)
    expect(await slotOf(position)).toBe(await slotOf(entries))
    used.add(await pairOf(position))
  }
  expect(used.size).toBe(cluster.pairs.length)
})

test('a failover of a node that loses writes: state and offset go back together; other nodes are not concerned', async () => {
  const stage = aStage()
  const owner = openPartitionStore(redis, stage)
  const pair = await pairOf(partitionKeys(stage.prefix, stage.stage, 0).position)
  for (let partition = 0; partition < PARTITIONS; partition += 1)
    await owner.commit(partition, aCommit(null, 7, [['a', '1']]))
  const behind = () => askRedis<string>(pair.replica().port, 'INFO', 'keyspace')
  const ahead = () => askRedis<string>(pair.primary().port, 'INFO', 'keyspace')
  await waitFor(async () => (await behind()) === (await ahead()))
  await pair.cutOff()
  for (let partition = 0; partition < PARTITIONS; partition += 1)
    expect(await owner.commit(partition, aCommit(7, 9, [['a', '2']]))).toBe('committed')
  await pair.failOver()
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const isLost = (await pairOf(partitionKeys(stage.prefix, stage.stage, partition).position)) === pair
    const expected = isLost ? (['refused', 7, '1'] as const) : (['committed', 10, '2'] as const)
    const answer = await inTheEnd(() => owner.commit(partition, aCommit(9, 10)))
    const { nextOffset, entries } = await openPartitionStore(redis, stage).load(partition)
    expect([answer, nextOffset, entries.get('a')]).toEqual(expected)
  }
  await pair.restore()
}, 2 * FAILOVER_MS_MAX) // biome-ignore format: one thought

test('a slot that moves to another node while its owner commits: every commit counts once, and no load is torn', async () => {
  const stage = aStage()
  const keys = partitionKeys(stage.prefix, stage.stage, MOVED)
  const slot = String(await slotOf(keys.position))
  const from = await pairOf(keys.position)
  const to = cluster.pairs.find((pair) => pair !== from)
  if (to === undefined) throw new Error('there is one pair only')
  const owner = openPartitionStore(redis, stage)
  const entries = Array.from({ length: 5_000 }, (_, index): [string, string] => [`track:${index}`, '0'])
  await owner.commit(MOVED, aCommit(null, 0, entries))
  const over = new AbortController()
  const working = (async () => {
    let offset = 0
    for (; !over.signal.aborted; offset += 1) {
      const next = aCommit(offset, offset + 1, [['track:0', `${offset + 1}`]])
      expect(await inTheEnd(() => owner.commit(MOVED, next))).toBe('committed')
      const found = await inTheEnd(() => openPartitionStore(other, stage).load(MOVED))
      expect([found.nextOffset, found.entries.size, found.entries.get('track:0')]).toEqual([
        offset + 1,
        entries.length,
        `${offset + 1}`,
      ])
    }
    return offset
  })()
  const [source, target] = [from.primary().port, to.primary().port]
  const [sourceId, targetId] = [
    await askRedis<string>(source, 'CLUSTER', 'MYID'),
    await askRedis<string>(target, 'CLUSTER', 'MYID'),
  ]
  await askRedis(target, 'CLUSTER', 'SETSLOT', slot, 'IMPORTING', sourceId)
  await askRedis(source, 'CLUSTER', 'SETSLOT', slot, 'MIGRATING', targetId)
  const move = (key: string) => askRedis(source, 'MIGRATE', '127.0.0.1', String(target), key, '0', '5000')
  await move(keys.position) // Until the other key follows, the answer is TRYAGAIN.
  await move(keys.entries)
  for (const port of [target, source]) await askRedis(port, 'CLUSTER', 'SETSLOT', slot, 'NODE', targetId)
  const movedAt = await owner.load(MOVED).catch(() => undefined)
  over.abort()
  expect(await working).toBeGreaterThanOrEqual(movedAt?.nextOffset ?? 0)
}, FAILOVER_MS_MAX) // biome-ignore format: one thought

test('a URL of the other kind is reported as that', async () => {
  const node = cluster.pairs[0]?.primary().port
  const single = open.adopt(await connectRedis({ url: `redis://127.0.0.1:${node}`, logger: silent }), ({ close }) =>
    close(),
  )
  await waitFor(() => single.state() === 'up')
  const stage = aStage()
  const messages: string[] = []
  for (let partition = 0; partition < PARTITIONS; partition += 1)
    await openPartitionStore(single, stage)
      .load(partition)
      .catch((error: Error) => messages.push(error.message))
  expect(messages[0]).toMatch(/MOVED.*REDIS_URL must begin with redis\+cluster:/)
})

test('a part of the cluster is gone: LF_STORE_DOWN for as long, for all of it, then all is there', async () => {
  const stage = aStage()
  const store = openPartitionStore(redis, stage)
  await store.commit(0, aCommit(null, 7, [['a', '1']]))
  const pair = await pairOf(partitionKeys(stage.prefix, stage.stage, 0).position)
  pair.primary().pause()
  pair.replica().pause()
  await expect(store.commit(0, aCommit(7, 8))).rejects.toMatchObject({ code: 'LF_STORE_DOWN', retryable: true })
  pair.primary().resume()
  pair.replica().resume()
  const { nextOffset } = await inTheEnd(() => openPartitionStore(redis, stage).load(0))
  expect([7, 8]).toContain(nextOffset) // The commit may have been applied.
}, 2 * FAILOVER_MS_MAX) // biome-ignore format: one thought
