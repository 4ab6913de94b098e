import { createLogBounds, type ReadTopicSpec, readTopic } from '@landfall/kafka'
import type { LogEntry, Recount } from '@landfall/mass-arrivals'

const ENTRIES_MAX = 2_000

/** What was read of the log. Times are the log’s own (LogAppendTime). */
export type LogRead = {
  readonly records: number
  /** Records that the log no longer has, because they were older than the topic keeps them. */
  readonly expired: number
  readonly oldestMs: number | null
  /** Records later than `sinceMs`, and the latest of them. */
  readonly later: number
  readonly latestMs: number | null
}

export type FoldLogSpec = ReadTopicSpec & {
  readonly sinceMs: number
  /** Leaves out records appended later. */
  readonly untilMs: number
  readonly signal: AbortSignal
  readonly onRead: (records: number, all: number) => void
}

/** Folds the whole topic as it is now. Holds at most `ENTRIES_MAX` records of each partition. */
export const foldLog = async (recount: Recount, spec: FoldLogSpec): Promise<LogRead> => {
  const { sinceMs, untilMs, signal, onRead } = spec
  const bounds = await readBounds(spec)
  const all = [...bounds.values()].reduce((sum, { low, high }) => sum + high - low, 0)
  const expired = [...bounds.values()].reduce((sum, { low }) => sum + low, 0)
  const held = new Map<number, LogEntry[]>()
  let [records, later, oldestMs, latestMs] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]

  const foldHeld = (partition: number, entries: LogEntry[]): void => {
    recount.fold(partition, entries)
    held.delete(partition)
  }

  for await (const { partition, offset, timestampMs, key, value } of readTopic(spec)) {
    signal.throwIfAborted()
    if (timestampMs > untilMs) continue
    records += 1
    if (timestampMs > sinceMs) later += 1
    oldestMs = Math.min(oldestMs, timestampMs)
    latestMs = Math.max(latestMs, timestampMs)
    const entries = held.get(partition) ?? []
    if (entries.length === 0) held.set(partition, entries)
    // As text: the value is a view into a whole fetch, which would stay in memory with it.
    entries.push({ offset, timestampMs, key, value: String(value) })
    if (entries.length < ENTRIES_MAX) continue
    foldHeld(partition, entries)
    onRead(records, all)
  }
  for (const [partition, entries] of held) foldHeld(partition, entries)
  return {
    records,
    expired,
    later,
    oldestMs: records === 0 ? null : oldestMs,
    latestMs: records === 0 ? null : latestMs,
  }
}

const readBounds = async (spec: ReadTopicSpec) => {
  const bounds = createLogBounds(spec)
  try {
    return await bounds.read()
  } finally {
    await bounds.close()
  }
}
