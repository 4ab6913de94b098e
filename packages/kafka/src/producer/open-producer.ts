import { setImmediate as nextTurn } from 'node:timers/promises'
import { LandfallError, pause } from '@landfall/runtime'
import { describeFault } from '../client/kafka-fault.ts'
import {
  createProducerState,
  isDown,
  type ProducerSpec,
  type ProducerState,
  replaceInner,
  setDown,
  setUp,
} from './create-producer-state.ts'
import { deliverBatch } from './deliver-batch.ts'
import { createToMessage, type OutRecord, type SentRecord } from './out-record.ts'
import { PRODUCER_LIMITS, type ProducerLimits, recordTooLarge } from './producer-limits.ts'

export type Producer = {
  /**
   * Appends the records, in this order per partition, and resolves when all are durable (acks=all). Rejects with
   * LF_QUEUE_FULL or LF_RECORD_TOO_LARGE (none was appended), LF_BROKER_DOWN (some may have been), LF_BROKER_REFUSED,
   * LF_PARTITIONS_CHANGED (a topic has fewer partitions than its contract) or LF_CLOSED.
   */
  readonly send: (records: readonly OutRecord[]) => Promise<readonly SentRecord[]>
  /** `up` if the broker answered the last request. */
  readonly state: () => 'up' | 'down'
  /** Sends what is queued, for up to 5 s, then disconnects. */
  readonly close: () => Promise<void>
}

const IDLE_PROBE_MS = 1_000

/** A broker that is away must not hold up a shutdown for longer. */
const CLOSE_MS_MAX = 5_000

/**
 * An idempotent producer that batches concurrent sends (kafkajs has no linger), with one request in flight. Opens at
 * once; until a broker answers it is `down`, and sends are queued within the limits.
 */
export const openProducer = async (spec: ProducerSpec): Promise<Producer> => {
  const { clientId } = spec
  const limits: ProducerLimits = { ...PRODUCER_LIMITS, ...spec }
  const toMessage = createToMessage(spec.topics)
  const closing = new AbortController()
  const state = createProducerState(spec, limits, closing.signal)
  const pumped = pump(state)
  return {
    state: () => state.status,
    send: (records) => {
      if (closing.signal.aborted) return Promise.reject(closed(clientId))
      if (records.length === 0) return Promise.resolve([])
      const messages = records.map(toMessage)
      const tooLarge = messages.find(({ bytes }) => bytes > limits.recordBytesMax)
      if (tooLarge) return Promise.reject(recordTooLarge(tooLarge, limits))
      const sent = state.queue.add(messages, performance.now())
      state.wake.resolve()
      return sent
    },
    close: async () => {
      state.closeByMs = performance.now() + CLOSE_MS_MAX
      closing.abort()
      state.wake.resolve()
      await pumped
    },
  }
}

/** Sends what is queued, one request after the other; while nothing is, keeps `status` true. */
const pump = async (state: ProducerState): Promise<void> => {
  const { queue, closing } = state
  while (!closing.aborted || !queue.isEmpty()) {
    if (queue.isEmpty()) {
      await waitForWork(state)
      await nextTurn() // So that all sends of this turn of the event loop share a request.
      continue
    }
    const batch = queue.take()
    if (batch.length > 0) await deliverBatch(state, batch)
  }
  await state.inner.close()
}

const waitForWork = async (state: ProducerState): Promise<void> => {
  state.wake = Promise.withResolvers() // The queue is empty now: only a later send may end this wait.
  const { wake } = state
  if (state.isSuspect) {
    replaceInner(state, 'a connection ended')
    await probe(state)
    return
  }
  if (state.status === 'up') return wake.promise
  await probe(state)
  if (isDown(state)) await Promise.race([wake.promise, pause(IDLE_PROBE_MS)])
}

/** Lets a producer that nobody uses find out that the broker is back. */
const probe = async (state: ProducerState): Promise<void> => {
  try {
    await state.inner.connect()
    setUp(state)
  } catch (error) {
    const message = describeFault(error)
    setDown(state, message)
    replaceInner(state, message)
  }
}

const closed = (clientId: string): LandfallError =>
  new LandfallError('LF_CLOSED', `producer ${clientId} is closed`, { retryable: false })
