import { LandfallError } from '@landfall/runtime'
import type { OutMessage } from './out-record.ts'

export type ProducerLimits = {
  /** Of one partition in one request. The broker's default limit is 1 MiB, the batch header included. */
  readonly partitionBatchBytesMax: number
  /** Of one request, all partitions together. */
  readonly requestBytesMax: number
  /** Of one record; one larger than `partitionBatchBytesMax` goes alone. Its topic must allow it. */
  readonly recordBytesMax: number
  /** Queued and in flight together; beyond it a send is refused with LF_QUEUE_FULL. */
  readonly queueBytesMax: number
  readonly queueRecordsMax: number
  /** From `send` to its answer, then LF_BROKER_DOWN. Checked between tries, each of which takes up to 5 s, or 8 s with connecting. */
  readonly deliveryMsMax: number
}

export const PRODUCER_LIMITS: ProducerLimits = {
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
