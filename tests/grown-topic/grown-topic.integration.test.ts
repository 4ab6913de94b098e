import { type MassArrivalAlert, type Observation, topics } from '@landfall/contracts'
import { createLogBounds, openProducer, partitionFor } from '@landfall/kafka'
import { connectRedis, openPartitionStore } from '@landfall/redis'
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
const send = async (prefix: string, observations: readonly Observation[], partitions?: number): Promise<void> => {
  const { observations: topic } = topics(prefix)
  const contract = { ...topic, ...(partitions !== undefined && { partitions }) }
  const producer = await openProducer({ brokers, clientId: 'later', logger, topics: [contract] })
  await producer.send(observations.map((one) => ({ topic: topic.name, key: one.craftId, value: JSON.stringify(one) })))
  await producer.close()
}

/** Resolves when both stages have committed all there is. */
const untilProcessed = async (prefix: string): Promise<void> => {
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  const { observations, arrivals } = topics(prefix)
  const inputs = [observations, arrivals].map(({ name }, index) => ({
    bounds: createLogBounds({ brokers, clientId: prefix, logger, topic: name }),
    store: openPartitionStore(redis, { prefix, stage: index === 0 ? 'arrivals' : 'groups' }),
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

/** A system with an alarm of 480, stopped, and with `observations` grown. */
const aGrownSystem = async () => {
  const system = await aSystem(inject('redisUrl'))
  const before = await system.run()
  for (const time of ['08:00', '08:30', '09:00']) await system.feed(positionsAt(time))
  await system.feed(BOATS.map((craftId) => aPersonsReportAt(craftId, '09:30', 40)))
  await waitFor(async () => (await system.alerts()).map(likely).at(-1) === 480, WAIT)
  await before.stop()
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
