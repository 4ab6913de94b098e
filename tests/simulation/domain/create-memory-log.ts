import { canonicalJson } from '@landfall/contracts'
import type { StageBatch, StageRecord } from '@landfall/stage'

/** After every time a world can hold: nothing is in the future of the log. */
const APPENDED_FROM_MS = Date.UTC(2040, 0, 1)

/** Positions are read from their bytes where those are as ingest writes them. */
const written = (value: unknown): Buffer =>
  Buffer.from((value as { type?: string } | null)?.type === 'position' ? canonicalJson(value) : JSON.stringify(value))

/** A topic of a few partitions, for stages that are driven by hand. */
export const createMemoryLog = (partitions: number) => {
  const logs = Array.from({ length: partitions }, (): StageRecord[] => [])
  const of = (partition: number): StageRecord[] => {
    const log = logs[partition]
    if (log === undefined) throw new RangeError(`no partition ${partition}`)
    return log
  }
  return {
    partitions: logs.map((_, partition) => partition),
    append: (name: string, value: unknown): void => {
      const log = of(placeOf(name, partitions))
      const offset = log.length
      log.push({ offset, timestampMs: APPENDED_FROM_MS + offset * 1_000, key: name, value: written(value) })
    },
    read: (partition: number, fromOffset: number, recordsMax: number): StageBatch => {
      const log = of(partition)
      const entries = log.slice(fromOffset, fromOffset + recordsMax)
      return { entries, nextOffset: fromOffset + entries.length, highWatermark: log.length }
    },
    partitionOf: (name: string) => placeOf(name, partitions),
    all: (partition: number): readonly StageRecord[] => of(partition),
  }
}
export type MemoryLog = ReturnType<typeof createMemoryLog>

/** Any fixed partitioning does; Kafka's own is tested with Kafka. */
const placeOf = (name: string, partitions: number): number => {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return sum % partitions
}
