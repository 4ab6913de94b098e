import { waitFor } from '@landfall/testkit'
import kafkajs from 'kafkajs'

/** What an operator does with Kafka's own tools, and Landfall never. */
export const openKafkaOperator = async (brokers: readonly string[]) => {
  const { Kafka, logLevel } = kafkajs
  const admin = new Kafka({ brokers: [...brokers], clientId: 'operator', logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  return {
    /** Those that are there; gone everywhere when this resolves. */
    deleteTopics: async (names: readonly string[]): Promise<void> => {
      const topics = (await admin.listTopics()).filter((name) => names.includes(name))
      if (topics.length > 0) await admin.deleteTopics({ topics })
      const areGone = async () => !(await admin.listTopics()).some((name) => names.includes(name))
      await waitFor(areGone, { what: `${names} to be gone` })
    },
    deleteGroups: async (prefix: string): Promise<void> => {
      const { groups } = await admin.listGroups()
      await admin.deleteGroups(groups.map(({ groupId }) => groupId).filter((id) => id.startsWith(prefix)))
    },
    [Symbol.asyncDispose]: () => admin.disconnect(),
  }
}
