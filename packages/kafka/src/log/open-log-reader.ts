import type { ClientSpec } from '../client/create-kafka-client.ts'
import type { FetchedPartition } from '../client/inner-cluster.ts'
import { openInnerCluster, READ_COMMITTED } from '../client/open-inner-cluster.ts'
import { patchedKafkajs } from '../kafkajs-patches/patched-kafkajs.ts'
import type { LogRecord } from './log-record.ts'
import { logRecordsOf } from './log-records-of.ts'
import { type Bounds, readBounds } from './read-bounds.ts'

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

export type LogReaderSpec = ClientSpec & { readonly topic: string; readonly limits: ReaderLimits }

/**
 * Reads all partitions of a topic without a group: with kafkajs's consumer that would take seconds to join, appear on lag
 * dashboards, and silently reset an offset out of range. Errors are kafkajs's; after one, open another reader.
 */
export const openLogReader = async (spec: LogReaderSpec) => {
  const { topic, limits, logger } = spec
  const cluster = await openInnerCluster(spec, [topic])
  const close = (): Promise<void> =>
    cluster.disconnect().catch((error: unknown) => logger.debug({ event: 'reader.close-failed', err: error }))

  /** Of all partitions that exist now. */
  const bounds = (): Promise<ReadonlyMap<number, Bounds>> => readBounds(cluster, topic)

  const fetchFrom = async (
    nodeId: number,
    partitions: readonly number[],
    positions: ReadonlyMap<number, number>,
    bytesMax: number,
  ) => {
    const broker = await cluster.findBroker({ nodeId })
    const wanted = partitions.map((partition) => ({
      partition,
      fetchOffset: String(positions.get(partition)),
      maxBytes: bytesMax,
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

  /**
   * Waits up to `fetchWaitMsMax` for records at these positions. Returns only partitions with something new. `bytesMax`: of
   * one partition, and always at least one batch.
   */
  const fetch = async (
    positions: ReadonlyMap<number, number>,
    bytesMax = limits.partitionFetchBytesMax,
  ): Promise<readonly Fetched[]> => {
    await cluster.refreshMetadataIfNecessary()
    const byLeader = new Map<number, number[]>()
    for (const { partitionId, leader } of cluster.findTopicPartitionMetadata(topic)) {
      if (!positions.has(partitionId)) continue
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), partitionId])
    }
    const answers = await Promise.all(
      [...byLeader].map(([node, partitions]) => fetchFrom(node, partitions, positions, bytesMax)),
    )
    return answers.flat().flatMap((data) => toFetched(topic, positions.get(data.partition) ?? 0, data))
  }

  return { bounds, fetch, close }
}
export type LogReader = Awaited<ReturnType<typeof openLogReader>>

const toFetched = (topic: string, position: number, data: FetchedPartition): readonly Fetched[] => {
  const { Batch } = patchedKafkajs()
  const batch = new Batch(topic, String(position), data)
  if (batch.rawMessages.length === 0) return []
  const { partition } = data
  return [
    {
      partition,
      records: logRecordsOf({ partition, messages: batch.messages, fromOffset: position }),
      nextOffset: Number(batch.lastOffset()) + 1,
      highWatermark: Number(data.highWatermark),
    },
  ]
}
