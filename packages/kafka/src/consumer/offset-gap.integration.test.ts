import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { aStoredLog, type StoredLog } from '../testing/a-stored-log.ts'
import { aName, aTopic, bareClient, deleteUpTo, numbers, produce } from '../testing/a-topic.ts'
import { consumeFrom } from '../testing/consume-from.ts'

const brokers = inject('kafkaBrokers').split(',')
const consume = consumeFrom(brokers)
const transactions = async (topic: string) => {
  const producer = bareClient(brokers).producer({ idempotent: true, transactionalId: aName(), maxInFlightRequests: 1 })
  await producer.connect()
  onTestFinished(() => producer.disconnect())
  return async (values: readonly string[], end: 'commit' | 'abort'): Promise<void> => {
    const transaction = await producer.transaction()
    await transaction.send({ topic, messages: values.map((value) => ({ key: value, value })) })
    await transaction[end]()
  }
}
const valuesOf = (log: StoredLog, partition = 0) => log.values(partition)

test('transaction markers and aborted records are skipped, also at the end of the log', async () => {
  const topic = await aTopic(brokers)
  const transact = await transactions(topic)
  await transact(['a', 'b'], 'commit') // 0, 1, marker 2
  await transact(['x', 'y'], 'abort') // 3, 4, marker 5
  await transact(['c'], 'commit') // 6, marker 7
  const log = aStoredLog()
  const consumer = await consume({ topic, openPartition: async (partition) => log.open(partition) })
  await waitFor(() => valuesOf(log).length === 3)
  await transact(['z'], 'abort') // 8, marker 9: a fetch with nothing for us in it
  await waitFor(() => log.store.get(0) === 10)
  await transact(['d'], 'commit') // 10
  await waitFor(() => valuesOf(log).length === 4)
  expect(valuesOf(log)).toEqual(['a', 'b', 'c', 'd'])
  expect(log.store.get(0)).toBeGreaterThanOrEqual(11)
  expect(consumer.state()).toBe('up')
})

test('a log of markers alone is read to its end, without a record', async () => {
  const topic = await aTopic(brokers)
  const transact = await transactions(topic)
  await transact(['x'], 'abort') // 0, marker 1
  const log = aStoredLog()
  await consume({ topic, openPartition: async (partition) => log.open(partition) })
  await waitFor(() => log.store.get(0) === 2)
  await transact(['y'], 'abort') // 2, marker 3
  await waitFor(() => log.store.get(0) === 4)
  expect(valuesOf(log)).toEqual([])
})

test('a stored offset that retention has deleted is LF_OFFSET_GAP', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 10))
  await deleteUpTo(brokers, topic, 6)
  const log = aStoredLog()
  log.store.set(0, 3)
  const consumer = await consume({ topic, openPartition: async (partition) => log.open(partition) })
  await expect(consumer.failed).rejects.toMatchObject({
    code: 'LF_OFFSET_GAP',
    message: expect.stringMatching(/offset is 3, .* 6 to 10/),
  })
  expect(valuesOf(log)).toEqual([])
})

test('a stored offset beyond the end of the log is LF_OFFSET_GAP', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 3))
  const log = aStoredLog()
  log.store.set(0, 500)
  const consumer = await consume({ topic, openPartition: async (partition) => log.open(partition) })
  await expect(consumer.failed).rejects.toMatchObject({ code: 'LF_OFFSET_GAP' })
})

test('records deleted while running are LF_OFFSET_GAP before any later record is handled', async () => {
  const topic = await aTopic(brokers)
  await produce(brokers, topic, numbers(0, 5))
  const log = aStoredLog()
  const consumer = await consume({
    topic,
    openPartition: async (partition) => {
      const opened = log.open(partition)
      const handle = async (batch: Parameters<typeof opened.handle>[0]) => {
        await produce(brokers, topic, numbers(5, 20))
        await deleteUpTo(brokers, topic, 12)
        await opened.handle(batch)
      }
      return { ...opened, handle }
    },
  })
  await expect(consumer.failed).rejects.toMatchObject({ code: 'LF_OFFSET_GAP' })
  expect(valuesOf(log)).toEqual(numbers(0, 5))
})
