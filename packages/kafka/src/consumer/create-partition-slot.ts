import type { Backoff } from '@landfall/runtime'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import type { RecordBatch } from './record-batch.ts'

/** What a service holds for a partition while it owns it. */
export type OpenPartition = {
  /** The offset up to which the stored state goes. `earliest`: nothing is stored, begin at the log's start. */
  readonly nextOffset: number | 'earliest'
  /**
   * Resolves when the batch is done. Rejects with LF_FENCED if another instance owns the partition; with a retryable error
   * to have it closed, opened again after a delay and read from its stored offset. Any other error ends the consumer.
   */
  readonly handle: (batch: RecordBatch) => Promise<void>
  readonly close: () => void
}

/** One assigned partition. `lost` is final: if the partition comes back, it gets a new slot. */
export type PartitionSlot = {
  readonly partition: number
  phase: 'opening' | 'open' | 'lost'
  opened: OpenPartition | undefined
  /** The next offset to be handled. */
  position: number
  /** How often the handler called `heartbeat`: while this grows, it may be waiting but is not stuck. */
  heartbeats: number
  /** Resolves when the batch being handled, if any, is finished or has failed. Never rejects. */
  busy: Promise<void>
  /** How long to wait before opening: longer after each failure in a row to open or to handle. */
  openAfterMs: number
  readonly backoff: Backoff
}

export const createPartitionSlot = (
  partition: number,
  backoff = createRetryBackoff(),
  openAfterMs = 0,
): PartitionSlot => ({
  partition,
  phase: 'opening',
  opened: undefined,
  position: 0,
  heartbeats: 0,
  busy: Promise.resolve(),
  openAfterMs,
  backoff,
})

export const losePartitionSlot = (slot: PartitionSlot): void => {
  slot.phase = 'lost'
  const { opened } = slot
  slot.opened = undefined
  opened?.close()
}
