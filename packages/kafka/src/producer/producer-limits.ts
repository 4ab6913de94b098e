import { LandfallError } from '@landfall/runtime'
import type { OutMessage } from './out-record.ts'

export type ProducerLimits = {
  /**
   * How long a send waits for others to share its request. Those that come while a request is out share the next one
   * anyway, so under load 0 batches as well, and an alert passes three producers: each millisecond here is three there.
   */
  readonly lingerMs: number
  /** Of one partition in one request. The broker's default limit is 1 MiB, headers of the batch included. */
  readonly partitionBatchBytesMax: number
  /** Of one request over all its partitions. */
  readonly requestBytesMax: number
  /** Of one record; one that is larger than `partitionBatchBytesMax` goes alone. Its topic must allow it. */
  readonly recordBytesMax: number
  /** Waiting and in flight together; beyond it a send is refused with LF_QUEUE_FULL. */
  readonly queueBytesMax: number
  readonly queueRecordsMax: number
  /** From `send` to its answer; after it LF_BROKER_DOWN. Looked at between tries, each of which takes up to 5 s, or 8 s with connecting. */
  readonly deliveryMsMax: number
}

export const PRODUCER_LIMITS: ProducerLimits = {
  lingerMs: 0,
  partitionBatchBytesMax: 900_000,
  requestBytesMax: 4_000_000,
  recordBytesMax: 16_000_000,
  queueBytesMax: 64_000_000,
  queueRecordsMax: 200_000,
  deliveryMsMax: 30_000,
}

export const recordTooLarge = (message: OutMessage, limits: ProducerLimits): LandfallError =>
  new LandfallError(
    'LF_RECORD_TOO_LARGE',
    `record ${message.key} for ${message.topic} has ${message.bytes} bytes, more than ${limits.recordBytesMax}`,
    { retryable: false },
  )
