import type { TopicSpec } from '@landfall/contracts'
import { type OutRecord, partitionFor, type SentRecord } from '@landfall/kafka'
import { LandfallError } from '@landfall/runtime'
import type { StageBatch, StageRecord } from '@landfall/stage'

/** Kafka as the stages see it: topics of partitions of records, each with an offset. */
export type MemoryTopics = {
  readonly append: (record: OutRecord, writer?: FencedWriter) => SentRecord
  /** From here on whoever claimed the name before appends nothing more. */
  readonly claim: (name: string) => FencedWriter
  readonly read: (topic: string, partition: number, fromOffset: number, recordsMax: number) => StageBatch
  readonly partitions: (topic: string) => readonly number[]
  /** Everything in the topic is gone; offsets go on. */
  readonly lose: (topic: string) => void
}

export type FencedWriter = { readonly name: string; readonly epoch: number }

type Partition = { readonly entries: StageRecord[]; nextOffset: number }

/**
 * `clock` gives the time of appending. `holeAfter` says when an offset is skipped after a record, as Kafka skips
 * those of markers and of records that were compacted away.
 */
export const createMemoryTopics = (
  specs: readonly Pick<TopicSpec, 'name' | 'partitions'>[],
  clock: () => number,
  holeAfter: () => boolean = () => false,
): MemoryTopics => {
  const epochs = new Map<string, number>()
  const topics = new Map(
    specs.map(({ name, partitions }) => [
      name,
      Array.from({ length: partitions }, (): Partition => ({ entries: [], nextOffset: 0 })),
    ]),
  )
  const partitionsOf = (topic: string): readonly Partition[] => {
    const partitions = topics.get(topic)
    if (partitions === undefined) throw new RangeError(`no topic ${topic}`)
    return partitions
  }
  const partitionOf = (topic: string, partition: number): Partition => {
    const found = partitionsOf(topic)[partition]
    if (found === undefined) throw new RangeError(`no partition ${topic}/${partition}`)
    return found
  }
  return {
    claim: (name) => {
      const epoch = (epochs.get(name) ?? 0) + 1
      epochs.set(name, epoch)
      return { name, epoch }
    },
    append: ({ topic, key, value, partition }, writer) => {
      if (writer !== undefined && epochs.get(writer.name) !== writer.epoch) {
        throw new LandfallError('LF_FENCED', `another writes as ${writer.name} now`, { retryable: true })
      }
      const all = partitionsOf(topic)
      const target = partition ?? partitionFor(key, all.length)
      const log = partitionOf(topic, target)
      const offset = log.nextOffset
      log.entries.push({ offset, timestampMs: clock(), key, value })
      log.nextOffset += holeAfter() ? 2 : 1
      return { topic, partition: target, offset }
    },
    read: (topic, partition, fromOffset, recordsMax) => {
      const { entries, nextOffset: highWatermark } = partitionOf(topic, partition)
      const from = entries.findIndex(({ offset }) => offset >= fromOffset)
      const found = from < 0 ? [] : entries.slice(from, from + recordsMax)
      const last = found.at(-1)
      const isEnd = from < 0 || from + found.length === entries.length
      // A fetch that comes to the end skips a hole there; one that stops before it does not.
      const nextOffset = isEnd ? highWatermark : (last?.offset ?? fromOffset) + 1
      return { entries: found, nextOffset: Math.max(nextOffset, fromOffset), highWatermark }
    },
    lose: (topic) => {
      for (const { entries } of partitionsOf(topic)) entries.splice(0)
    },
    partitions: (topic) => partitionsOf(topic).map((_, partition) => partition),
  }
}
