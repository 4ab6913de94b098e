import { createLogger, LandfallError } from '@landfall/runtime'
import { expect, test, vi } from 'vitest'
import { ensureTopics } from '../admin/ensure-topics.ts'
import { readTopicId } from '../admin/read-topic-id.ts'
import { openPartitionConsumer } from '../consumer/open-partition-consumer.ts'
import { createLogBounds } from '../log/create-log-bounds.ts'
import { openTail } from '../log/open-tail.ts'
import { readTopic } from '../log/read-topic.ts'
import { openFencedProducer } from '../producer/open-fenced-producer.ts'
import { openProducer } from '../producer/open-producer.ts'

vi.mock('./load-kafkajs-internals.ts', () => ({
  loadKafkajsInternals: () => {
    throw new LandfallError('LF_KAFKAJS_UNSUPPORTED', 'another kafkajs', { retryable: false })
  },
}))

const logger = createLogger({ name: 'test', level: 'silent' })
const observations = { name: 'observations', partitions: 12 }
const spec = { brokers: ['127.0.0.1:1'], clientId: 'test', logger, topic: observations.name, partitions: 12 }

/** Every way to a client, as a promise that must reject before anything is sent. */
const ways: readonly (readonly [name: string, use: () => Promise<unknown>])[] = [
  ['openProducer', () => openProducer({ ...spec, topics: [observations] })],
  ['openFencedProducer', () => openFencedProducer({ ...spec, name: 'a', topics: [observations] })],
  [
    'openPartitionConsumer',
    () => openPartitionConsumer({ ...spec, groupId: 'a', openPartition: () => new Promise(() => {}) }),
  ],
  ['openTail', async () => (await openTail({ ...spec, from: 'earliest', onBatch: () => {} })).failed],
  ['readTopic', () => Array.fromAsync(readTopic({ ...spec, partitions: [0] }))],
  ['createLogBounds', () => createLogBounds(spec).read()],
  ['ensureTopics', () => ensureTopics({ ...spec, specs: [] })],
  ['readTopicId', () => readTopicId(spec)],
]

test.each(ways)('%s fails at once on a kafkajs that the patches were not written for', async (_name, use) => {
  await expect(use()).rejects.toMatchObject({ code: 'LF_KAFKAJS_UNSUPPORTED', retryable: false })
})
