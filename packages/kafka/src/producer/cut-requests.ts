import { createRequestLimiter } from './create-request-limiter.ts'
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
  let batches = new Map<string, Batch>()
  let fits = createRequestLimiter(partitionsOf, limits)
  for (const [index, message] of messages.entries()) {
    if (!fits(message)) {
      requests.push([...batches.values()])
      batches = new Map()
      fits = createRequestLimiter(partitionsOf, limits)
      fits(message)
    }
    const partition = partitionOf(message, partitionsOf(message.topic))
    const name = `${message.topic}/${partition}`
    const batch = batches.get(name) ?? { topic: message.topic, partition, messages: [], indexes: [] }
    batch.messages.push(message)
    batch.indexes.push(index)
    batches.set(name, batch)
  }
  if (batches.size > 0) requests.push([...batches.values()])
  return requests
}
