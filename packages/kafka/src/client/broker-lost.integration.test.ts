import { type ClusterBroker, type LocalCluster, startKafkaCluster } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ensureTopics } from '../admin/ensure-topics.ts'
import { openPartitionConsumer } from '../consumer/open-partition-consumer.ts'
import { openTail } from '../log/open-tail.ts'
import { openFencedProducer } from '../producer/open-fenced-producer.ts'
import { openProducer } from '../producer/open-producer.ts'
import { aStoredLog } from '../testing/a-stored-log.ts'
import { aName, aTopic, FOR_EVER, silent } from '../testing/a-topic.ts'
import { keyInPartition } from '../testing/key-in-partition.ts'

const PARTITIONS = 6
const DELIVERY_MS_MAX = 60_000

let cluster: LocalCluster
let addresses: readonly string[] = []
let closers: (() => Promise<void>)[] = []

beforeAll(async () => {
  cluster = await startKafkaCluster({ say: () => {} })
  addresses = cluster.brokers.map(({ address }) => address)
})
afterAll(() => cluster.close())
afterEach(async () => {
  for (const close of closers.toReversed()) await close()
  closers = []
  for (const broker of cluster.brokers) broker.running()?.resume()
  await Promise.all(cluster.brokers.map((broker) => broker.start()))
})

const at = (index: number): ClusterBroker => {
  const broker = cluster.brokers[index]
  if (broker === undefined) throw new RangeError(`no broker ${index}`)
  return broker
}

/** One of each kind of client, and what they have read. */
const openClients = async (topic: string) => {
  const spec = { brokers: addresses, clientId: 'test', logger: silent, topic }
  const log = aStoredLog()
  const tailed: string[] = []
  const topics = [{ name: topic, partitions: PARTITIONS }] as const
  const producer = await openProducer({ ...spec, topics, deliveryMsMax: DELIVERY_MS_MAX })
  const fenced = await openFencedProducer({ ...spec, name: aName(), topics, deliveryMsMax: DELIVERY_MS_MAX })
  const openPartition = async (partition: number) => log.open(partition)
  const consumer = await openPartitionConsumer({ ...spec, partitions: PARTITIONS, groupId: aName(), openPartition })
  const onBatch = ({ records }: { readonly records: readonly { readonly value: unknown }[] }): void => {
    tailed.push(...records.map(({ value }) => String(value)))
  }
  const tail = await openTail({ ...spec, from: 'earliest', onBatch })
  closers.push(producer.close, fenced.close, consumer.close, tail.close)
  const failures: unknown[] = []
  for (const { failed } of [consumer, tail]) failed.catch((error: unknown) => failures.push(error))
  const partitions = [...Array(PARTITIONS).keys()]
  const sent: string[] = []
  return {
    sent,
    failures,
    read: () => ({ handled: partitions.flatMap((each) => log.values(each)).toSorted(), tailed: tailed.toSorted() }),
    areUp: () => [producer, fenced, consumer, tail].every(({ state }) => state() === 'up'),
    /** To each partition, with either producer. */
    send: async (value: string): Promise<void> => {
      for (const [name, { send }] of Object.entries({ producer, fenced })) {
        const values = partitions.map((partition) => ({ partition, value: `${name} ${partition} ${value}` }))
        sent.push(...values.map((each) => each.value))
        await send(
          values.map(({ partition, value: each }) => ({
            topic,
            key: keyInPartition(partition, PARTITIONS),
            value: each,
          })),
        )
      }
    },
  }
}

const expectAll = async ({ sent, read, failures }: Awaited<ReturnType<typeof openClients>>): Promise<void> => {
  await waitFor(() => read().handled.length >= sent.length && read().tailed.length >= sent.length)
  expect(read()).toEqual({ handled: sent.toSorted(), tailed: sent.toSorted() })
  expect(failures).toEqual([])
}

const lose = {
  killed: (broker: ClusterBroker) => broker.kill(),
  stopped: (broker: ClusterBroker) => broker.stop(),
  paused: async (broker: ClusterBroker) => broker.running()?.pause(),
} as const

test('topics get three copies, two of them in sync, by default', async () => {
  const specs = [{ ...FOR_EVER, name: aName(), partitions: 1, messageBytesMax: 1_048_576 }]
  await ensureTopics({ brokers: addresses.slice(0, 1), logger: silent, specs })
  const settings = { TOPICS: 'managed', KAFKA_REPLICATION_FACTOR: 3, KAFKA_MIN_INSYNC_REPLICAS: 2 } as const
  expect(await ensureTopics({ brokers: addresses, logger: silent, specs, settings })).toEqual({
    created: [],
    drift: [],
  })
})

type Loss = readonly [how: keyof typeof lose, index: number]

/** The first broker given is the one that matters most: kafkajs begins with it. */
const LOSSES: readonly Loss[] =
  process.env['LANDFALL_CLUSTER'] === 'long'
    ? [0, 1, 2].flatMap((index): readonly Loss[] => [
        ['killed', index],
        ['stopped', index],
        ['paused', index],
      ])
    : [
        ['killed', 0],
        ['paused', 0],
      ]

test.each(LOSSES)('%s, broker %i: all is read once, and new clients open', async (how, index) => {
  const topic = await aTopic(addresses, PARTITIONS)
  const clients = await openClients(topic)
  await clients.send('before')
  await expectAll(clients)
  await lose[how](at(index))
  await clients.send('while it is away')
  await expectAll(clients)
  const late = await openClients(topic)
  await waitFor(late.areUp)
  await waitFor(() => late.read().handled.length === clients.sent.length)
})
