import { expect, inject, test } from 'vitest'
import { type ClusterConnection, createClusterConnection } from '../client/create-cluster-connection.ts'
import type { InnerBroker, InnerCluster } from '../client/inner-cluster.ts'
import { readBounds } from '../log/read-bounds.ts'
import { newProducerId } from '../producer/create-inner-producer.ts'
import { aTopic, produce, silent } from '../testing/a-topic.ts'
import { sealTopic } from './seal-topic.ts'

const brokers = inject('kafkaBrokers').split(',')
const PARTITIONS = 3
const LATE = 2

/** What of kafkajs's is asked instead of the original. */
const instead = <T extends object>(original: T, methods: Partial<T>): T =>
  Object.assign(Object.create(original) as T, methods)

/** The leader of the last partition hears of the seal only after a few questions: until then it is asked about a topic that is open. */
const hearingLate = (connection: ClusterConnection, openTopic: string, questions: string[]): ClusterConnection => {
  const lateBroker = (broker: InnerBroker): InnerBroker =>
    instead(broker, {
      produce: async (request) => {
        const [topicData] = (request as { readonly topicData: readonly [Asked] }).topicData
        if (topicData.partitions[0].partition !== LATE) return broker.produce(request)
        const isOpen = questions.length < 3
        questions.push(isOpen ? 'open' : 'sealed')
        return broker.produce(isOpen ? { ...request, topicData: [{ ...topicData, topic: openTopic }] } : request)
      },
    })
  return {
    ...connection,
    addTopics: async (names) => {
      const cluster = await connection.addTopics([...names, openTopic])
      const findBroker: InnerCluster['findBroker'] = async (node) => lateBroker(await cluster.findBroker(node))
      return instead(cluster, { findBroker })
    },
  }
}
type Asked = { readonly partitions: readonly [{ readonly partition: number }] }

test('a topic is not sealed before the leader of each of its partitions refuses records; nothing is appended by asking', async () => {
  const [topic, openTopic] = [await aTopic(brokers, PARTITIONS), await aTopic(brokers, PARTITIONS)]
  const client = { brokers, clientId: 'test', logger: silent }
  const connection = createClusterConnection(client)
  const questions: string[] = []
  try {
    const cluster = await connection.addTopics([topic])
    const id = await newProducerId(cluster)
    await sealTopic(
      client,
      { name: topic, partitions: PARTITIONS },
      hearingLate(connection, openTopic, questions),
      id,
      0,
    )
    expect(questions).toEqual(['open', 'open', 'open', 'sealed'])
    for (const partition of [0, 1, LATE])
      await expect(produce(brokers, topic, ['late'], partition)).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' })
    for (const name of [topic, openTopic]) {
      const bounds = await readBounds(await connection.addTopics([name]), name)
      expect([...bounds.values()].map(({ high }) => high)).toEqual([0, 0, 0])
    }
  } finally {
    await connection.close()
  }
})
