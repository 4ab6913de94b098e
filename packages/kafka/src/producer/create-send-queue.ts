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

/** Taken records are removed from the front of the array once they are this many and more than half of it. */
const COMPACT_RECORDS_MIN = 10_000

type State = {
  readonly limits: ProducerLimits
  readonly waiting: Waiting[]
  /** Index of the oldest record still queued; those before it have been taken. */
  head: number
  /** Queued and in flight. */
  records: number
  bytes: number
}

/** The records not yet in a request, oldest first, within the limits on records and bytes. */
export const createSendQueue = (limits: ProducerLimits) => {
  const state: State = { limits, waiting: [], head: 0, records: 0, bytes: 0 }
  return {
    /** Resolves when all are answered. Rejects with LF_QUEUE_FULL if the limits do not allow them. */
    add: (messages: readonly OutMessage[], nowMs: number) => add(state, messages, nowMs),
    /** Takes the records of the next request: the oldest, in order, up to the request's limits. */
    take: () => take(state),
    answer: (taken: Waiting, sent: SentRecord): void => {
      release(state, taken)
      const { send } = taken
      send.sent[taken.index] = sent
      send.unanswered -= 1
      if (send.unanswered === 0) send.resolve(send.sent)
    },
    fail: (taken: Waiting, error: LandfallError): void => fail(state, taken, error),
    isEmpty: (): boolean => state.head === state.waiting.length,
    /** Fails all sends whose deadline is past at `nowMs`. */
    expire: (nowMs: number, error: () => LandfallError): void => {
      const { waiting } = state
      const oldest = (): Waiting | undefined => waiting[state.head]
      for (let next = oldest(); next !== undefined && next.send.deadlineMs <= nowMs; next = oldest()) {
        fail(state, next, error())
        state.head += 1
      }
    },
  }
}
export type SendQueue = ReturnType<typeof createSendQueue>

const add = (state: State, messages: readonly OutMessage[], nowMs: number): Promise<readonly SentRecord[]> => {
  const { limits, waiting } = state
  const addedBytes = messages.reduce((sum, message) => sum + message.bytes, 0)
  if (state.records + messages.length > limits.queueRecordsMax || state.bytes + addedBytes > limits.queueBytesMax) {
    return Promise.reject(queueFull(state))
  }
  const { promise, resolve, reject } = Promise.withResolvers<readonly SentRecord[]>()
  const deadlineMs = nowMs + limits.deliveryMsMax
  const send: Send = { messages, sent: [], deadlineMs, unanswered: messages.length, failed: false, resolve, reject }
  messages.forEach((message, index) => {
    waiting.push({ send, index, message })
  })
  state.records += messages.length
  state.bytes += addedBytes
  return promise
}

const take = (state: State): readonly Waiting[] => {
  const { waiting } = state
  const taken: Waiting[] = []
  const fits = createRequestLimiter(state.limits)
  for (let next = waiting[state.head]; next !== undefined; next = waiting[state.head]) {
    if (next.send.failed) release(state, next)
    else if (fits(next.message)) taken.push(next)
    else break
    state.head += 1
  }
  if (state.head === waiting.length) {
    waiting.length = 0
    state.head = 0
  } else if (state.head > COMPACT_RECORDS_MIN && state.head * 2 > waiting.length) {
    waiting.splice(0, state.head)
    state.head = 0
  }
  return taken
}

const release = (state: State, { message }: Waiting): void => {
  state.records -= 1
  state.bytes -= message.bytes
}

const fail = (state: State, taken: Waiting, error: LandfallError): void => {
  release(state, taken)
  taken.send.failed = true // Its records still queued are skipped by `take`.
  taken.send.reject(error)
}

const queueFull = ({ records, bytes, limits }: State): LandfallError =>
  new LandfallError(
    'LF_QUEUE_FULL',
    `the queue to Kafka is full: ${records} records (limit ${limits.queueRecordsMax}), ${bytes} bytes (limit ${limits.queueBytesMax})`,
    { retryable: true },
  )
