import { isLandfallError, LandfallError } from '@landfall/runtime'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { rootFault, toLandfallError } from '../client/kafka-fault.ts'
import type { LogRecord } from './log-record.ts'
import { offsetGap } from './offset-gap.ts'
import { type LogReader, openLogReader, READER_LIMITS } from './open-log-reader.ts'

export type RecordReaderSpec = ClientSpec & {
  readonly topic: string
  /** Reads at the same time, each on a connection of its own. */
  readonly connectionsMax: number
  /** Reads that may wait for a connection. */
  readonly waitingMax: number
  /** From the call to the last record. */
  readonly readMsMax: number
}
export type RecordReader = {
  /**
   * The records of partition 0 at these offsets, which must be there, lowest first; their values are copies. Fewer of them
   * where more than `bytesMax` have been read: then ask again for the rest. Rejects with LF_READERS_BUSY, LF_BROKER_DOWN,
   * LF_BROKER_REFUSED, or LF_OFFSET_GAP for a record that is gone.
   */
  readonly read: (offsets: readonly number[], bytesMax?: number) => Promise<readonly LogRecord[]>
  readonly close: () => Promise<void>
}

const PARTITION = 0
/** Of one fetch: little where the next wanted record is far off, much where most of what comes is wanted. */
const SPARSE_FETCH_BYTES_MAX = 16 * 1_024
const DENSE_FETCH_BYTES_MAX = 1_048_576
const DENSE_OFFSETS_MAX = 200

/** `offsets`: lowest first. */
type Wanted = { readonly offsets: readonly number[]; readonly bytesMax: number; readonly byMs: number }
type Pool = { readonly idle: LogReader[]; readonly waiting: (() => void)[]; busy: number; isClosed: boolean }

/** Reads single records by offset, on a bounded number of connections that are opened on first use and kept. */
export const openRecordReader = (spec: RecordReaderSpec): RecordReader => {
  const pool: Pool = { idle: [], waiting: [], busy: 0, isClosed: false }
  return {
    read: async (offsets, bytesMax = Number.POSITIVE_INFINITY) => {
      if (offsets.length === 0) return []
      const byMs = performance.now() + spec.readMsMax
      const wanted = { offsets: [...new Set(offsets)].toSorted((a, b) => a - b), bytesMax, byMs }
      await enter(pool, spec)
      try {
        return await readOnce(pool, spec, wanted)
      } catch (error) {
        if (!isLandfallError(error, 'LF_BROKER_DOWN') || performance.now() > byMs) throw error
        return await readOnce(pool, spec, wanted) // A kept connection may have ended; the next one is new.
      } finally {
        leave(pool)
      }
    },
    close: async () => {
      pool.isClosed = true
      await Promise.all(pool.idle.splice(0).map((reader) => reader.close()))
    },
  }
}

const enter = async (pool: Pool, { topic, connectionsMax, waitingMax }: RecordReaderSpec): Promise<void> => {
  if (pool.busy < connectionsMax) {
    pool.busy += 1
    return
  }
  if (pool.waiting.length >= waitingMax) {
    throw new LandfallError('LF_READERS_BUSY', `${waitingMax} reads of ${topic} are waiting`, { retryable: true })
  }
  await new Promise<void>((resolve) => pool.waiting.push(resolve))
}

/** Hands the place over, or gives it up. */
const leave = (pool: Pool): void => {
  const next = pool.waiting.shift()
  if (next === undefined) pool.busy -= 1
  else next()
}

const readOnce = async (pool: Pool, spec: RecordReaderSpec, wanted: Wanted): Promise<readonly LogRecord[]> => {
  let reader = pool.idle.pop()
  try {
    reader ??= await openLogReader({ ...spec, limits: READER_LIMITS })
    const records = await readFrom(reader, spec, wanted)
    if (pool.isClosed) await reader.close()
    else pool.idle.push(reader)
    return records
  } catch (error) {
    const broken = pool.idle.splice(0)
    if (reader !== undefined) broken.push(reader)
    await Promise.all(broken.map((each) => each.close()))
    throw toReadError(spec, error)
  }
}

const readFrom = async (
  reader: LogReader,
  { topic }: RecordReaderSpec,
  { offsets, bytesMax, byMs }: Wanted,
): Promise<readonly LogRecord[]> => {
  const found: LogRecord[] = []
  let bytes = 0
  while (found.length < offsets.length && bytes <= bytesMax) {
    const position = offsets[found.length] ?? 0
    const isDense = (offsets[found.length + 1] ?? Number.POSITIVE_INFINITY) - position <= DENSE_OFFSETS_MAX
    const fetchBytesMax = isDense ? DENSE_FETCH_BYTES_MAX : SPARSE_FETCH_BYTES_MAX
    const [batch] = await reader.fetch(new Map([[PARTITION, position]]), fetchBytesMax)
    for (const record of batch?.records ?? []) {
      if (record.offset !== offsets[found.length] || bytes > bytesMax) continue
      bytes += record.value?.length ?? 0
      found.push({ ...record, value: record.value === null ? null : Buffer.from(record.value) })
    }
    const next = offsets[found.length]
    if (batch !== undefined && next !== undefined && next < batch.nextOffset && bytes <= bytesMax)
      throw offsetGap(topic, PARTITION, `record ${next} is no longer in the log`)
    if (performance.now() > byMs) {
      throw new LandfallError('LF_BROKER_DOWN', `reading ${topic} took too long`, { retryable: true })
    }
  }
  return found
}

const toReadError = ({ topic }: RecordReaderSpec, error: unknown): LandfallError =>
  rootFault(error).type === 'OFFSET_OUT_OF_RANGE'
    ? new LandfallError('LF_OFFSET_GAP', `${topic}: a record is no longer in the log`, {
        retryable: false,
        cause: error,
      })
    : toLandfallError(`reading ${topic}`, error)
