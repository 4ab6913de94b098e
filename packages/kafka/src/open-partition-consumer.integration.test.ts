import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterEach, expect, inject, test } from 'vitest'
import { aStoredLog, type StoredLog } from './a-stored-log.ts'
import { openPartitionConsumer, type PartitionConsumerSpec } from './open-partition-consumer.ts'
import { openProducer } from './open-producer.ts'
import { aName, aTopic, bareClient, silent } from './testing.ts'

const brokers = inject('kafkaBrokers').split(',')
let closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
})

const consume = async (
  spec: Partial<PartitionConsumerSpec> & Pick<PartitionConsumerSpec, 'topic' | 'openPartition'>,
) => {
  const consumer = await openPartitionConsumer({ brokers, clientId: 'test', groupId: aName(), logger: silent, ...spec })
  closers.push(consumer.close)
  return consumer
}
const produce = async (topic: string, values: readonly string[], partition?: number) => {
  const producer = await openProducer({ brokers, clientId: 'test', logger: silent, lingerMs: 0 })
  const records = values.map((value) => ({ topic, key: value, value, ...(partition !== undefined && { partition }) }))
  const sent = await producer.send(records)
  await producer.close()
  return sent
}
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index))
const valuesOf = (log: StoredLog, partition = 0) => log.values(partition)

test('GROUP_JOIN listeners are not awaited: nothing is handled before the state is loaded, then from its offset', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 10))
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

test('the offset in the store counts, not the one committed to Kafka', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 10))
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

test('maxWaitTimeInMs 100: a partition that was paused to load is read within half a second of its opening', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, ['waiting'])
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
  expect(performance.now() - openedMs).toBeLessThan(500)
})

test('offsets are committed to Kafka too, for lag dashboards', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 7))
  const groupId = aName()
  const log = aStoredLog()
  await consume({ topic, groupId, commitMs: 100, openPartition: async (partition) => log.open(partition) })
  const admin = bareClient(brokers).admin()
  await admin.connect()
  closers.push(() => admin.disconnect())
  await waitFor(async () => {
    const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] })
    return offsets?.partitions[0]?.offset === '7'
  })
})

test('offsets have holes: transaction markers and aborted records are passed over, also at the end', async () => {
  const topic = await aTopic(brokers)
  const producer = bareClient(brokers).producer({ idempotent: true, transactionalId: aName(), maxInFlightRequests: 1 })
  await producer.connect()
  const transact = async (values: readonly string[], end: 'commit' | 'abort') => {
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: values.map((value) => ({ key: value, value })) })
    await transaction[end]()
  }
  await transact(['a', 'b'], 'commit') // 0, 1, marker 2
  await transact(['x', 'y'], 'abort') // 3, 4, marker 5
  await transact(['c'], 'commit') // 6, marker 7
  const log = aStoredLog()
  const consumer = await consume({ topic, openPartition: async (partition) => log.open(partition) })
  await waitFor(() => valuesOf(log).length === 3)
  await transact(['z'], 'abort') // 8, marker 9: a fetch with nothing for us in it
  await sleep(300)
  await transact(['d'], 'commit') // 10
  await producer.disconnect()
  await waitFor(() => valuesOf(log).length === 4)
  expect(valuesOf(log)).toEqual(['a', 'b', 'c', 'd'])
  expect(log.store.get(0)).toBeGreaterThanOrEqual(11)
  expect(consumer.state()).toBe('up')
})

test('OFFSET_OUT_OF_RANGE silently resets: retention took the stored offset, LF_OFFSET_GAP', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 10))
  await deleteUpTo(topic, 6)
  const log = aStoredLog()
  log.store.set(0, 3)
  const consumer = await consume({ topic, openPartition: async (partition) => log.open(partition) })
  await expect(consumer.failed).rejects.toMatchObject({ code: 'LF_OFFSET_GAP', message: /offset is 3, .* 6 to 10/ })
  expect(valuesOf(log)).toEqual([])
})

test('OFFSET_OUT_OF_RANGE silently resets: the log is not the one we knew, LF_OFFSET_GAP', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 3))
  const log = aStoredLog()
  log.store.set(0, 500)
  const consumer = await consume({ topic, openPartition: async (partition) => log.open(partition) })
  await expect(consumer.failed).rejects.toMatchObject({ code: 'LF_OFFSET_GAP' })
})

test('OFFSET_OUT_OF_RANGE silently resets: records deleted while running, LF_OFFSET_GAP before any after them', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 5))
  const log = aStoredLog()
  const consumer = await consume({
    topic,
    openPartition: async (partition) => {
      const opened = log.open(partition)
      const handle = async (batch: Parameters<typeof opened.handle>[0]) => {
        await produce(topic, numbers(5, 20))
        await deleteUpTo(topic, 12)
        await opened.handle(batch)
      }
      return { ...opened, handle }
    },
  })
  await expect(consumer.failed).rejects.toMatchObject({ code: 'LF_OFFSET_GAP' })
  expect(valuesOf(log)).toEqual(numbers(0, 5))
})

