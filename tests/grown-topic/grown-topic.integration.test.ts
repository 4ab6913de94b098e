import {
  type MassArrivalAlert,
  type Observation,
  type PartitionSettings,
  stateNames,
  type TopicPartitions,
  topics,
} from '@landfall/contracts'
import { createLogBounds, ensureTopics, openProducer, partitionFor, readTopic } from '@landfall/kafka'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { isLandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { aPersonsReportAt, aPositionAt, aSystem, logger } from '@landfall/windowing/testing/a-system'
import { expect, inject, onTestFinished, test } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.ts'
import { addPartitions } from './add-partitions.ts'

const brokers = inject('kafkaBrokers').split(',')
const BOATS = Array.from({ length: 12 }, (_, n) => `track:boat-${n}`)
const GROWN = 48
/** Would be in a partition that was added, if those of Kafka counted. */
const MOVED = BOATS.find((boat) => partitionFor(boat, GROWN) >= 12) ?? ''
const WAIT = { timeoutMs: 60_000 }

const positionsAt = (time: string) => BOATS.map((craftId, n) => aPositionAt(craftId, time, 173 + n / 100))
const likely = ({ unauthorised }: MassArrivalAlert): number | null | undefined => unauthorised.likely

/** Another producer than the system's, as in a process that was started later. */
const sendTo = async (topic: TopicPartitions, observations: readonly Observation[]): Promise<void> => {
  const producer = await openProducer({ brokers, clientId: 'later', logger, topics: [topic] })
  await producer.send(observations.map((one) => ({ topic: topic.name, key: one.craftId, value: JSON.stringify(one) })))
  await producer.close()
}
const send = (prefix: string, observations: readonly Observation[], partitions = 12): Promise<void> =>
  sendTo({ ...topics(prefix).observations, partitions }, observations)

/** Resolves when both stages have committed all there is. */
const untilProcessed = async (prefix: string, settings: PartitionSettings = {}): Promise<void> => {
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  const { observations, arrivals } = topics(prefix, settings)
  const names = stateNames(settings)
  const inputs = [observations, arrivals].map(({ name }, index) => ({
    bounds: createLogBounds({ brokers, clientId: prefix, logger, topic: name }),
    store: openPartitionStore(redis, { prefix, stage: index === 0 ? names.arrivals : names.groups }),
  }))
  const isProcessed = async ({ bounds, store }: (typeof inputs)[number]): Promise<boolean> => {
    for (const [partition, { low, high }] of await bounds.read())
      if (high > low && ((await store.load(partition)).nextOffset ?? low) < high) return false
    return true
  }
  await waitFor(() => redis.state() === 'up')
  for (const input of inputs) await waitFor(() => isProcessed(input), WAIT)
  await Promise.all(inputs.map(({ bounds }) => bounds.close()))
  await redis.close()
}

/** A running system with an alarm of 480. */
const aSystemInAlarm = async () => {
  const system = await aSystem(inject('redisUrl'))
  const service = await system.run()
  for (const time of ['08:00', '08:30', '09:00']) await system.feed(positionsAt(time))
  await system.feed(BOATS.map((craftId) => aPersonsReportAt(craftId, '09:30', 40)))
  await waitFor(async () => (await system.alerts()).map(likely).at(-1) === 480, WAIT)
  return { system, service }
}

/** The same, stopped, and with partitions added to `observations`. */
const aGrownSystem = async () => {
  const { system, service } = await aSystemInAlarm()
  await service.stop()
  await addPartitions(brokers, topics(system.prefix).observations.name, GROWN)
  return system
}

test('12 boats of 40 stay 480, and one more person is 481, when their topic is given 48 partitions', async () => {
  const system = await aGrownSystem()
  const service = await system.run()
  onTestFinished(service.stop)
  await send(system.prefix, positionsAt('10:00'))
  await untilProcessed(system.prefix)
  const versions = (await system.alerts()).length
  await send(system.prefix, [aPersonsReportAt(MOVED, '10:30', 41)])
  await waitFor(async () => (await system.alerts()).length > versions, WAIT)
  const alerts = await system.alerts()
  expect(alerts.map(likely).slice(-1)).toEqual([481])
  expect(new Set(alerts.map(({ alertId }) => alertId)).size).toBe(1)
  expect((await system.readiness()).parts['topics']).toEqual({
    ok: true,
    detail: `${system.prefix}.observations.v1 has 48 partitions, of which 12 are used`,
  })
})

test('a record in an added partition stops windowing and keeps it from starting, until it is gathered', async () => {
  const system = await aGrownSystem()
  const service = await system.run()
  await waitFor(async () => (await system.readiness()).ready, WAIT)
  const refused = { code: 'LF_PARTITIONS_CHANGED', retryable: false }
  const stopping = expect(service.failed).rejects.toMatchObject(refused)
  await send(system.prefix, [aPersonsReportAt(MOVED, '10:00', 50)], GROWN) // As a program that counts partitions would.
  await stopping
  await service.stop()
  const place = `record 0 of partition ${partitionFor(MOVED, GROWN)}, logged `
  await expect(system.run()).rejects.toMatchObject({ ...refused, message: expect.stringContaining(place) })
  expect((await system.alerts()).map(likely).at(-1)).toBe(480)

  const gathered = await runInProcess(['topics', 'gather', '--prefix', system.prefix, '--brokers', brokers.join()])
  expect(gathered).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${system.prefix}.observations.v1: 1 records moved to their partitions`),
  })
  const again = await system.run()
  onTestFinished(again.stop)
  await waitFor(async () => (await system.alerts()).map(likely).at(-1) === 490, WAIT)
  expect(new Set((await system.alerts()).map(({ alertId }) => alertId)).size).toBe(1)
})

const GROW: PartitionSettings = { OBSERVATIONS_PARTITIONS: GROWN }

/** Sends positions as ingest would, to the next generation once the first refuses them, until it is stopped. Returns those acknowledged. */
const feedOn = (prefix: string) => {
  const acknowledged: string[] = []
  const stopping = new AbortController()
  const feedTo = async (settings: PartitionSettings): Promise<void> => {
    const { observations: topic } = topics(prefix, settings)
    await ensureTopics({ brokers, logger, specs: [topic] })
    const producer = await openProducer({ brokers, clientId: 'feed', logger, topics: [topic] })
    try {
      while (!stopping.signal.aborted) {
        const round = BOATS.map((craftId, at) =>
          aPositionAt(craftId, '10:00', 173 + at / 100 + acknowledged.length / 1e7),
        )
        const values = round.map((one) => JSON.stringify(one))
        await producer.send(round.map(({ craftId: key }, at) => ({ topic: topic.name, key, value: values[at] ?? '' })))
        acknowledged.push(...values)
      }
    } finally {
      await producer.close()
    }
  }
  const fed = feedTo({}).catch((error: unknown) => {
    if (isLandfallError(error, 'LF_BROKER_REFUSED')) return feedTo(GROW)
    throw error
  })
  return {
    acknowledged,
    stop: (): Promise<void> => {
      stopping.abort()
      return fed
    },
  }
}

test('12 boats of 40 stay 480 while their topic grows under feed, and one more person is 481 in the next generation', async () => {
  const { system, service: former } = await aSystemInAlarm()
  const { prefix } = system
  const feed = feedOn(prefix)
  await waitFor(() => feed.acknowledged.length > 100, WAIT)
  const kafka = ['--prefix', prefix, '--brokers', brokers.join()]
  const grown = await runInProcess([
    'topics',
    'grow',
    'observations',
    '--partitions',
    String(GROWN),
    ...kafka,
    '--json',
  ])
  expect(grown).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`"setting":"OBSERVATIONS_PARTITIONS=${GROWN}"`),
  })
  const copied = feed.acknowledged.length
  // Both at once, as in a rolling restart.
  const later = await system.run([], 'all', { ...GROW, HTTP_PORT: 0 })
  onTestFinished(later.stop)
  await waitFor(() => feed.acknowledged.length > copied + 100, WAIT)
  const parts = async () => (await system.readiness()).parts
  await waitFor(async () => (await parts())['generation']?.detail?.includes('start again with OBSERVATIONS_PARTITIONS'))
  await former.stop()
  await feed.stop()
  await untilProcessed(prefix, GROW)
  const versions = await system.alerts()
  expect(new Set(versions.slice(versions.findIndex((alert) => likely(alert) === 480)).map(likely))).toEqual(
    new Set([480]),
  )

  const { observations } = topics(prefix, GROW)
  const found = new Set<string>()
  for await (const { value } of readTopic({ brokers, clientId: 'test', logger, topic: observations.name }))
    found.add(String(value))
  expect(feed.acknowledged.filter((value) => !found.has(value))).toEqual([])

  await sendTo(observations, [aPersonsReportAt(MOVED, '10:30', 41)])
  await waitFor(async () => (await system.alerts()).map(likely).at(-1) === 481, WAIT)
  const alerts = await system.alerts()
  expect(new Set(alerts.map(({ alertId }) => alertId)).size).toBe(1)
  expect(new Set(alerts.map((alert) => JSON.stringify(alert))).size).toBe(
    new Set(alerts.map(({ version }) => version)).size,
  )
  const explain = ['explain', alerts[0]?.alertId ?? '', '--from-log', ...kafka]
  expect(await runInProcess(explain, { OBSERVATIONS_PARTITIONS: String(GROWN) })).toMatchObject({ code: 0 })
  const { code, stderr } = await runInProcess(explain)
  expect([code, stderr]).toEqual([66, expect.stringMatching(/has grown.*set OBSERVATIONS_PARTITIONS/s)])
  await expect(system.run()).rejects.toMatchObject({
    code: 'LF_TOPIC_SEALED',
    message: expect.stringContaining(`OBSERVATIONS_PARTITIONS=${GROWN}`),
  })
})
