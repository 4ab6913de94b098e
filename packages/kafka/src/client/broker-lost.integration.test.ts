import { type ClusterBroker, type LocalCluster, startKafkaCluster } from '@landfall/infra-local'
import { isLandfallError } from '@landfall/runtime'
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
import { openClusterView } from '../testing/open-cluster-view.ts'

const PARTITIONS = 6
const DELIVERY_MS_MAX = 60_000
/** Beyond all waits here: a group that nobody has left waits for a member of before, until its rebalance timeout of 60 s. */
const SESSION_MS_MAX = 600_000
const BACK_MS_MAX = 50_000

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

const coordinatorOf = async (groupId: string): Promise<ClusterBroker> => {
  const view = await openClusterView(addresses)
  try {
    return at((await view.groupCoordinator(groupId)) - 1)
  } finally {
    await view.close()
  }
}

/** One of each kind of client that was given these brokers, and what they have read. */
const openClients = async (topic: string, brokers = addresses, groupId = aName()) => {
  const spec = { brokers, clientId: 'test', logger: silent, topic }
  const log = aStoredLog()
  const tailed: string[] = []
  const topics = [{ name: topic, partitions: PARTITIONS }] as const
  const producer = await openProducer({ ...spec, topics, deliveryMsMax: DELIVERY_MS_MAX })
  // A coordinator that has just taken over says that it is loading: services open again then, as here.
  const openFenced = () =>
    openFencedProducer({ ...spec, name: aName(), topics, deliveryMsMax: DELIVERY_MS_MAX }).catch((error: unknown) => {
      if (isLandfallError(error, 'LF_BROKER_DOWN')) return undefined
      throw error
    })
  const fenced = await waitFor(openFenced, { timeoutMs: BACK_MS_MAX })
  const openPartition = async (partition: number) => log.open(partition)
  const consuming = { partitions: PARTITIONS, groupId, openPartition, sessionMsMax: SESSION_MS_MAX }
  const consumer = await openPartitionConsumer({ ...spec, ...consuming })
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

const expectAll = async (
  { sent, read, failures }: Awaited<ReturnType<typeof openClients>>,
  timeoutMs = BACK_MS_MAX,
): Promise<void> => {
  await waitFor(() => read().handled.length >= sent.length && read().tailed.length >= sent.length, { timeoutMs })
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

const LOSSES: readonly (keyof typeof lose)[] =
  process.env['LANDFALL_CLUSTER'] === 'long'
    ? Array.from({ length: 3 }, () => ['killed', 'stopped', 'paused'] as const).flat()
    : ['killed', 'paused']

test.each(LOSSES)(
  '%s, the only broker that clients were given, which coordinates their group: all is read once, and new clients open',
  async (how) => {
    const topic = await aTopic(addresses, PARTITIONS)
    const groupId = aName()
    const lost = await coordinatorOf(groupId)
    const clients = await openClients(topic, [lost.address], groupId)
    await clients.send('before')
    await expectAll(clients)
    const lostAtMs = performance.now()
    await lose[how](lost)
    await clients.send('while it is away')
    await expectAll(clients, BACK_MS_MAX - (performance.now() - lostAtMs))
    const late = await openClients(topic)
    await waitFor(late.areUp)
    await waitFor(() => late.read().handled.length === clients.sent.length)
  },
)
