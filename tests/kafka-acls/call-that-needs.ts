import { randomUUID } from 'node:crypto'
import { type TopicSpec, topics } from '@landfall/contracts'
import {
  createLogBounds,
  describeTopics,
  ensureTopics,
  gatherPartitions,
  type KafkaClient,
  openFencedProducer,
  openPartitionConsumer,
  openProducer,
  openTopicRestore,
  readCommittedOffsets,
  readDiskSpace,
  readTopic,
} from '@landfall/kafka'
import type { Acl } from './acls-of.ts'

/** The call that a service, or a command, makes under this ACL; rejects where it may not. */
export const callThatNeeds = (
  { resource, name, operation }: Acl,
  kafka: KafkaClient,
  prefix: string,
): (() => Promise<unknown>) => {
  const all = topics(prefix)
  const spec = Object.values(all).find((each) => name === each.name || name === `${each.name}.restore`) ?? all.alerts
  switch (resource) {
    case 'topic':
      return callOnTopic(operation, kafka, spec)
    case 'group':
      return operation === 'Read'
        ? () => joinOnce(kafka, spec, `${name}any`)
        : () => readCommittedOffsets({ ...kafka, topic: all.observations.name, groupId: `${name}arrivals` })
    case 'transactional-id':
      return () => closing(openFencedProducer({ ...kafka, name: nameUnder(name), topics: [spec] }))
    case 'cluster':
      return () => readDiskSpace({ ...kafka, topic: all.observations.name })
    default:
      return resource satisfies never
  }
}

const callOnTopic = (operation: Acl['operation'], kafka: KafkaClient, spec: TopicSpec) => {
  const topic = spec.name
  switch (operation) {
    case 'Read':
      return () => Array.fromAsync(readTopic({ ...kafka, topic }))
    case 'Write':
      return () => sendOne(kafka, spec)
    case 'Describe':
      return () => boundsOnce(kafka, topic)
    case 'DescribeConfigs':
      return () => describeTopics({ ...kafka, specs: [spec] })
    case 'Create':
      return () => ensureTopics({ ...kafka, specs: [{ ...spec, name: topic }], waitMsMax: 0 })
    case 'Delete':
      return () => gatherPartitions({ ...kafka, topic: { ...spec, partitions: spec.partitions - 1 } })
    case 'AlterConfigs':
      return () => closing(openTopicRestore({ ...kafka, spec }))
    default:
      return operation satisfies never
  }
}

const nameUnder = (name: string): string => (name.endsWith('.restore') ? name : `${name}${randomUUID()}`)

const closing = async (opening: Promise<{ readonly close: () => Promise<void> }>): Promise<void> => {
  const opened = await opening
  await opened.close()
}

const boundsOnce = async (kafka: KafkaClient, topic: string): Promise<void> => {
  const bounds = createLogBounds({ ...kafka, topic })
  try {
    await bounds.read()
  } finally {
    await bounds.close()
  }
}

const sendOne = async (kafka: KafkaClient, spec: TopicSpec): Promise<void> => {
  const producer = await openProducer({ ...kafka, topics: [spec], deliveryMsMax: 10_000 })
  try {
    await producer.send([{ topic: spec.name, key: 'k', value: '{}' }])
  } finally {
    await producer.close()
  }
}

/** Resolves when the group has been joined. */
const joinOnce = async (kafka: KafkaClient, spec: TopicSpec, groupId: string): Promise<void> => {
  const joined = Promise.withResolvers<void>()
  const openPartition = async () => {
    joined.resolve()
    return { nextOffset: 'earliest' as const, handle: async () => {}, close: () => {} }
  }
  const { name: topic, partitions } = spec
  const consumer = await openPartitionConsumer({ ...kafka, topic, partitions, groupId, openPartition })
  try {
    await Promise.race([joined.promise, consumer.failed])
  } finally {
    await consumer.close()
  }
}
