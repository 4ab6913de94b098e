import { pause } from '@landfall/runtime'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import {
  brokerDown,
  describeFault,
  isPermanentFault,
  requiresNewProducer,
  toLandfallError,
} from '../client/kafka-fault.ts'
import { noteRefused, type ProducerState, replaceInner, setDown, setUp } from './create-producer-state.ts'
import type { Waiting } from './create-send-queue.ts'
import type { SentRecord } from './out-record.ts'

/** Retries the same records until they are durable, their time is over, or another try cannot help. */
export const deliverBatch = async (state: ProducerState, batch: readonly Waiting[]): Promise<void> => {
  const backoff = createRetryBackoff(50, 1_000)
  let left = batch
  while (left.length > 0) {
    const sent: SentRecord[] = []
    const messages = left.map(({ message }) => message)
    const isOver = (): boolean => isExpired(state, left)
    const onTrouble = (error: unknown): void => noteTrouble(state, error)
    try {
      await state.inner.append(messages, { sent, isOver, onTrouble })
      left = answerSent(state, left, sent)
      setUp(state)
      state.isSuspect = false
    } catch (error) {
      left = answerSent(state, left, sent)
      left = await settleFailure(state, left, error)
      if (left.length > 0) await pause(backoff.nextMs())
    }
  }
}

/** When nothing more is tried: the time of the oldest send is over, or that of closing. */
const isExpired = (state: ProducerState, batch: readonly Waiting[]): boolean =>
  dueMs(state) >= Math.min(...batch.map(({ send }) => send.deadlineMs))

const dueMs = ({ closeByMs }: ProducerState): number => (performance.now() < closeByMs ? performance.now() : Infinity)

const noteTrouble = (state: ProducerState, error: unknown): void => {
  if (isPermanentFault(error) && !requiresNewProducer(error)) return
  setDown(state, describeFault(error))
  // Expires the sends queued behind as well: request by request, each would wait for a whole try more.
  state.queue.expire(dueMs(state), () => brokerDown('waiting for the broker', error))
}

/** Returns what is to be tried again. */
const settleFailure = async (
  state: ProducerState,
  batch: readonly Waiting[],
  error: unknown,
): Promise<readonly Waiting[]> => {
  const { queue, spec } = state
  const reason = describeFault(error)
  const isProducerDead = requiresNewProducer(error)
  const isRefused = !isProducerDead && isPermanentFault(error)
  noteTrouble(state, error)
  if (isProducerDead) spec.logger.warn({ event: 'producer.dead', clientId: spec.clientId, reason })
  replaceInner(state, reason)
  const sends = Map.groupBy(batch, ({ send }) => send)
  if (isRefused && sends.size > 1) {
    for (const alone of sends.values()) await deliverBatch(state, alone) // Only the send at fault must fail.
    return []
  }
  if (!isRefused && !isExpired(state, batch)) return batch
  const doing = `appending ${batch.length} records to ${topicsOf(batch)}`
  const failure = isRefused ? toLandfallError(doing, error) : brokerDown(doing, error)
  if (isRefused) noteRefused(state, topicsOf(batch), failure.message)
  for (const waiting of batch) queue.fail(waiting, failure)
  return []
}

const topicsOf = (batch: readonly Waiting[]): string =>
  [...new Set(batch.map(({ message }) => message.topic))].join(', ')

/** Returns those that are not known to be durable. */
const answerSent = (
  { queue }: ProducerState,
  batch: readonly Waiting[],
  sent: readonly SentRecord[],
): readonly Waiting[] =>
  batch.filter((waiting, index) => {
    const record = sent[index]
    if (record !== undefined) queue.answer(waiting, record)
    return record === undefined
  })
