import type { ClientSpec } from '../client/create-kafka-client.ts'
import { toLandfallError } from '../client/kafka-fault.ts'
import type { LogRecord } from './log-record.ts'
import { openLogReader, READER_LIMITS, type ReaderLimits } from './open-log-reader.ts'

export type ReadTopicSpec = ClientSpec &
  Partial<ReaderLimits> & {
    readonly topic: string
    /** Only these; all by default. */
    readonly partitions?: readonly number[]
    /** The first offset to read, by partition, instead of the earliest. One before the log's start means the start. */
    readonly from?: ReadonlyMap<number, number>
    /** Where to end, by partition, instead of at the end as of this call. */
    readonly to?: ReadonlyMap<number, number>
  }

/**
 * Reads the topic from the earliest record to the end as of this call. Records of a partition come in order. Throws
 * LF_BROKER_DOWN or LF_BROKER_REFUSED; to retry, start again.
 */
export const readTopic = async function* (spec: ReadTopicSpec): AsyncGenerator<LogRecord, void, undefined> {
  try {
    yield* readAll(spec)
  } catch (error) {
    throw toLandfallError(`reading ${spec.topic}`, error)
  }
}

const readAll = async function* (spec: ReadTopicSpec): AsyncGenerator<LogRecord, void, undefined> {
  const reader = await openLogReader({ ...spec, limits: { ...READER_LIMITS, ...spec } })
  try {
    const ends = new Map<number, number>()
    const positions = new Map<number, number>()
    for (const [partition, bounds] of await reader.bounds()) {
      const { low } = bounds
      const high = Math.min(bounds.high, spec.to?.get(partition) ?? bounds.high)
      const from = Math.max(low, spec.from?.get(partition) ?? low)
      if (from >= high || spec.partitions?.includes(partition) === false) continue
      positions.set(partition, from)
      ends.set(partition, high)
    }
    while (positions.size > 0) {
      for (const { partition, records, nextOffset } of await reader.fetch(positions)) {
        const end = ends.get(partition) ?? 0
        for (const record of records) if (record.offset < end) yield record
        if (nextOffset >= end) positions.delete(partition)
        else positions.set(partition, nextOffset)
      }
    }
  } finally {
    await reader.close()
  }
}
