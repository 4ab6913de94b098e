import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogRecord } from '../log/log-record.ts'

/** The records of one partition in one fetch. */
export type RecordBatch = {
  readonly partition: number
  readonly records: readonly LogRecord[]
  /** The offset after the batch, holes (transaction markers, compacted records) included. */
  readonly nextOffset: number
  /** The offset after the partition's last record, as of this fetch. */
  readonly highWatermark: number
  /**
   * To be called every few records: keeps the membership of the group, and lets the process serve others. Cheap. A handler
   * that neither finishes nor calls it for a minute counts as stalled. Rejects with LF_FENCED if the group has gone on
   * without this instance, with LF_CLOSED if the consumer is being closed: do not catch it, the rest of the batch is for the
   * next owner.
   */
  readonly heartbeat: () => Promise<void>
  /** For slow handlers: everything below this offset is done, and is not delivered again after a restart. */
  readonly handledTo: (nextOffset: number) => void
  /**
   * For handlers that resolve before the end of the batch: the records from this offset on are delivered again, after what other
   * partitions have. Nothing of any partition is fetched while one batch of a fetch is being handled.
   */
  readonly leaveFrom: (offset: number) => void
}

const TURN_MS_MAX = 20

/** Returns a function that yields to timers and sockets if the last yield was over 20 ms ago: a long fold must not block the process. */
export const createYielding = (): (() => Promise<void>) => {
  let lastMs = performance.now()
  return async () => {
    if (performance.now() - lastMs < TURN_MS_MAX) return
    await nextTurn()
    lastMs = performance.now()
  }
}
