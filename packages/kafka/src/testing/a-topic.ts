import { randomUUID } from 'node:crypto'
import type { TopicPartitions } from '@landfall/contracts'
import { createLogger } from '@landfall/runtime'
import { Kafka, logLevel } from 'kafkajs'
import { ensureTopics } from '../admin/ensure-topics.ts'

export const silent = createLogger({ name: 'test', level: 'silent' })

export const aName = (): string => `t${randomUUID().slice(0, 8)}`

export const FOR_EVER = {
  retentionMs: -1,
  retentionBytes: -1,
  cleanupPolicy: 'delete',
  timestampType: 'LogAppendTime',
  compressionType: 'producer',
} as const

const made: TopicPartitions[] = []

/** All that `aTopic` has made in this process. */
export const madeTopics = (): readonly TopicPartitions[] => made

/** The contract of a topic that `aTopic` has made. */
export const contractOf = (topic: string): TopicPartitions => {
  const found = made.find(({ name }) => name === topic)
  if (found === undefined) throw new RangeError(`no topic ${topic}`)
  return found
}

/** A new topic for one test. */
export const aTopic = async (brokers: readonly string[], partitions = 1): Promise<string> => {
  const name = aName()
  const specs = [{ ...FOR_EVER, name, partitions, messageBytesMax: 16_777_216 }]
  await ensureTopics({ brokers, logger: silent, specs })
  made.push({ name, partitions })
  return name
}

/** Bare kafkajs with its own retries, for what only a test does to a broker. */
export const bareClient = (brokers: readonly string[]): Kafka =>
  new Kafka({ brokers: [...brokers], clientId: 'test', logLevel: logLevel.NOTHING })

/** The values, in order, to one partition or by their own keys. */
export const produce = async (
  brokers: readonly string[],
  topic: string,
  values: readonly string[],
  partition?: number,
): Promise<void> => {
  const producer = bareClient(brokers).producer({ allowAutoTopicCreation: false })
  await producer.connect()
  const messages = values.map((value) => ({ key: value, value, ...(partition !== undefined && { partition }) }))
  await producer.send({ topic, messages })
  await producer.disconnect()
}

/** As retention would: the log begins at `offset` afterwards. */
export const deleteUpTo = async (brokers: readonly string[], topic: string, offset: number): Promise<void> => {
  const admin = bareClient(brokers).admin()
  await admin.connect()
  await admin.fetchTopicOffsets(topic) // Or kafkajs does not know the topic it is asked about.
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] })
  await admin.disconnect()
}

export const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => String(from + index))
