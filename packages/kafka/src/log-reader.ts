import { createRequire } from 'node:module'
import type { KafkaMessage } from 'kafkajs'
import { type ClientSpec, clientConfig } from './kafka-client.ts'
import type { Bounds } from './log-bounds.ts'
import { type LogRecord, toLogRecord } from './log-record.ts'

/**
 * kafkajs reads only as a member of a group, with a join of seconds, a place on the lag dashboards and a silent reset when
 * an offset is out of range. Its inner parts can just fetch; since 2.2.4 is the last version, they will not move.
 */
const inner = createRequire(import.meta.url)
const Cluster = inner('kafkajs/src/cluster') as new (config: object) => Cluster
const Batch = inner('kafkajs/src/consumer/batch') as new (topic: string, fetchedOffset: string, data: object) => Batch
const { createLogger } = inner('kafkajs/src/loggers') as { readonly createLogger: (config: object) => unknown }
const createSocketFactory = inner('kafkajs/src/network/socketFactory') as () => unknown

type Cluster = {
  connect(): Promise<void>
  disconnect(): Promise<void>
  addTargetTopic(topic: string): Promise<void>
  refreshMetadataIfNecessary(): Promise<void>
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number; readonly leader: number }[]
  findBroker(node: { readonly nodeId: number }): Promise<Broker>
  fetchTopicsOffset(topics: readonly object[]): Promise<readonly { readonly partitions: readonly PartitionOffset[] }[]>
}
type PartitionOffset = { readonly partition: number; readonly offset: string }
type Broker = { fetch(request: object): Promise<{ readonly responses: readonly FetchResponse[] }> }
type FetchResponse = { readonly partitions: readonly { readonly partition: number; readonly highWatermark: string }[] }
type Batch = {
  readonly messages: readonly KafkaMessage[]
  readonly rawMessages: readonly object[]
  lastOffset(): string
}

export type Fetched = {
  readonly partition: number
  readonly records: readonly LogRecord[]
  readonly nextOffset: number
  readonly highWatermark: number
}
export type ReaderLimits = {
  readonly partitionFetchBytesMax: number
  readonly fetchBytesMax: number
  readonly fetchWaitMsMax: number
}
export const READER_LIMITS: ReaderLimits = {
  partitionFetchBytesMax: 4 * 1_048_576,
  fetchBytesMax: 16 * 1_048_576,
  fetchWaitMsMax: 100,
}

const METADATA_MS_MAX = 60_000
const READ_COMMITTED = 1

export type LogReaderSpec = ClientSpec & { readonly topic: string; readonly limits: ReaderLimits }

/** A connection that reads one topic, all partitions, without a group. Errors are kafkajs's; after one, open another. */
export const openLogReader = async (spec: LogReaderSpec) => {
  const { topic, limits, logger } = spec
  const config = clientConfig(spec)
  const cluster = new Cluster({
    ...config,
    logger: createLogger({ level: config.logLevel, logCreator: config.logCreator }),
    socketFactory: createSocketFactory(),
    enforceRequestTimeout: true,
    metadataMaxAge: METADATA_MS_MAX,
    allowAutoTopicCreation: false,
    isolationLevel: READ_COMMITTED,
  })
  const close = (): Promise<void> =>
    cluster.disconnect().catch((error: unknown) => logger.debug({ event: 'reader.close-failed', err: error }))
  try {
    await cluster.connect()
    await cluster.addTargetTopic(topic)
  } catch (error) {
    await close()
    throw error
  }

  const offsets = async (fromBeginning: boolean): Promise<ReadonlyMap<number, number>> => {
    const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ partition: partitionId }))
    const answers = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }])
    return new Map(answers.flatMap((answer) => answer.partitions.map((at) => [at.partition, Number(at.offset)])))
  }

  const bounds = async (): Promise<ReadonlyMap<number, Bounds>> => {
    const [low, high] = await Promise.all([offsets(true), offsets(false)])
    return new Map([...low].map(([partition, from]) => [partition, { low: from, high: high.get(partition) ?? from }]))
  }

  const fetchFrom = async (nodeId: number, partitions: readonly number[], positions: ReadonlyMap<number, number>) => {
    const broker = await cluster.findBroker({ nodeId })
    const wanted = partitions.map((partition) => ({
      partition,
      fetchOffset: String(positions.get(partition)),
      maxBytes: limits.partitionFetchBytesMax,
    }))
    const { responses } = await broker.fetch({
      maxWaitTime: limits.fetchWaitMsMax,
      minBytes: 1,
      maxBytes: limits.fetchBytesMax,
      isolationLevel: READ_COMMITTED,
      topics: [{ topic, partitions: wanted }],
    })
    return responses.flatMap((response) => response.partitions)
  }

  /** Waits up to `fetchWaitMsMax` for records at these positions. Only partitions that moved are in the answer. */
  const fetch = async (positions: ReadonlyMap<number, number>): Promise<readonly Fetched[]> => {
    await cluster.refreshMetadataIfNecessary()
    const byLeader = new Map<number, number[]>()
    for (const { partitionId, leader } of cluster.findTopicPartitionMetadata(topic)) {
      if (!positions.has(partitionId)) continue
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), partitionId])
    }
    const answers = await Promise.all([...byLeader].map(([node, partitions]) => fetchFrom(node, partitions, positions)))
    return answers.flat().flatMap((data) => toFetched(topic, positions.get(data.partition) ?? 0, data))
  }

  return { bounds, fetch, close }
}
export type LogReader = Awaited<ReturnType<typeof openLogReader>>

const toFetched = (topic: string, position: number, data: FetchResponse['partitions'][number]): readonly Fetched[] => {
  const batch = new Batch(topic, String(position), data)
  if (batch.rawMessages.length === 0) return []
  const { partition } = data
  return [
    {
      partition,
      records: batch.messages.map((message) => toLogRecord(partition, message)),
      nextOffset: Number(batch.lastOffset()) + 1,
      highWatermark: Number(data.highWatermark),
    },
  ]
}
