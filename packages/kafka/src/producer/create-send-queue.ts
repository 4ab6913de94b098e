import { LandfallError } from '@landfall/runtime'
import { createRequestLimiter } from './cut-requests.ts'
import type { OutMessage, SentRecord } from './out-record.ts'
import type { ProducerLimits } from './producer-limits.ts'

/** One call of `send`: resolved once all its records are appended, in whichever requests they went. */
export type Send = {
  readonly messages: readonly OutMessage[]
  readonly sent: SentRecord[]
  readonly deadlineMs: number
  unanswered: number
  failed: boolean
  readonly resolve: (sent: readonly SentRecord[]) => void
  readonly reject: (error: LandfallError) => void
}
/** One record of one send. */
export type Waiting = { readonly send: Send; readonly index: number; readonly message: OutMessage }

/** The records not yet in a request, oldest first, within the limits on records and bytes. */
export const createSendQueue = (limits: ProducerLimits) => {
  const waiting: Waiting[] = []
  let head = 0
  let records = 0 // Queued and in flight.
  let bytes = 0

  const add = (messages: readonly OutMessage[], nowMs: number): Promise<readonly SentRecord[]> => {
    const addedBytes = messages.reduce((sum, message) => sum + message.bytes, 0)
    if (records + messages.length > limits.queueRecordsMax || bytes + addedBytes > limits.queueBytesMax) {
      return Promise.reject(queueFull(records, bytes, limits))
    }
    const { promise, resolve, reject } = Promise.withResolvers<readonly SentRecord[]>()
    const deadlineMs = nowMs + limits.deliveryMsMax
    const send: Send = { messages, sent: [], deadlineMs, unanswered: messages.length, failed: false, resolve, reject }
    messages.forEach((message, index) => {
      waiting.push({ send, index, message })
    })
    records += messages.length
    bytes += addedBytes
    return promise
  }

  /** Takes the records of the next request: the oldest, in order, up to the request's limits. */
  const take = (partitionsOf: (topic: string) => number): readonly Waiting[] => {
    const taken: Waiting[] = []
    const fits = createRequestLimiter(partitionsOf, limits)
    for (let next = waiting[head]; next !== undefined; next = waiting[head]) {
      if (!next.send.failed) {
        if (!fits(next.message)) break
        taken.push(next)
      } else release(next)
      head += 1
    }
    if (head === waiting.length) {
      waiting.length = 0
      head = 0
    } else if (head > 10_000 && head * 2 > waiting.length) {
      waiting.splice(0, head)
      head = 0
    }
    return taken
  }

  const release = ({ message }: Waiting): void => {
    records -= 1
    bytes -= message.bytes
  }

  const answer = (taken: Waiting, sent: SentRecord): void => {
    release(taken)
    const { send } = taken
    send.sent[taken.index] = sent
    send.unanswered -= 1
    if (send.unanswered === 0) send.resolve(send.sent)
  }

  const fail = (taken: Waiting, error: LandfallError): void => {
    release(taken)
    taken.send.failed = true // Its records still queued are skipped by `take`.
    taken.send.reject(error)
  }

  return {
    add,
    take,
    answer,
    fail,
    isEmpty: (): boolean => head === waiting.length,
    /** Fails all sends whose deadline is past at `nowMs`. */
    expire: (nowMs: number, error: () => LandfallError): void => {
      for (let next = waiting[head]; next !== undefined && next.send.deadlineMs <= nowMs; next = waiting[head]) {
        fail(next, error())
        head += 1
      }
    },
  }
}

export type SendQueue = ReturnType<typeof createSendQueue>

const queueFull = (records: number, bytes: number, limits: ProducerLimits): LandfallError =>
  new LandfallError(
    'LF_QUEUE_FULL',
    `the queue to Kafka is full: ${records} records (limit ${limits.queueRecordsMax}), ${bytes} bytes (limit ${limits.queueBytesMax})`,
    { retryable: true },
  )
