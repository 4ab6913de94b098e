import type { Logger } from '@landfall/runtime'
import type { Producer as KafkajsProducer } from 'kafkajs'
import { type ClientSpec, createKafkaClient } from '../client/create-kafka-client.ts'
import { type OutMessage, partitionOf } from './out-record.ts'

export type AppendedBatch = { readonly topic: string; readonly partition: number; readonly baseOffset: number | null }

/** Short: an unanswered request is retried, and the broker recognises the batch if it had it. */
const REQUEST_MS_MAX = 5_000

/**
 * One kafkajs producer with one producer id. It numbers its batches, and after a failure gives the number of the failed
 * batch to the next one. So the same batch may be retried through it (the broker takes a number once), but never another
 * in its place: the broker could take that for the repeat and drop it silently.
 */
export const createInnerProducer = (spec: ClientSpec, onPartitions: (topic: string, partitions: number) => void) => {
  let first: OutMessage | undefined
  let isFirstTry = true
  const producer: KafkajsProducer = createKafkaClient({ ...spec, requestMsMax: REQUEST_MS_MAX }).producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    retry: { retries: 1, initialRetryTime: 50 }, // Zero is not allowed; the partitioner below stops the second try.
    createPartitioner:
      () =>
      ({ topic, message, partitionMetadata }) => {
        const ours = message as unknown as OutMessage
        if (ours === first && !isFirstTry) throw new Error('no answer, or a changed leader')
        if (ours === first) isFirstTry = false
        onPartitions(topic, partitionMetadata.length)
        return partitionOf(ours, partitionMetadata.length)
      },
  })
  let isConnected = false
  return {
    connect: async (): Promise<void> => {
      if (isConnected) return
      await producer.connect()
      isConnected = true
    },
    append: async (messages: readonly OutMessage[]): Promise<readonly AppendedBatch[]> => {
      first = messages[0]
      isFirstTry = true
      const answers = await producer.sendBatch({ acks: -1, topicMessages: byTopic(messages) })
      return answers.map(({ topicName, partition, baseOffset }) => ({
        topic: topicName,
        partition,
        baseOffset: baseOffset === undefined || baseOffset === '-1' ? null : Number(baseOffset),
      }))
    },
    close: async (logger: Logger): Promise<void> => {
      await producer
        .disconnect()
        .catch((error: unknown) => logger.debug({ event: 'producer.close-failed', err: error }))
    },
  }
}
export type InnerProducer = ReturnType<typeof createInnerProducer>

const byTopic = (messages: readonly OutMessage[]): { topic: string; messages: OutMessage[] }[] => {
  const topics = new Map<string, OutMessage[]>()
  for (const message of messages) {
    const sameTopic = topics.get(message.topic)
    if (sameTopic) sameTopic.push(message)
    else topics.set(message.topic, [message])
  }
  return [...topics].map(([topic, sameTopic]) => ({ topic, messages: sameTopic }))
}
