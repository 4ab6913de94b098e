import type { StageRecord } from './stage-definition.ts'

/** Consecutive records of one partition, cut anywhere. */
export type StageBatch = {
  readonly entries: readonly StageRecord[]
  /** One past the batch; offsets have holes. */
  readonly nextOffset: number
  /** One past the newest record of the partition when the batch was fetched. */
  readonly highWatermark: number
}

/** Parts of as many records as `size` says each time; the last one ends where the batch does, holes included. */
export const cutBatch = function* (
  { entries, nextOffset, highWatermark }: StageBatch,
  size: () => number,
): Iterable<StageBatch> {
  let from = 0
  do {
    const part = entries.slice(from, from + size())
    from += part.length
    yield { entries: part, nextOffset: entries[from]?.offset ?? nextOffset, highWatermark }
  } while (from < entries.length)
}

/** Up to `count` records, and the holes behind them. */
export const firstOf = ({ entries, nextOffset, highWatermark }: StageBatch, count: number): StageBatch => ({
  entries: entries.slice(0, count),
  nextOffset: entries[count]?.offset ?? nextOffset,
  highWatermark,
})

/** What `firstOf` leaves; undefined where that is no record. */
export const afterFirst = (batch: StageBatch, count: number): StageBatch | undefined =>
  count < batch.entries.length ? { ...batch, entries: batch.entries.slice(count) } : undefined
