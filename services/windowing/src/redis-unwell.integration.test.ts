import type { MassArrivalAlert } from '@landfall/contracts'
import { type LocalRedis, startRedis } from '@landfall/infra-local'
import { connectRedis, type RedisHandle } from '@landfall/redis'
import { waitFor } from '@landfall/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from './testing/a-system.ts'

type Trouble = {
  readonly name: string
  readonly code: string
  /** Commands take effect, but late: whether a commit is applied in the end is unknown. */
  readonly isSlow?: true
  readonly begin: (redis: LocalRedis, admin: RedisHandle['client']) => unknown
  readonly end: (redis: LocalRedis, admin: RedisHandle['client']) => unknown
}

/** In each of these Redis is connected and unusable. One that is away is in tests/chaos. */
const troubles: readonly Trouble[] = [
  {
    name: 'full (maxmemory, noeviction)',
    code: 'LF_STORE_FULL',
    begin: (_, admin) => admin.config('SET', 'maxmemory', '1'),
    end: (_, admin) => admin.config('SET', 'maxmemory', '0'),
  },
  {
    name: 'read-only (a replica whose primary is away)',
    code: 'LF_STORE_DOWN',
    begin: (_, admin) => admin.replicaof('127.0.0.1', 1),
    end: (_, admin) => admin.replicaof('NO', 'ONE'),
  },
  {
    name: 'without the replicas it must have (min-replicas-to-write)',
    code: 'LF_STORE_DOWN',
    begin: (_, admin) => admin.config('SET', 'min-replicas-to-write', '1'),
    end: (_, admin) => admin.config('SET', 'min-replicas-to-write', '0'),
  },
  {
    name: 'slower than a command may take',
    code: 'LF_STORE_DOWN',
    isSlow: true,
    begin: (redis) => redis.pause(),
    end: (redis) => redis.resume(),
  },
]

const RECOVERY_MS_MAX = 30_000

/** As a subscriber keeps them: repeats dropped by (alertId, version), which must be the same to the byte. */
const withoutRepeats = (alerts: readonly MassArrivalAlert[]) => {
  const byName = new Map<string, string>()
  for (const alert of alerts) {
    const [name, text] = [`${alert.alertId}/${alert.version}`, JSON.stringify(alert)]
    expect(byName.get(name) ?? text, name).toBe(text)
    byName.set(name, text)
  }
  const versions = [...byName.values()].map((text) => JSON.parse(text) as MassArrivalAlert)
  return versions.map(({ version, status, unauthorised }) => [version, status, unauthorised.likely])
}

const startSystem = async () => {
  const redis = await startRedis({ say: () => {} })
  onTestFinished(() => redis.stop())
  const admin = await connectRedis({ url: redis.url, logger })
  onTestFinished(() => admin.close())
  const system = await aSystem(redis.url)
  const service = await system.run()
  onTestFinished(() => service.stop())
  const isReady = async () => (await system.readiness()).ready
  const hasEmitted = (versions: number) => async () => withoutRepeats(await system.alerts()).length === versions
  /** Where every partition of both stages stands. */
  const stored = async () => {
    const keys = (await admin.client.keys(`${system.prefix}:*:position`)).sort()
    return Promise.all(keys.map(async (key) => [key, await admin.client.hget(key, 'nextOffset')]))
  }
  return { redis, admin: admin.client, system, isReady, hasEmitted, stored }
}

test('Redis connected but unusable: nothing is committed, readiness names it; once it is well again, nothing is missing', async () => {
  const { redis, admin, system, isReady, hasEmitted, stored } = await startSystem()
  await system.feed([aPositionAt('track:a', '09:00', 173.0), aPersonsReportAt('track:a', '10:00', 31)])
  await waitFor(hasEmitted(1), { timeoutMs: RECOVERY_MS_MAX })
  await waitFor(isReady, { timeoutMs: RECOVERY_MS_MAX, what: 'readiness' })
  const expected: [number, string, number][] = [[1, 'open', 31]]
  for (const [index, { name, code, isSlow, begin, end }] of troubles.entries()) {
    const before = await stored()
    await begin(redis, admin)
    await system.feed([aPersonsReportAt('track:a', `1${index + 1}:00`, 32 + index)])
    const isReported = async () => {
      const { ready, parts } = await system.readiness()
      return !ready && parts['redis']?.ok === false && parts['redis'].detail?.includes(code) === true
    }
    await waitFor(isReported, { what: `${name}: not ready, redis ${code}` })
    if (!isSlow) expect(await stored(), name).toEqual(before)
    await end(redis, admin)
    expected.push([index + 2, 'open', 32 + index])
    await waitFor(hasEmitted(index + 2), { timeoutMs: RECOVERY_MS_MAX, what: `${name}: the alert afterwards` })
    await waitFor(isReady, { timeoutMs: RECOVERY_MS_MAX, what: `${name}: readiness afterwards` })
    expect(withoutRepeats(await system.alerts()), name).toEqual(expected)
  }
})
