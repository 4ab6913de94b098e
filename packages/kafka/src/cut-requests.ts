import { type OutMessage, partitionOf } from './out-record.ts'
import type { ProducerLimits } from './producer-limits.ts'

/** Consecutive records of one partition, and where among those sent they stood. */
export type Batch = {
  readonly topic: string
  readonly partition: number
  readonly messages: OutMessage[]
  readonly indexes: number[]
}

/** Cuts what is sent into requests within the limits, each with at most one batch of a partition; order is kept. */
export const cutRequests = (
  messages: readonly OutMessage[],
  partitionsOf: (topic: string) => number,
  limits: Pick<ProducerLimits, 'partitionBatchBytesMax' | 'requestBytesMax'>,
): readonly (readonly Batch[])[] => {
  const requests: Batch[][] = []
  let batches = new Map<string, Batch & { bytes: number }>()
  let requestBytes = 0
  for (const [index, message] of messages.entries()) {
    const partition = partitionOf(message, partitionsOf(message.topic))
    const name = `${message.topic}/${partition}`
    const batchBytes = (batches.get(name)?.bytes ?? 0) + message.bytes
    requestBytes += message.bytes
    if (batches.size > 0 && (batchBytes > limits.partitionBatchBytesMax || requestBytes > limits.requestBytesMax)) {
      requests.push([...batches.values()])
      batches = new Map()
      requestBytes = message.bytes
    }
    const batch = batches.get(name) ?? { topic: message.topic, partition, messages: [], indexes: [], bytes: 0 }
    batch.messages.push(message)
    batch.indexes.push(index)
    batch.bytes += message.bytes
    batches.set(name, batch)
  }
  if (batches.size > 0) requests.push([...batches.values()])
  return requests
}