test('no revoke hook: a refused commit (LF_FENCED) drops the partition and takes it up again from the store', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 5))
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

test('a store that is away is waited for: the partition is opened again until it works', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 5))
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

test('what a handler cannot go on from ends the consumer', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, ['poison'])
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

test('a non-retriable CRASH leaves the process alive but deaf: failed rejects', async () => {
  const topic = await aTopic(brokers)
  const log = aStoredLog()
  const tooShortMs = { sessionMsMax: 200, heartbeatMs: 100 } // The broker refuses sessions below 6 s.
  const consumer = await consume({ topic, ...tooShortMs, openPartition: async (partition) => log.open(partition) })
  await expect(consumer.failed).rejects.toMatchObject({ code: 'LF_BROKER_REFUSED', retryable: false })
})

test('consumers can stall silently: records waiting and none handled is LF_STALLED', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 3))
  const hang = Promise.withResolvers<void>()
  const consumer = await consume({
    topic,
    stallCheckMs: 100,
    stallChecksMax: 3,
    openPartition: async () => ({ nextOffset: 'earliest', handle: () => hang.promise, close: () => {} }),
  })
  await expect(consumer.failed).rejects.toMatchObject({ code: 'LF_STALLED', message: /stands at 0 .* goes to 3/ })
  hang.resolve()
})

test('a slow handler does not lose the group: heartbeats go on while it works', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, ['slow'])
  const log = aStoredLog()
  let opens = 0
  const consumer = await consume({
    topic,
    sessionMsMax: 6_000,
    heartbeatMs: 1_000,
    openPartition: async (partition) => {
      opens += 1
      const opened = log.open(partition)
      const handle = async (batch: Parameters<typeof opened.handle>[0]) => {
        await sleep(9_000)
        await opened.handle(batch)
      }
      return { ...opened, handle }
    },
  })
  await waitFor(() => valuesOf(log).length === 1, { timeoutMs: 20_000 })
  await sleep(500)
  expect({ opens, assigned: consumer.assigned() }).toEqual({ opens: 1, assigned: [0] })
})

test('heartbeat per chunk: a long fold that calls it lets others have their turn', async () => {
  const topic = await aTopic(brokers)
  await produce(topic, numbers(0, 20))
  let turns = 0
  const turn = setInterval(() => {
    turns += 1
  }, 1)
  const done = Promise.withResolvers<number>()
  await consume({
    topic,
    openPartition: async () => ({
      nextOffset: 'earliest',
      handle: async (batch) => {
        const before = turns
        for (const _record of batch.records) {
          const untilMs = performance.now() + 30
          while (performance.now() < untilMs); // A chunk of pure computing.
          await batch.heartbeat()
        }
        done.resolve(turns - before)
      },
      close: () => {},
    }),
  })
  expect(await done.promise).toBeGreaterThan(5)
  clearInterval(turn)
})

test('stop while busy: the batch in hand is finished, and none begins after', async () => {
  const topic = await aTopic(brokers, 3)
  for (const partition of [0, 1, 2]) await produce(topic, numbers(0, 5), partition)
  const log = aStoredLog()
  const begun = Promise.withResolvers<void>()
  let handled = 0
  const consumer = await consume({
    topic,
    partitionsAtOnceMax: 1,
    openPartition: async (partition) => {
      const opened = log.open(partition)
      const handle = async (batch: Parameters<typeof opened.handle>[0]) => {
        begun.resolve()
        await sleep(300)
        await opened.handle(batch)
        handled += 1
      }
      return { ...opened, handle }
    },
  })
  await begun.promise
  await consumer.close()
  expect(handled).toBe(1)
  expect([0, 1, 2].flatMap((partition) => valuesOf(log, partition))).toEqual(numbers(0, 5))
  expect(log.closes).toBe(3)
  await sleep(300)
  expect(handled).toBe(1)
})

test('normal operation emits no logs', async () => {
  const topic = await aTopic(brokers, 2)
  const lines: string[] = []
  const logger = createLogger({ name: 'test', level: 'info', write: (line) => lines.push(line) })
  const log = aStoredLog()
  const producer = await openProducer({ brokers, clientId: 'test', logger })
  const consumer = await consume({ topic, logger, openPartition: async (partition) => log.open(partition) })
  await producer.send(numbers(0, 20).map((value) => ({ topic, key: value, value })))
  await waitFor(() => valuesOf(log, 0).length + valuesOf(log, 1).length === 20)
  await consumer.close()
  await producer.close()
  expect(lines).toEqual([])
})

const deleteUpTo = async (topic: string, offset: number) => {
  const admin = bareClient(brokers).admin()
  await admin.connect()
  await admin.fetchTopicOffsets(topic) // Or kafkajs does not know the topic it is asked about.
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] })
  await admin.disconnect()
}
