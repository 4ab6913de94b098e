import { type KafkaClient, type LogRecord, readOffsetsBetween, readTopic } from '@landfall/kafka'

export type LogSpan = {
  readonly topic: string
  readonly partitions: ReadonlySet<number>
  /** By the log's time: from then, and before then. */
  readonly sinceMs: number
  readonly untilMs: number
  /** Asked after each record; what is older is left unread then. */
  readonly isEnough: () => boolean
  /** Of each partition at a time. */
  readonly chunkRecords?: number
}

const CHUNK_RECORDS = 20_000
/** Little, so that the events of others get their turn in between. */
const FETCH_LIMITS = { partitionFetchBytesMax: 262_144, fetchBytesMax: 1_048_576 }

/**
 * Passes the records of a span of the log's time to `take`, in chunks from its end, each oldest first, so that what is left out when there is too much
 * is the oldest. Resolves to whether all were read. Rejects with LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readNewestFirst = async (
  spec: KafkaClient & LogSpan,
  take: (record: LogRecord) => void,
): Promise<boolean> => {
  const { partitions, isEnough, chunkRecords = CHUNK_RECORDS } = spec
  const span = await readOffsetsBetween(spec)
  const left = new Map([...span].filter(([partition, { low, high }]) => partitions.has(partition) && low < high))
  while (left.size > 0) {
    const to = new Map([...left].map(([partition, { high }]) => [partition, high]))
    const from = new Map([...left].map(([partition, { low, high }]) => [partition, Math.max(low, high - chunkRecords)]))
    for await (const record of readTopic({ ...spec, ...FETCH_LIMITS, partitions: [...left.keys()], from, to })) {
      if (isEnough()) return false
      take(record)
    }
    for (const [partition, { low }] of [...left]) {
      const high = from.get(partition) ?? low
      if (high <= low) left.delete(partition)
      else left.set(partition, { low, high })
    }
  }
  return true
}
