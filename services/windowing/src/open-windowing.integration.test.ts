import { randomUUID } from 'node:crypto'
import { type MassArrivalAlert, type Observation, topics } from '@landfall/contracts'
import { openProducer, readTopic } from '@landfall/kafka'
import { connectRedis } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { WindowingConfig } from './config.ts'
import { openWindowing } from './open-windowing.ts'

const logger = createLogger({ name: 'test', level: 'error' })

/** A system of its own: topics, state and consumer groups under one prefix. */
const aSystem = async () => {
  const prefix = `w${randomUUID().slice(0, 8)}`
  const kafka = { brokers: inject('kafkaBrokers').split(','), clientId: prefix, logger }
  const producer = await openProducer(kafka)
  onTestFinished(() => producer.close())
  const config = WindowingConfig.parse({
    KAFKA_BROKERS: inject('kafkaBrokers'),
    REDIS_URL: inject('redisUrl'),
    TOPIC_PREFIX: prefix,
    HTTP_PORT: '0',
  })
  const run = async () => {
    const open = new AsyncDisposableStack()
    await openWindowing(open, { config, logger })
    return { stop: () => open.disposeAsync() }
  }
  const feed = (observations: readonly Observation[]) =>
    producer.send(
      observations.map((observation) => ({
        topic: topics(prefix).observations.name,
        key: observation.craftId,
        value: JSON.stringify(observation),
      })),
    )
  const alerts = async (): Promise<readonly MassArrivalAlert[]> => {
    const versions: MassArrivalAlert[] = []
    for await (const { value } of readTopic({ ...kafka, topic: topics(prefix).alerts.name })) {
      versions.push(JSON.parse(String(value)) as MassArrivalAlert)
    }
    return versions
  }
  const emptyRedis = async () => {
    const redis = await connectRedis({ url: inject('redisUrl'), logger })
    await waitFor(() => redis.state() === 'up', { timeoutMs: 10_000 })
    const keys = await redis.client.keys(`${prefix}:*`)
    expect(keys.length).toBeGreaterThan(0)
    await redis.client.del(...keys)
    await redis.close()
  }
  return { run, feed, alerts, emptyRedis }
}

const source = { id: 'p3-orion', kind: 'patrol' } as const
const at = (time: string) => `2026-11-20T${time}:00.000Z`
const boat = (craftId: string, time: string, longitude: number): readonly Observation[] => [
  {
    ...{ type: 'position', craftId, observedAt: at(time), source, observationId: `${craftId}-p`, exercise: false },
    ...{ longitude, latitude: -34.4 },
  },
]
const people = (craftId: string, time: string, count: number): Observation => ({
  ...{ type: 'persons', craftId, observedAt: at(time), source, observationId: `${craftId}-${time}`, exercise: false },
  ...{ method: 'sighting', aboard: { min: count, likely: count, max: count } },
})

const said = (alerts: readonly MassArrivalAlert[]) =>
  alerts.map(({ version, status, severity, unauthorised }) => [version, status, severity, unauthorised.likely])

test('observations become an alert; neither a restart nor an emptied Redis says anything twice or otherwise', async () => {
  const system = await aSystem()
  const first = await system.run()
  await system.feed([...boat('track:a', '09:00', 173.0), ...boat('track:b', '10:00', 173.05)])
  await system.feed([people('track:a', '10:30', 20)])
  await system.feed([people('track:b', '10:31', 20)])
  await waitFor(async () => (await system.alerts()).length > 0, { timeoutMs: 60_000 })
  expect(said(await system.alerts())).toEqual([[1, 'open', 'warning', 40]])
  await first.stop()

  await system.feed([people('track:a', '11:00', 25)])
  const second = await system.run()
  await waitFor(async () => (await system.alerts()).length > 1, { timeoutMs: 60_000 })
  await second.stop()
  await system.emptyRedis()

  await system.feed([people('track:b', '11:05', 25)])
  const third = await system.run()
  await waitFor(async () => (await system.alerts()).length > 2, { timeoutMs: 60_000 })
  await third.stop()
  expect(said(await system.alerts())).toEqual([
    [1, 'open', 'warning', 40],
    [2, 'open', 'warning', 45],
    [3, 'open', 'warning', 50],
  ])
  expect(new Set((await system.alerts()).map(({ alertId }) => alertId)).size).toBe(1)
})
