import type { MarkRecord } from '@landfall/contracts'
import { type KafkaClient, openTail, type Producer } from '@landfall/kafka'
import { type MarkLog, openMarkLog } from './open-mark-log.ts'

type MarksSpec = {
  readonly kafka: KafkaClient
  readonly producer: Pick<Producer, 'send'>
  readonly topic: string
  /** Resolves when the topic exists. */
  readonly topicExists: Promise<void>
}

/** The marks in Kafka; they close with `open`. */
export const openMarks = (open: AsyncDisposableStack, { kafka, producer, topic, topicExists }: MarksSpec): MarkLog => {
  const marks = openMarkLog({
    openTail: async (onBatch) => {
      await topicExists
      return openTail({ ...kafka, topic, from: 'earliest', onBatch })
    },
    send: (record: MarkRecord) => producer.send([{ topic, key: record.markId, value: JSON.stringify(record) }]),
    logger: kafka.logger,
  })
  open.defer(() => marks.close())
  return marks
}
