export { describeTopics, type TopicFound } from './describe-topics.ts'
export { type Drift, type EnsuredTopics, type EnsureTopicsSpec, ensureTopics } from './ensure-topics.ts'
export { type Bounds, createLogBounds, type LogBounds } from './log-bounds.ts'
export type { LogRecord } from './log-record.ts'
export { type FencedProducer, type FencedProducerSpec, openFencedProducer } from './open-fenced-producer.ts'
export {
  openPartitionConsumer,
  type PartitionConsumer,
  type PartitionConsumerSpec,
} from './open-partition-consumer.ts'
export { openProducer, type Producer, type ProducerSpec } from './open-producer.ts'
export { openTail, type Tail, type TailBatch, type TailSpec } from './open-tail.ts'
export type { OutRecord, SentRecord } from './out-record.ts'
export { partitionFor } from './partition-for.ts'
export type { OpenPartition } from './partition-slot.ts'
export { type ReadCommittedSpec, readCommitted } from './read-committed.ts'
export { type ReadTopicSpec, readTopic } from './read-topic.ts'
export { type ReadTopicIdSpec, readTopicId } from './read-topic-id.ts'
export type { RecordBatch } from './record-batch.ts'
