import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, type LocalKafka, startKafka } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPartitionConsumer } from '../consumer/open-partition-consumer.ts'
import { openTail } from '../log/open-tail.ts'
import { readTopic } from '../log/read-topic.ts'
import { openProducer } from '../producer/open-producer.ts'
import { aStoredLog } from '../testing/a-stored-log.ts'
import { aName, aTopic, FOR_EVER, madeTopics, silent } from '../testing/a-topic.ts'
import { keyInPartition } from '../testing/key-in-partition.ts'

const AWAY_MS = 11_000

let kafka: LocalKafka
let brokers: readonly string[]
let closers: (() => Promise<void>)[] = []
const quiet = () => {}

beforeAll(async () => {
  kafka = await startKafka({ say: quiet })
  brokers = [kafka.brokers]
})
afterAll(() => kafka.stop())
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
})

const comeBack = async () => {
  kafka = await startKafka({ port: kafka.port, dataDir: kafka.dataDir, say: quiet })
}

test('after a broker was gone for 11 s everything recovers, with nothing lost or duplicated', async () => {
  const topic = await aTopic(brokers, 2)
  const spec = { brokers, clientId: 'test', logger: silent, topic, partitions: 2, topics: madeTopics() }
  const log = aStoredLog()
  const tailed: string[] = []
  const producer = await openProducer({ ...spec, deliveryMsMax: 60_000 })
  const consumer = await openPartitionConsumer({
    ...spec,
    groupId: aName(),
    openPartition: async (partition) => log.open(partition),
  })
  const tail = await openTail({
    ...spec,
    from: 'earliest',
    onBatch: ({ records }) => {
      tailed.push(...records.map(({ value }) => String(value)))
    },
  })
  closers = [producer.close, consumer.close, tail.close]
  const failures: unknown[] = []
  for (const { failed } of [consumer, tail]) failed.catch((error) => failures.push(error))
  const handled = () => [...log.values(0), ...log.values(1)].toSorted()
  const send = (value: string) =>
    producer.send([0, 1].map((partition) => ({ topic, key: keyInPartition(partition, 2), value })))

  await send('before')
  await waitFor(() => handled().length === 2 && tailed.length === 2)
  await kafka.kill()
  const sentWhileGone = send('while gone')
  await waitFor(() => [producer, consumer, tail].every(({ state }) => state() === 'down'))
  await sleep(AWAY_MS)
  await comeBack()
  await sentWhileGone
  await send('after')
  await waitFor(() => handled().length >= 6 && tailed.length >= 6)
  expect(handled()).toEqual(['after', 'after', 'before', 'before', 'while gone', 'while gone'])
  expect(tailed.toSorted()).toEqual(handled())
  await waitFor(() => [producer, consumer, tail].every(({ state }) => state() === 'up'))
  expect(failures).toEqual([])
})

test('a send to a broker that stays away fails in time with LF_BROKER_DOWN', async () => {
  const port = await freePort()
  const producer = await openProducer({
    brokers: [`127.0.0.1:${port}`],
    clientId: 'test',
    logger: silent,
    topics: [{ name: 'any', partitions: 1 }],
    deliveryMsMax: 1_000,
  })
  closers = [producer.close]
  const beganMs = performance.now()
  const sent = producer.send([{ topic: 'any', key: 'k', value: 'v' }])
  await expect(sent).rejects.toMatchObject({ code: 'LF_BROKER_DOWN', retryable: true })
  expect(performance.now() - beganMs).toBeLessThan(20_000) // Left to itself it tries for 30 s.
})

test('a send to a frozen broker fails in time, and one after the thaw succeeds', async () => {
  const topic = await aTopic(brokers)
  const producer = await openProducer({
    brokers,
    clientId: 'test',
    logger: silent,
    topics: madeTopics(),
    deliveryMsMax: 5_000,
  })
  closers = [producer.close]
  await producer.send([{ topic, key: 'k', value: 'before' }])
  kafka.pause()
  // On a busy machine the broker may still answer one before the signal reaches all its threads.
  const frozen = () => producer.send([{ topic, key: 'k', value: 'frozen' }])
  const failure = await waitFor(() => frozen().then(() => undefined, (error: unknown) => error)) // biome-ignore format: one thought
  expect(failure).toMatchObject({ code: 'LF_BROKER_DOWN' })
  kafka.resume()
  await waitFor(() => producer.state() === 'up')
  await producer.send([{ topic, key: 'k', value: 'after' }])
  const values = (await Array.fromAsync(readTopic({ brokers, clientId: 'test', logger: silent, topic }))).map(
    ({ value }) => String(value),
  )
  expect([values[0], values.at(-1)]).toEqual(['before', 'after'])
})

test('without a broker at start all open as down, and come up when there is one', async () => {
  const port = await freePort()
  const missing = [`127.0.0.1:${port}`]
  const topic = aName()
  const partitions = 1
  const topics = [{ name: topic, partitions }]
  const spec = { brokers: missing, clientId: 'test', logger: silent, topic, partitions, topics }
  const log = aStoredLog()
  const producer = await openProducer(spec)
  const consumer = await openPartitionConsumer({
    ...spec,
    groupId: aName(),
    openPartition: async (partition) => log.open(partition),
  })
  const tail = await openTail({ ...spec, from: 'earliest', onBatch: () => {} })
  closers = [producer.close, consumer.close, tail.close]
  await sleep(1_000)
  expect([producer, consumer, tail].map(({ state }) => state())).toEqual(['down', 'down', 'down'])
  const late = await startKafka({ port, say: quiet })
  closers.unshift(() => late.stop())
  const { ensureTopics } = await import('../admin/ensure-topics.ts')
  const specs = [{ ...FOR_EVER, name: topic, partitions: 1, messageBytesMax: 1_048_576 }]
  await ensureTopics({ brokers: missing, logger: silent, specs })
  await waitFor(() => [producer, consumer, tail].every(({ state }) => state() === 'up'))
})
