import { connectRedis, openPartitionStore } from '@landfall/redis'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from './testing/a-system.ts'

const aWrittenSystem = async () => {
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  onTestFinished(() => redis.close())
  await waitFor(() => redis.state() === 'up')
  const system = await aSystem(inject('redisUrl'))
  const first = await system.run()
  await system.feed([aPositionAt('track:a', '09:00', 173.0), aPersonsReportAt('track:a', '10:00', 31)])
  await waitFor(async () => (await system.alerts()).length === 1, { timeoutMs: 60_000, what: 'an alert' })
  const isStored = async (stage: string) => (await redis.client.keys(`${system.prefix}:{${stage}:*:entries`)).length > 0
  for (const stage of ['arrivals', 'groups', 'sources', 'exercise-groups'])
    await waitFor(() => isStored(stage), { timeoutMs: 60_000, what: `a state of ${stage}` })
  await first.stop()

  /** As another version would have stored it: by a format or rules that are so much newer. */
  const rewrite = async (stage: string, by: { format?: number; rules?: number }, change = {}): Promise<void> => {
    for (const key of await redis.client.keys(`${system.prefix}:{${stage}:*:entries`)) {
      const partition = Number(/:(\d+)\}/.exec(key)?.[1])
      const store = openPartitionStore(redis, { prefix: system.prefix, stage })
      const { nextOffset, entries } = await store.load(partition)
      const stored = JSON.parse(entries.get('stage') ?? '')
      const [format, rules] = [stored.format + (by.format ?? 0), stored.rules + (by.rules ?? 0)]
      const text = JSON.stringify({ ...stored, ...change, format, rules })
      const commit = { expectedOffset: nextOffset, nextOffset: nextOffset ?? 0, puts: new Map([['stage', text]]) }
      expect(await store.commit(partition, { ...commit, deletes: [] })).toBe('committed')
    }
  }
  const stored = async (stage: string) => {
    const keys = (await redis.client.keys(`${system.prefix}:{${stage}:*`)).toSorted()
    return Promise.all(keys.map(async (key) => [key, await redis.client.hgetall(key)]))
  }
  const emitted = async () =>
    (await system.alerts()).map(({ version, status, unauthorised }) => [version, status, unauthorised.likely])
  return { system, rewrite, stored, emitted }
}

test.each(['arrivals', 'groups', 'sources'])(
  'a state of %s that a newer version has stored ends this one, and is left as it is; the newer one goes on',
  async (stage) => {
    const { system, rewrite, stored, emitted } = await aWrittenSystem()
    await rewrite(stage, { format: 1 }, { progress: { phase: 'of another kind' } })
    const before = await stored(stage)
    const older = await system.run()
    await expect(older.failed).rejects.toMatchObject({
      code: 'LF_STATE_TOO_NEW',
      retryable: false,
      message: expect.stringMatching(
        /is of format \d, this version knows formats up to \d: run the version that wrote it/,
      ),
    })
    await older.stop()
    expect(await stored(stage)).toEqual(before)

    await rewrite(stage, { format: -1 }, { progress: { phase: 'live' } })
    await system.feed([aPersonsReportAt('track:a', '11:00', 32)])
    const newer = await system.run()
    onTestFinished(() => newer.stop())
    await waitFor(async () => (await emitted()).length > 1, { timeoutMs: 60_000, what: 'the next version' })
    expect(await emitted()).toEqual([
      [1, 'open', 31],
      [2, 'open', 32],
    ])
  },
)

test('a newer state of exercises stops exercises alone, and readiness says why', async () => {
  const { system, rewrite, stored, emitted } = await aWrittenSystem()
  await rewrite('exercise-groups', { format: 1 })
  const before = await stored('exercise-groups')
  const older = await system.run()
  onTestFinished(() => older.stop())
  const detail = async () => (await system.readiness()).parts['exercise-groups']?.detail ?? ''
  await waitFor(async () => (await detail()).includes('LF_STATE_TOO_NEW'), { timeoutMs: 60_000, what: 'the reason' })
  await system.feed([aPersonsReportAt('track:a', '11:00', 32)])
  await waitFor(async () => (await emitted()).length > 1, { timeoutMs: 60_000, what: 'the next version' })
  expect(await stored('exercise-groups')).toEqual(before)
})

test('a state by other rules is rebuilt: nothing is emitted twice or contradicted', async () => {
  const { system, rewrite, stored, emitted } = await aWrittenSystem()
  const otherRules = new Map<string, number>()
  for (const stage of ['arrivals', 'groups', 'sources']) {
    otherRules.set(stage, Number(/"rules\\":(\d+)/.exec(JSON.stringify(await stored(stage)))?.[1]) + 1)
    await rewrite(stage, { rules: 1 })
  }
  await system.feed([aPersonsReportAt('track:a', '11:00', 32)])
  const service = await system.run()
  onTestFinished(() => service.stop())
  await waitFor(async () => (await emitted()).length > 1, { timeoutMs: 60_000, what: 'the next version' })
  await waitFor(async () => (await system.readiness()).ready, { timeoutMs: 60_000, what: 'readiness' })
  expect(await emitted()).toEqual([
    [1, 'open', 31],
    [2, 'open', 32],
  ])
  // Each stage stores its state with its first batch, which may come after what it emits.
  for (const [stage, rules] of otherRules) {
    const isRebuilt = async () => !JSON.stringify(await stored(stage)).includes(`\\"rules\\":${rules}`)
    await waitFor(isRebuilt, { timeoutMs: 60_000, what: `${stage} to be stored by these rules` })
  }
})
