import type { Backoff } from '@landfall/runtime'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import type { RecordBatch } from './record-batch.ts'

/** What a service holds for one partition while it owns it. */
export type OpenPartition = {
  /** Where the stored state stands. `earliest`: nothing is stored, begin with the first record there is. */
  readonly nextOffset: number | 'earliest'
  /**
   * Done when it resolves. LF_FENCED: another instance owns the partition. A retryable error: the partition is closed,
   * opened again after a while and read from its stored offset. Any other error ends the consumer.
   */
  readonly handle: (batch: RecordBatch) => Promise<void>
  readonly close: () => void
}

/** One assigned partition. `lost` is final: another slot takes its place if the partition comes back. */
export type PartitionSlot = {
  readonly partition: number
  phase: 'opening' | 'open' | 'lost'
  opened: OpenPartition | undefined
  /** The next offset to be handled. */
  position: number
  /** Grows with every sign of life of the handler: it may wait for somebody, but it is not stuck. */
  signs: number
  /** Resolves when the batch in hand, if any, is done with. Never rejects. */
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
  signs: 0,
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
