import { pause } from '@landfall/runtime'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { brokerDown, brokerRefused, isPermanentFault, requiresNewProducer, rootFault } from '../client/kafka-fault.ts'
import type { AppendedBatch } from './create-inner-producer.ts'
import { type ProducerState, partitionsOf, replaceInner, setDown, setUp } from './create-producer-state.ts'
import type { Waiting } from './create-send-queue.ts'
import { partitionOf } from './out-record.ts'

/** Retries the same batch until it is durable, its time is over, or another try cannot help. */
export const deliverBatch = async (state: ProducerState, batch: readonly Waiting[]): Promise<void> => {
  const backoff = createRetryBackoff(50, 1_000)
  const messages = batch.map(({ message }) => message)
  for (;;) {
    try {
      await state.inner.connect()
      const appended = await state.inner.append(messages)
      setUp(state)
      state.isSuspect = false
      answerAll(state, batch, appended)
      return
    } catch (error) {
      if ((await settleFailure(state, batch, error)) === 'settled') return
      await pause(backoff.nextMs())
    }
  }
}

const settleFailure = async (
  state: ProducerState,
  batch: readonly Waiting[],
  error: unknown,
): Promise<'settled' | 'retry'> => {
  const { queue, spec } = state
  const { message: reason } = rootFault(error)
  const nowMs = performance.now() < state.closeByMs ? performance.now() : Infinity
  const isExpired = nowMs >= Math.min(...batch.map(({ send }) => send.deadlineMs))
  const isProducerDead = requiresNewProducer(error)
  const isRefused = !isProducerDead && isPermanentFault(error)
  if (!isRefused) setDown(state, reason)
  if (isProducerDead) spec.logger.warn({ event: 'producer.dead', clientId: spec.clientId, reason })
  if (isRefused || isExpired || isProducerDead) await replaceInner(state, reason)
  const sends = Map.groupBy(batch, ({ send }) => send)
  if (isRefused && sends.size > 1) {
    for (const alone of sends.values()) await deliverBatch(state, alone) // Only the send at fault must fail.
    return 'settled'
  }
  if (isRefused || isExpired) {
    const doing = `appending ${batch.length} records`
    const failure = isRefused ? brokerRefused(doing, error) : brokerDown(doing, error)
    for (const waiting of batch) queue.fail(waiting, failure)
  }
  // Expires the sends queued behind as well: request by request, each would wait for a whole try more.
  queue.expire(nowMs, () => brokerDown('waiting for the broker', error))
  return isRefused || isExpired ? 'settled' : 'retry'
}

const answerAll = (state: ProducerState, batch: readonly Waiting[], appended: readonly AppendedBatch[]): void => {
  const next = new Map(appended.map(({ topic, partition, baseOffset }) => [`${topic}/${partition}`, baseOffset]))
  for (const waiting of batch) {
    const { topic } = waiting.message
    const partition = partitionOf(waiting.message, partitionsOf(state, topic))
    const key = `${topic}/${partition}`
    const offset = next.get(key) ?? null
    if (offset !== null) next.set(key, offset + 1)
    state.queue.answer(waiting, { topic, partition, offset })
  }
}
