import { connectRedis } from '@landfall/redis'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from './testing/a-system.ts'

test('a topic that was deleted and recreated stops the service, also where the new one is longer than the old', async () => {
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  onTestFinished(() => redis.close())
  await waitFor(() => redis.state() === 'up')
  const before = await aSystem(inject('redisUrl'))
  const first = await before.run()
  await before.feed([aPositionAt('track:a', '09:00', 173.0), aPersonsReportAt('track:a', '10:00', 31)])
  await waitFor(async () => (await before.alerts()).length > 0, { timeoutMs: 60_000 })
  await first.stop()

  // The same as a new topic: another one under the state of this one. (The other stages would see it by their offsets.)
  const after = await aSystem(inject('redisUrl'))
  for (const key of await redis.client.keys(`${before.prefix}:{arrivals:*`))
    await redis.client.rename(key, key.replace(before.prefix, after.prefix))
  await (await after.run()).stop() // Makes the topics.
  await after.feed([10, 11, 12, 13, 14].map((hour) => aPersonsReportAt('track:a', `${hour}:00`, 20 + hour)))
  const second = await after.run()
  await expect(second.failed).rejects.toMatchObject({ code: 'LF_OFFSET_GAP' })
  await second.stop()
})
