import type { TopicPartitions } from '@landfall/contracts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog, type OutageLog } from '../client/create-outage-log.ts'
import { createInnerProducer, type InnerProducer } from './create-inner-producer.ts'
import { createSendQueue, type SendQueue } from './create-send-queue.ts'
import type { ProducerLimits } from './producer-limits.ts'

export type ProducerSpec = ClientSpec &
  Partial<ProducerLimits> & {
    /** All topics it may write to. */
    readonly topics: readonly TopicPartitions[]
  }

/** What the steps of a producer share. */
export type ProducerState = {
  readonly spec: ProducerSpec
  readonly limits: ProducerLimits
  readonly queue: SendQueue
  readonly outage: OutageLog
  readonly closing: AbortSignal
  inner: InnerProducer
  /** A connection ended: the broker may be gone, though no request has failed yet. */
  isSuspect: boolean
  status: 'up' | 'down'
  /** When the refusal of records for these topics was logged (performance.now). */
  readonly refusedMs: Map<string, number>
  /** After this (performance.now) nothing is retried. */
  closeByMs: number
  /** Ends the wait for something to do. */
  wake: PromiseWithResolvers<void>
}

export const createProducerState = (
  spec: ProducerSpec,
  limits: ProducerLimits,
  closing: AbortSignal,
): ProducerState => {
  const state: ProducerState = {
    spec,
    limits,
    queue: createSendQueue(limits),
    outage: createOutageLog(spec.logger, 'producer', { clientId: spec.clientId }),
    closing,
    inner: openInner(spec, limits, () => state),
    isSuspect: false,
    status: 'down',
    refusedMs: new Map(),
    closeByMs: Infinity,
    wake: Promise.withResolvers<void>(),
  }
  return state
}

const openInner = (spec: ProducerSpec, limits: ProducerLimits, stateOf: () => ProducerState): InnerProducer => {
  const onSocketClosed = (): void => {
    const state = stateOf()
    if (opened !== state.inner) return
    state.isSuspect = true
    state.wake.resolve()
  }
  const opened = createInnerProducer({ ...spec, onSocketClosed }, limits)
  return opened
}

export const replaceInner = (state: ProducerState, reason: string): void => {
  const { logger, clientId } = state.spec
  logger.debug({ event: 'producer.replaced', clientId, reason })
  void state.inner.close() // With a broker that stands still it takes as long as a request.
  state.inner = openInner(state.spec, state.limits, () => state)
  state.isSuspect = false
}

export const isDown = ({ status }: ProducerState): boolean => status === 'down'

export const setUp = (state: ProducerState): void => {
  state.status = 'up'
  state.outage.up()
}

export const setDown = (state: ProducerState, reason: string): void => {
  state.status = 'down'
  state.outage.down(reason)
}

const REFUSALS_LOGGED_MS = 60_000

/** Logs that Kafka refuses what is sent to these topics, once a minute: not everybody who sends says what became of it. */
export const noteRefused = ({ spec, refusedMs }: ProducerState, topics: string, reason: string): void => {
  const nowMs = performance.now()
  if (nowMs - (refusedMs.get(topics) ?? -Infinity) < REFUSALS_LOGGED_MS) return
  refusedMs.set(topics, nowMs)
  spec.logger.error({ event: 'producer.refused', clientId: spec.clientId, reason })
}
