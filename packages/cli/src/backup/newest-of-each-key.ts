import type { LogRecord } from '@landfall/kafka'

/**
 * Of each key the newest record, in the order of the log: what compaction leaves. So nothing of a backup is compacted away while it is
 * restored and compared.
 */
export async function* newestOfEachKey(records: AsyncIterable<LogRecord>): AsyncGenerator<LogRecord, undefined> {
  const newest = new Map<string | null, LogRecord>()
  for await (const record of records) {
    newest.delete(record.key)
    newest.set(record.key, { ...record, value: record.value && Buffer.from(record.value) })
  }
  yield* newest.values()
  return undefined
}
