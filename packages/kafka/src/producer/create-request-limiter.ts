import { type OutMessage, partitionOf } from './out-record.ts'
import type { ProducerLimits } from './producer-limits.ts'

/** Takes records into one request while they fit; the first always does. False: it has to wait for the next request. */
export const createRequestLimiter = (
  partitionsOf: (topic: string) => number,
  limits: Pick<ProducerLimits, 'partitionBatchBytesMax' | 'requestBytesMax'>,
): ((message: OutMessage) => boolean) => {
  const bytesOf = new Map<string, number>()
  let requestBytes = 0
  return (message) => {
    const batch = `${message.topic}/${partitionOf(message, partitionsOf(message.topic))}`
    const batchBytes = (bytesOf.get(batch) ?? 0) + message.bytes
    const isFull = batchBytes > limits.partitionBatchBytesMax || requestBytes + message.bytes > limits.requestBytesMax
    if (isFull && bytesOf.size > 0) return false
    bytesOf.set(batch, batchBytes)
    requestBytes += message.bytes
    return true
  }
}
