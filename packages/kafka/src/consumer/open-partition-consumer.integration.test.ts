import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openProducer } from '../producer/open-producer.ts'
import { aStoredLog, type StoredLog } from '../testing/a-stored-log.ts'
import { aName, aTopic, bareClient, madeTopics, numbers, produce } from '../testing/a-topic.ts'
import { consumeFrom } from '../testing/consume-from.ts'

const brokers = inject('kafkaBrokers').split(',')
const consume = consumeFrom(brokers)
const valuesOf = (log: StoredLog, partition = 0) => log.values(partition)

test('nothing is handled before the state is loaded, and then from its offset', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 10))
  const log = aStoredLog()
  log.store.set(0, 4)
  let isLoaded = false
  const consumer = await consume({
    topic,
    openPartition: async (partition) => {
      await sleep(1_000)
      isLoaded = true
      const opened = log.open(partition)
      const handle = (batch: Parameters<typeof opened.handle>[0]) => {
        expect(isLoaded).toBe(true)
        return opened.handle(batch)
      }
      return { ...opened, handle }
    },
  })
  await waitFor(() => valuesOf(log).length === 6)
  expect(valuesOf(log)).toEqual(numbers(4, 10))
  expect(consumer.assigned()).toEqual([0])
  expect(consumer.state()).toBe('up')
})

test('the stored offset counts, not the one committed to Kafka', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 10))
  const groupId = aName()
  const admin = bareClient(brokers).admin()
  await admin.connect()
  await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '9' }] })
  await admin.disconnect()
  const log = aStoredLog()
  await consume({ topic, groupId, openPartition: async (partition) => log.open(partition) })
  await waitFor(() => valuesOf(log).length === 10)
  expect(valuesOf(log)).toEqual(numbers(0, 10))
})

test('a partition paused for loading is read soon after, not only after the 5 s of the default', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, ['waiting'])
  const log = aStoredLog()
  let openedMs = Number.NaN
  await consume({
    topic,
    openPartition: async (partition) => {
      await sleep(500)
      openedMs = performance.now()
      return log.open(partition)
    },
  })
  await waitFor(() => valuesOf(log).length === 1)
  expect(performance.now() - openedMs).toBeLessThan(3_000)
})

test('offsets are committed to Kafka too, for lag dashboards', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 7))
  const groupId = aName()
  const log = aStoredLog()
  await consume({ topic, groupId, commitMs: 100, openPartition: async (partition) => log.open(partition) })
  const admin = bareClient(brokers).admin()
  await admin.connect()
  onTestFinished(() => admin.disconnect())
  await waitFor(async () => {
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] })
    return offsets?.partitions[0]?.offset === '7'
  })
})

test('a refused commit (LF_FENCED) drops the partition and opens it again from the store', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 5))
  const log = aStoredLog()
  let opens = 0
  await consume({
    topic,
    openPartition: async (partition) => {
      opens += 1
      if (opens === 2) log.store.set(0, 2) // The other owner had come this far.
      return log.open(partition, { isFenced: opens === 1 })
    },
  })
  await waitFor(() => valuesOf(log).length === 3)
  expect(opens).toBe(2)
  expect(log.closes).toBe(1)
  expect(valuesOf(log)).toEqual(numbers(2, 5))
})

test('while the store is away, opening the partition is retried', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 5))
  const log = aStoredLog()
  let opens = 0
  const consumer = await consume({
    topic,
    openPartition: async (partition) => {
      opens += 1
      if (opens < 3) throw log.storeDown()
      return log.open(partition, { isDown: opens < 5 })
    },
  })
  await waitFor(() => valuesOf(log).length === 5)
  expect(opens).toBe(5)
  expect(valuesOf(log)).toEqual(numbers(0, 5))
  await waitFor(() => consumer.state() === 'up')
})

test('an error that is not retryable ends the consumer', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, ['poison'])
  const mistake = new TypeError('a mistake in the fold')
  const consumer = await consume({
    topic,
    openPartition: async () => ({
      nextOffset: 'earliest',
      handle: async () => {
        throw mistake
      },
      close: () => {},
    }),
  })
  await expect(consumer.failed).rejects.toBe(mistake)
  await waitFor(() => consumer.assigned().length === 0)
})

test('a non-retriable crash of kafkajs rejects `failed`', async () => {
  const topic = await aTopic(brokers)
  const log = aStoredLog()
  const tooShortMs = { sessionMsMax: 200, heartbeatMs: 100 } // The broker refuses sessions below 6 s.
  const consumer = await consume({ topic, ...tooShortMs, openPartition: async (partition) => log.open(partition) })
  await expect(consumer.failed).rejects.toMatchObject({ code: 'LF_BROKER_REFUSED', retryable: false })
})

test('normal operation emits no logs', async () => {
  const topic = await aTopic(brokers, 2)
  const lines: string[] = []
  const logger = createLogger({ name: 'test', level: 'info', write: (line) => lines.push(line) })
  const log = aStoredLog()
  const producer = await openProducer({ brokers, clientId: 'test', logger, topics: madeTopics() })
  const consumer = await consume({ topic, logger, openPartition: async (partition) => log.open(partition) })
  await producer.send(numbers(0, 20).map((value) => ({ topic, key: value, value })))
  await waitFor(() => valuesOf(log, 0).length + valuesOf(log, 1).length === 20)
  await consumer.close()
  await producer.close()
  expect(lines).toEqual([])
})
