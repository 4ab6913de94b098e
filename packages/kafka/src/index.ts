export { describeTopics, type TopicFound } from './admin/describe-topics.ts'
export { type Drift, type EnsuredTopics, type EnsureTopicsSpec, ensureTopics } from './admin/ensure-topics.ts'
export { type ReadCommittedOffsetsSpec, readCommittedOffsets } from './admin/read-committed-offsets.ts'
export { readDiskSpace } from './admin/read-disk-space.ts'
export { type ReadTopicIdSpec, readTopicId } from './admin/read-topic-id.ts'
export type { OpenPartition } from './consumer/create-partition-slot.ts'
export {
  openPartitionConsumer,
  type PartitionConsumer,
  type PartitionConsumerSpec,
} from './consumer/open-partition-consumer.ts'
export type { RecordBatch } from './consumer/record-batch.ts'
export { createLogBounds, type LogBounds } from './log/create-log-bounds.ts'
export type { LogRecord } from './log/log-record.ts'
export { openRecordReader, type RecordReader, type RecordReaderSpec } from './log/open-record-reader.ts'
export { openTail, type Tail, type TailBatch, type TailSpec } from './log/open-tail.ts'
export type { Bounds } from './log/read-bounds.ts'
export { type ReadTopicSpec, readTopic } from './log/read-topic.ts'
export { createDiagnosticReporter, type DiagnosticReporter } from './producer/create-diagnostic-reporter.ts'
export type { ProducerSpec } from './producer/create-producer-state.ts'
export { type FencedProducer, type FencedProducerSpec, openFencedProducer } from './producer/open-fenced-producer.ts'
export { openProducer, type Producer } from './producer/open-producer.ts'
export type { OutRecord, SentRecord } from './producer/out-record.ts'
export { partitionFor } from './producer/partition-for.ts'
