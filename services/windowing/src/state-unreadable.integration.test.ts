import { connectRedis, type RedisHandle } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from './testing/a-system.ts'

type Client = RedisHandle['client']

/** What may become of a state: a hand, a tool, a disk, a Redis that evicts. `key` is `<prefix>:{<stage>:<partition>}`. */
const damages: readonly (readonly [string, (client: Client, key: string) => Promise<unknown>])[] = [
  ['an entry that is no JSON', (client, key) => client.hset(`${key}:entries`, 'meta', 'oops')],
  ['an entry of another shape', (client, key) => client.hset(`${key}:entries`, 'meta', '{}')],
  [
    'an entry cut short',
    async (client, key) => {
      const meta = await client.hget(`${key}:entries`, 'meta')
      await client.hset(`${key}:entries`, 'meta', String(meta).slice(0, -5))
    },
  ],
  ['an entry missing', (client, key) => client.hdel(`${key}:entries`, 'meta')],
  ['entries that are a string', (client, key) => client.set(`${key}:entries`, 'oops')],
  ['a position that is a string', (client, key) => client.set(`${key}:position`, 'oops')],
]

test('a state that cannot be read is rebuilt from the log and reported; no version is emitted twice or with another content', async () => {
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  onTestFinished(() => redis.close())
  await waitFor(() => redis.state() === 'up')
  const lines: { readonly event: string; readonly stage: string }[] = []
  const system = await aSystem(
    inject('redisUrl'),
    createLogger({ name: 'test', level: 'error', write: (line) => lines.push(JSON.parse(line)) }),
  )
  const emitted = async () =>
    (await system.alerts()).map(({ version, status, unauthorised }) => [version, status, unauthorised.likely])
  const states = async () => (await redis.client.keys(`${system.prefix}:*:position`)).map((key) => key.slice(0, -9))

  const first = await system.run()
  await system.feed([aPositionAt('track:a', '09:00', 173.0), aPersonsReportAt('track:a', '10:00', 31)])
  const expected = [[1, 'open', 31]]
  await waitFor(async () => (await emitted()).length === 1, { timeoutMs: 60_000 })
  await first.stop()

  for (const [index, [name, damage]] of damages.entries()) {
    const keys = await states()
    expect(keys.length).toBeGreaterThanOrEqual(3) // Of each stage.
    for (const key of keys) await damage(redis.client, key)
    await system.feed([aPersonsReportAt('track:a', `1${index + 1}:00`, 32 + index)])
    expected.push([index + 2, 'open', 32 + index])
    const service = await system.run()
    await waitFor(async () => (await emitted()).length > index + 1, {
      timeoutMs: 60_000,
      what: `${name}: the next version`,
    })
    expect(await emitted(), name).toEqual(expected)
    await waitFor(async () => (await system.readiness()).ready, { timeoutMs: 30_000, what: `${name}: readiness` })
    const given = lines.splice(0).filter(({ event }) => event === 'state.unreadable')
    expect(given.length, name).toBe(keys.length)
    await service.stop()
  }
}, 240_000)
