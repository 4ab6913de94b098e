import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogRecord } from '../log/log-record.ts'

/** What one fetch brought of one partition. */
export type RecordBatch = {
  readonly partition: number
  readonly records: readonly LogRecord[]
  /** One past the batch, holes (transaction markers, compacted records) included: where reading goes on. */
  readonly nextOffset: number
  /** One past the last record of the partition, as of this fetch. */
  readonly highWatermark: number
  /**
   * To be called every so many records: keeps the place in the group and lets the process answer others meanwhile.
   * Cheap when there is nothing to do. A handler that is silent for a minute is taken for stalled. Rejects with
   * LF_FENCED when the group has gone on without this instance, with LF_CLOSED when the consumer is being closed: let it
   * through, the rest of the batch is another's.
   */
  readonly heartbeat: () => Promise<void>
  /** For a handler whose records take long: everything below is done, and need not come again after a restart. */
  readonly handledTo: (nextOffset: number) => void
}

const TURN_MS_MAX = 20

/** Lets timers and sockets have a turn when the last one was some time ago, so that a long fold is not a deaf process. */
export const createYielding = (): (() => Promise<void>) => {
  let lastMs = performance.now()
  return async () => {
    if (performance.now() - lastMs < TURN_MS_MAX) return
    await nextTurn()
    lastMs = performance.now()
  }
}
