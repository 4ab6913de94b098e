import { createAuditTrail, openSessionLog } from '@landfall/access'
import type { TopicSpec } from '@landfall/contracts'
import { openTail, type Producer } from '@landfall/kafka'
import type { Logger, Metrics } from '@landfall/runtime'

export type AccessTopicsSpec = {
  readonly kafka: { readonly brokers: readonly string[]; readonly clientId: string; readonly logger: Logger }
  readonly producer: Producer
  readonly audit: TopicSpec
  readonly sessions: TopicSpec
  readonly clock: () => number
  readonly metrics: Metrics
  /** Resolves when the topics exist. */
  readonly topicsExist: Promise<void>
}

/** What the service writes and reads about access: the audit, and which sessions were logged out. */
export const openAccessTopics = (open: AsyncDisposableStack, spec: AccessTopicsSpec) => {
  const { kafka, producer, audit, sessions, clock, metrics, topicsExist } = spec
  const { logger } = kafka
  const isUp = (): boolean => producer.state() === 'up'
  const sendTo = (topic: string) => (values: readonly string[]) =>
    producer.send(values.map((value) => ({ topic, key: 'alert', value })))
  const trail = createAuditTrail({ service: 'alert', send: sendTo(audit.name), isUp, clock, logger, metrics })
  const sessionLog = openSessionLog({
    openTail: async (onBatch) => {
      await topicsExist
      return openTail({ ...kafka, topic: sessions.name, from: 'earliest', onBatch })
    },
    send: sendTo(sessions.name),
    isUp,
    logger,
    clock,
    metrics,
  })
  open.defer(() => trail.close())
  open.defer(() => sessionLog.close())
  return { trail, sessionLog }
}
