import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { LandfallError, pause } from '@landfall/runtime'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog } from '../client/create-outage-log.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { brokerDown, brokerRefused, isPermanentFault, requiresNewProducer, rootFault } from '../client/kafka-fault.ts'
import { type AppendedBatch, createInnerProducer, type InnerProducer } from './create-inner-producer.ts'
import { createSendQueue, type Waiting } from './create-send-queue.ts'
import { type OutRecord, partitionOf, type SentRecord, toOutMessage } from './out-record.ts'
import { PRODUCER_LIMITS, type ProducerLimits, recordTooLarge } from './producer-limits.ts'

export type ProducerSpec = ClientSpec & Partial<ProducerLimits>
export type Producer = {
  /**
   * Appends the records, in this order per partition, and resolves when all are durable (acks=all). Rejects with
   * LF_QUEUE_FULL or LF_RECORD_TOO_LARGE (none was taken), LF_BROKER_DOWN (some may have been), LF_BROKER_REFUSED, LF_CLOSED.
   */
  readonly send: (records: readonly OutRecord[]) => Promise<readonly SentRecord[]>
  /** Since the opening: produce requests that were answered, and records in them. */
  readonly counts: () => { readonly requests: number; readonly records: number }
  /** `up` when the last thing asked of the broker was answered. */
  readonly state: () => 'up' | 'down'
  /** Sends what is waiting, within its time, then disconnects. */
  readonly close: () => Promise<void>
}

const IDLE_PROBE_MS = 1_000

/** What waits when the producer is closed gets this long, so that a broker that is away does not hold up a stop. */
const CLOSE_MS_MAX = 5_000

/**
 * An idempotent producer that shares requests between concurrent sends (kafkajs has no linger), one request at a time.
 * Opens at once; until a broker answers it is `down` and what is sent waits, within the limits.
 */
export const openProducer = async (spec: ProducerSpec): Promise<Producer> => {
  const { logger, clientId } = spec
  const limits: ProducerLimits = { ...PRODUCER_LIMITS, ...spec }
  const queue = createSendQueue(limits)
  const partitionCounts = new Map<string, number>()
  const partitionsOf = (topic: string): number => partitionCounts.get(topic) ?? 1 // 1 until known: the safe size.
  const newInner = (): InnerProducer => {
    const onSocketClosed = (): void => {
      if (made !== inner) return
      isSuspect = true
      wake.resolve()
    }
    const made = createInnerProducer({ ...spec, onSocketClosed }, (topic, count) => partitionCounts.set(topic, count))
    return made
  }
  const outage = createOutageLog(logger, 'producer', { clientId })
  const closing = new AbortController()
  let inner = newInner()
  let isSuspect = false // A connection ended: the broker may be gone, though nobody has asked it anything.
  let state: 'up' | 'down' = 'down'
  let closeByMs = Infinity
  let requests = 0
  let records = 0
  let wake = Promise.withResolvers<void>()

  const setState = (next: 'up' | 'down', reason?: string): void => {
    state = next
    if (next === 'up') outage.up()
    else outage.down(reason ?? '')
  }

  const replaceInner = async (reason: string): Promise<void> => {
    logger.debug({ event: 'producer.replaced', clientId, reason })
    await inner.close(logger)
    inner = newInner()
    isSuspect = false
  }

  /** Tries until the batch is durable, its time is over or trying is of no use. The same batch each time. */
  const deliver = async (batch: readonly Waiting[]): Promise<void> => {
    const backoff = createRetryBackoff(50, 1_000)
    const messages = batch.map(({ message }) => message)
    const deadlineMs = Math.min(...batch.map(({ send }) => send.deadlineMs))
    for (;;) {
      try {
        await inner.connect()
        const appended = await inner.append(messages)
        setState('up')
        isSuspect = false
        requests += 1
        records += batch.length
        answerAll(batch, appended)
        return
      } catch (error) {
        const { message } = rootFault(error)
        const isDead = requiresNewProducer(error)
        const nowMs = performance.now() < closeByMs ? performance.now() : Infinity
        const isOver = nowMs >= deadlineMs
        const isRefused = !isDead && isPermanentFault(error)
        if (!isRefused) setState('down', message)
        if (isDead) logger.warn({ event: 'producer.dead', clientId, reason: message })
        if (isRefused || isOver || isDead) await replaceInner(message)
        const sends = Map.groupBy(batch, ({ send }) => send)
        if (isRefused && sends.size > 1) {
          for (const alone of sends.values()) await deliver(alone) // So that only the sender at fault is told.
          return
        }
        if (isRefused || isOver) {
          const doing = `appending ${messages.length} records`
          const failure = isRefused ? brokerRefused(doing, error) : brokerDown(doing, error)
          for (const waiting of batch) queue.fail(waiting, failure)
        }
        // Those behind whose time is over too: one request after the other, each would wait a whole try longer.
        queue.expire(nowMs, () => brokerDown('waiting for the broker', error))
        if (isRefused || isOver) return
        await pause(backoff.nextMs())
      }
    }
  }

  const answerAll = (batch: readonly Waiting[], appended: readonly AppendedBatch[]): void => {
    const next = new Map(appended.map(({ topic, partition, baseOffset }) => [`${topic}/${partition}`, baseOffset]))
    for (const waiting of batch) {
      const { topic } = waiting.message
      const partition = partitionOf(waiting.message, partitionsOf(topic))
      const at = `${topic}/${partition}`
      const offset = next.get(at) ?? null
      if (offset !== null) next.set(at, offset + 1)
      queue.answer(waiting, { topic, partition, offset })
    }
  }

  /** So that a producer nobody uses still finds out that the broker is back. */
  const probe = async (): Promise<void> => {
    try {
      await inner.connect()
      setState('up')
    } catch (error) {
      setState('down', rootFault(error).message)
      await replaceInner(rootFault(error).message)
    }
  }

  const pump = async (): Promise<void> => {
    while (!closing.signal.aborted || !queue.isEmpty()) {
      if (queue.isEmpty()) {
        wake = Promise.withResolvers() // Nothing waits now: only a send from here on ends the waiting below.
        if (isSuspect) {
          await replaceInner('a connection ended')
          await probe()
        } else if (state === 'down') {
          await probe()
          if (state === 'down') await Promise.race([wake.promise, sleep(IDLE_PROBE_MS)])
        } else await wake.promise
        if (limits.lingerMs > 0 && !closing.signal.aborted) await sleep(limits.lingerMs)
        else await nextTurn() // What is sent in the same turn of the loop goes together.
        continue
      }
      const batch = queue.take(partitionsOf)
      if (batch.length > 0) await deliver(batch)
    }
    await inner.close(logger)
  }
  const pumped = pump()

  return {
    counts: () => ({ requests, records }),
    state: () => state,
    send: (records) => {
      if (closing.signal.aborted) return Promise.reject(closed(clientId))
      if (records.length === 0) return Promise.resolve([])
      const messages = records.map(toOutMessage)
      const tooLarge = messages.find(({ bytes }) => bytes > limits.recordBytesMax)
      if (tooLarge) return Promise.reject(recordTooLarge(tooLarge, limits))
      const sent = queue.add(messages, performance.now())
      wake.resolve()
      return sent
    },
    close: async () => {
      closeByMs = performance.now() + CLOSE_MS_MAX
      closing.abort()
      wake.resolve()
      await pumped
    },
  }
}

const closed = (clientId: string): LandfallError =>
  new LandfallError('LF_CLOSED', `producer ${clientId} is closed`, { retryable: false })
