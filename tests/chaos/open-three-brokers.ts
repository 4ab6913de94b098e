import { windowingGroups } from '@landfall/contracts'
import { type ClusterBroker, startKafkaCluster } from '@landfall/infra-local'
import { ensureTopics, partitionFor } from '@landfall/kafka'
import { type ClusterView, openClusterView } from '@landfall/kafka/testing/open-cluster-view'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { CHAOS_PREFIX, chaosTopics, EXPECTED_MS_MAX } from './await-expected-alerts.ts'

const say = (): void => {}
const logger = createLogger({ name: 'chaos', level: 'silent' })

export type PlacedBroker = ClusterBroker & { readonly nodeId: number }

/** Three brokers with the topics of the system, in the order in which KAFKA_BROKERS shall name them. */
export type ThreeBrokers = {
  readonly brokers: readonly PlacedBroker[]
  readonly addresses: readonly string[]
  /** In words: what this broker leads and coordinates at present. */
  readonly dutiesOf: (broker: PlacedBroker) => Promise<string>
  /** Resolves when others lead every partition that this broker led. */
  readonly untilReplaced: (broker: PlacedBroker) => Promise<void>
}

/**
 * The first place is that of the broker that coordinates the consumer group of the groups stage: with it a watched area loses
 * the leaders of partitions, the offsets and the membership at once.
 */
export const openThreeBrokers = async (open: AsyncDisposableStack, areaId: string): Promise<ThreeBrokers> => {
  const cluster = await startKafkaCluster({ say })
  open.defer(() => cluster.close())
  const placed = cluster.brokers.map((broker, index): PlacedBroker => ({ ...broker, nodeId: index + 1 }))
  const all = placed.map(({ address }) => address)
  await ensureTopics({ brokers: all, logger, specs: Object.values(chaosTopics) })
  const { groups } = windowingGroups(CHAOS_PREFIX)
  const coordinator = await withView(all, (view) => view.groupCoordinator(groups))
  const brokers = placed.toSorted((a, b) => Number(b.nodeId === coordinator) - Number(a.nodeId === coordinator))
  const producerName = `${groups}.${partitionFor(areaId, chaosTopics.arrivals.partitions)}`
  return {
    brokers,
    addresses: brokers.map(({ address }) => address),
    dutiesOf: ({ nodeId }) =>
      withView(all, async (view) => {
        const led = (await leadersOf(view)).filter((leader) => leader === nodeId).length
        const coordinators = await Promise.all(Object.values(windowingGroups(CHAOS_PREFIX)).map(view.groupCoordinator))
        const coordinated = coordinators.filter((each) => each === nodeId).length
        const isFence = (await view.transactionCoordinator(producerName)) === nodeId
        return `led ${led} partitions, coordinated ${coordinated} groups${isFence ? ' and the producer of the alerts' : ''}`
      }),
    untilReplaced: ({ nodeId }) => {
      const others = brokers.filter((broker) => broker.nodeId !== nodeId).map(({ address }) => address)
      return withView(others, async (view) => {
        const isReplaced = async () => (await leadersOf(view)).every((leader) => leader !== nodeId && leader > 0)
        await waitFor(isReplaced, { timeoutMs: EXPECTED_MS_MAX, what: `others to lead instead of broker ${nodeId}` })
      })
    },
  }
}

const withView = async <Answer>(
  addresses: readonly string[],
  look: (view: ClusterView) => Promise<Answer>,
): Promise<Answer> => {
  const view = await openClusterView(addresses)
  try {
    return await look(view)
  } finally {
    await view.close()
  }
}

const leadersOf = async (view: ClusterView): Promise<readonly number[]> => {
  const leaders: number[] = []
  for (const { name } of Object.values(chaosTopics)) leaders.push(...(await view.leaders(name)))
  return leaders
}
