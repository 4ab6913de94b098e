import type { OutMessage } from './out-record.ts'
import type { ProducerLimits } from './producer-limits.ts'

type RequestLimits = Pick<ProducerLimits, 'partitionBatchBytesMax' | 'requestBytesMax'>

/** Consecutive records of one partition, and the index that each has among the records sent. */
export type Batch = {
  readonly topic: string
  readonly partition: number
  readonly messages: OutMessage[]
  readonly indexes: number[]
}

/** Cuts records into requests within the limits, each with at most one batch per partition. Order is kept. */
export const cutRequests = (messages: readonly OutMessage[], limits: RequestLimits): readonly (readonly Batch[])[] => {
  const requests: Batch[][] = []
  let batches = new Map<string, Batch>()
  let fits = createRequestLimiter(limits)
  for (const [index, message] of messages.entries()) {
    if (!fits(message)) {
      requests.push([...batches.values()])
      batches = new Map()
      fits = createRequestLimiter(limits)
      fits(message)
    }
    const { topic, partition } = message
    const name = `${topic}/${partition}`
    const batch = batches.get(name) ?? { topic, partition, messages: [], indexes: [] }
    batch.messages.push(message)
    batch.indexes.push(index)
    batches.set(name, batch)
  }
  if (batches.size > 0) requests.push([...batches.values()])
  return requests
}

/** Counts records into one request while they fit; the first always does. False: it belongs to the next request. */
export const createRequestLimiter = (limits: RequestLimits): ((message: OutMessage) => boolean) => {
  const bytesOf = new Map<string, number>()
  let requestBytes = 0
  return (message) => {
    const batch = `${message.topic}/${message.partition}`
    const batchBytes = (bytesOf.get(batch) ?? 0) + message.bytes
    const isFull = batchBytes > limits.partitionBatchBytesMax || requestBytes + message.bytes > limits.requestBytesMax
    if (isFull && bytesOf.size > 0) return false
    bytesOf.set(batch, batchBytes)
    requestBytes += message.bytes
    return true
  }
}
