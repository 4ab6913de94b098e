import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@landfall/testkit'
import { expect, inject, test } from 'vitest'
import { openProducer } from '../producer/open-producer.ts'
import { aStoredLog } from '../testing/a-stored-log.ts'
import { aName, aTopic, contractOf, madeTopics, silent } from '../testing/a-topic.ts'
import { keyInPartition } from '../testing/key-in-partition.ts'
import { openPartitionConsumer } from './open-partition-consumer.ts'

const brokers = inject('kafkaBrokers').split(',')
const PARTITIONS = 6
const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition)

/** Records in order to all partitions until stopped; then how many each partition has. */
const produceSteadily = async (topic: string) => {
  const producer = await openProducer({ brokers, clientId: 'test', logger: silent, topics: madeTopics() })
  let isStopped = false
  let count = 0
  const producing = (async () => {
    while (!isStopped) {
      await producer.send(
        partitions.map((partition) => ({ topic, key: keyInPartition(partition, PARTITIONS), value: String(count) })),
      )
      count += 1
    }
    await producer.close()
    return count
  })()
  return {
    stop: () => {
      isStopped = true
      return producing
    },
  }
}

test('instances that join and leave share the partitions, with no record skipped or counted twice', async () => {
  const topic = await aTopic(brokers, PARTITIONS)
  const groupId = aName()
  const log = aStoredLog({ commitMs: 5 })
  const join = () =>
    openPartitionConsumer({
      brokers,
      clientId: 'test',
      groupId,
      topic,
      partitions: contractOf(topic).partitions,
      logger: silent,
      openPartition: async (partition) => log.open(partition),
    })
  const producing = await produceSteadily(topic)
  const held = (...instances: { assigned: () => readonly number[] }[]) =>
    instances.map(({ assigned }) => assigned().length)

  const a = await join()
  await waitFor(() => held(a).join() === '6')
  const b = await join()
  await waitFor(() => held(a, b).join() === '3,3')
  const c = await join()
  await waitFor(() => held(a, b, c).join() === '2,2,2')
  await a.close()
  await waitFor(() => held(b, c).join() === '3,3')
  const d = await join()
  await Promise.all([b.close(), sleep(50).then(c.close)])
  await waitFor(() => held(d).join() === '6')

  const count = await producing.stop()
  expect(count).toBeGreaterThan(50)
  await waitFor(() => partitions.every((partition) => log.values(partition).length >= count))
  await d.close()
  const inOrder = Array.from({ length: count }, (_, index) => String(index))
  for (const partition of partitions) expect(log.values(partition)).toEqual(inOrder)
})

test('partitions kept over a rebalance are not loaded again', async () => {
  const topic = await aTopic(brokers, 2)
  const groupId = aName()
  const log = aStoredLog()
  const opens: string[] = []
  const join = (name: string) =>
    openPartitionConsumer({
      brokers,
      clientId: 'test',
      groupId,
      topic,
      partitions: contractOf(topic).partitions,
      logger: silent,
      openPartition: async (partition) => {
        opens.push(name)
        return log.open(partition)
      },
    })
  const a = await join('a')
  await waitFor(() => a.assigned().length === 2)
  const b = await join('b')
  await waitFor(() => a.assigned().length === 1 && b.assigned().length === 1)
  await b.close()
  await waitFor(() => a.assigned().length === 2)
  await a.close()
  expect(opens).toEqual(['a', 'a', 'b', 'a'])
})

test('a stalled former owner is refused by the store, and takes nothing from its successor', async () => {
  const topic = await aTopic(brokers, 1)
  const groupId = aName()
  const log = aStoredLog()
  const stall = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const spec = { brokers, clientId: 'test', groupId, topic, partitions: 1, logger: silent }
  const producer = await openProducer({ brokers, clientId: 'test', logger: silent, topics: madeTopics() })
  await producer.send([{ topic, key: 'k', value: 'one' }])
  const former = await openPartitionConsumer({
    ...spec,
    openPartition: async (partition) => {
      const opened = log.open(partition)
      return {
        ...opened,
        handle: async (batch) => {
          begun.resolve()
          await stall.promise
          await opened.handle(batch)
        },
      }
    },
  })
  await begun.promise
  const successor = log.open(0)
  await successor.handle({
    partition: 0,
    records: [],
    nextOffset: 1,
    highWatermark: 1,
    heartbeat: async () => {},
    handledTo: () => {},
    leaveFrom: () => {},
  })
  stall.resolve()
  await waitFor(() => log.closes === 1)
  await producer.send([{ topic, key: 'k', value: 'two' }])
  await waitFor(() => log.values(0).length === 1)
  expect(log.values(0)).toEqual(['two'])
  await former.close()
  await producer.close()
})
