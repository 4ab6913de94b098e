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
import { aName, aTopic, FOR_EVER, madeTopics, silent } from '../testing/a-topic.ts'
import { keyInPartition } from '../testing/key-in-partition.ts'
import { openClusterView } from '../testing/open-cluster-view.ts'

const PARTITIONS = 6
const PARTITION_NUMBERS = [...Array(PARTITIONS).keys()]
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
  await untilInSync()
})

/** The next test loses one broker: while another one still catches up, that would be two. */
const untilInSync = async (): Promise<void> => {
  const made = madeTopics().map(({ name }) => name)
  if (made.length === 0) return
  const view = await openClusterView(addresses)
  const topics = ['__consumer_offsets', '__transaction_state', ...made]
  await waitFor(() => view.isInSync(topics, cluster.brokers.length).catch(() => false))
  await view.close()
}

const at = (index: number): ClusterBroker => {
  const broker = cluster.brokers[index]
  if (broker === undefined) throw new RangeError(`no broker ${index}`)
  return broker
}

type Coordinator = { readonly lost: ClusterBroker; readonly groupId: string; readonly otherGroupId: string }

/** A broker that coordinates two groups: the active controller, whose loss is the worst, where it coordinates any. */
const findCoordinator = async (): Promise<Coordinator> => {
  const view = await openClusterView(addresses)
  try {
    const controller = await view.controller()
    const groups = await Promise.all(
      Array.from({ length: 20 }, aName).map(async (id) => ({ id, coordinator: await view.groupCoordinator(id) })),
    )
    const ofController = groups.filter(({ coordinator }) => coordinator === controller)
    const [first, ...others] = ofController.length >= 2 ? ofController : groups
    const other = others.find(({ coordinator }) => coordinator === first?.coordinator)
    if (first === undefined || other === undefined) throw new Error('no broker coordinates two of twenty groups')
    return { lost: at(first.coordinator - 1), groupId: first.id, otherGroupId: other.id }
  } finally {
    await view.close()
  }
}

/** A member of the group, and what it has handled. */
const openMember = async (brokers: readonly string[], topic: string, groupId: string) => {
  const log = aStoredLog()
  const openPartition = async (partition: number) => log.open(partition)
  const consuming = { partitions: PARTITIONS, groupId, openPartition, sessionMsMax: SESSION_MS_MAX }
  const consumer = await openPartitionConsumer({ brokers, clientId: 'test', logger: silent, topic, ...consuming })
  closers.push(consumer.close)
  return { consumer, handled: () => PARTITION_NUMBERS.flatMap((each) => log.values(each)).toSorted() }
}

/** One of each kind of client that was given these brokers, and what they have read. */
const openClients = async (topic: string, brokers = addresses, groupId = aName()) => {
  const spec = { brokers, clientId: 'test', logger: silent, topic }
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
  const { consumer, handled } = await openMember(brokers, topic, groupId)
  const onBatch = ({ records }: { readonly records: readonly { readonly value: unknown }[] }): void => {
    tailed.push(...records.map(({ value }) => String(value)))
  }
  const tail = await openTail({ ...spec, from: 'earliest', onBatch })
  closers.push(producer.close, fenced.close, tail.close)
  const failures: unknown[] = []
  for (const { failed } of [consumer, tail]) failed.catch((error: unknown) => failures.push(error))
  const sent: string[] = []
  return {
    sent,
    failures,
    read: () => ({ handled: handled(), tailed: tailed.toSorted() }),
    areUp: () => [producer, fenced, consumer, tail].every(({ state }) => state() === 'up'),
    /** To each partition, with either producer. */
    send: async (value: string): Promise<void> => {
      for (const [name, { send }] of Object.entries({ producer, fenced })) {
        const values = PARTITION_NUMBERS.map((partition) => ({ partition, value: `${name} ${partition} ${value}` }))
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
    const { lost, groupId, otherGroupId } = await findCoordinator()
    const clients = await openClients(topic, [lost.address], groupId)
    await clients.send('before')
    await expectAll(clients)
    const lostAtMs = performance.now()
    await lose[how](lost)
    // It asks the broker that is lost to let it in.
    const joining = await openMember(
      addresses.filter((each) => each !== lost.address),
      topic,
      otherGroupId,
    )
    await clients.send('while it is away')
    await expectAll(clients, BACK_MS_MAX - (performance.now() - lostAtMs))
    const leftMs = BACK_MS_MAX - (performance.now() - lostAtMs)
    await waitFor(() => joining.handled().length === clients.sent.length, { timeoutMs: leftMs })
    const late = await openClients(topic)
    await waitFor(late.areUp)
    await waitFor(() => late.read().handled.length === clients.sent.length)
  },
)
