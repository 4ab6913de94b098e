import type { LogRecord } from '../log/log-record.ts'
import type { LogReader } from '../log/open-log-reader.ts'

/** Of one partition, held while others are behind. */
const FETCH_BYTES_MAX = 1_048_576

type Held = { readonly records: readonly LogRecord[]; next: number }

/**
 * The records of all partitions from `from` to `to`, those logged first before the others; of one partition in their order.
 * Throws kafkajs's errors.
 */
export const readInTimeOrder = async function* (
  reader: Pick<LogReader, 'fetch'>,
  from: ReadonlyMap<number, number>,
  to: ReadonlyMap<number, number>,
): AsyncGenerator<LogRecord, void, undefined> {
  const positions = new Map([...from].filter(([partition, offset]) => offset < (to.get(partition) ?? 0)))
  const held = new Map<number, Held>()
  for (;;) {
    // Of no partition may the next record be unknown, or a later one of another would go first.
    const wanted = new Map([...positions].filter(([partition]) => !held.has(partition)))
    if (wanted.size > 0) {
      for (const { partition, records, nextOffset } of await reader.fetch(wanted, FETCH_BYTES_MAX)) {
        const end = to.get(partition) ?? 0
        const own = records.filter(({ offset }) => offset >= (positions.get(partition) ?? 0) && offset < end)
        if (own.length > 0) held.set(partition, { records: own, next: 0 })
        if (nextOffset >= end) positions.delete(partition)
        else positions.set(partition, nextOffset)
      }
      continue
    }
    const record = takeFirst(held)
    if (record === undefined) return
    yield record
  }
}

const takeFirst = (held: Map<number, Held>): LogRecord | undefined => {
  let first: LogRecord | undefined
  for (const { records, next } of held.values()) {
    const record = records[next]
    if (record !== undefined && (first === undefined || record.timestampMs < first.timestampMs)) first = record
  }
  const from = first && held.get(first.partition)
  if (first === undefined || from === undefined) return undefined
  from.next += 1
  if (from.next === from.records.length) held.delete(first.partition)
  return first
}
