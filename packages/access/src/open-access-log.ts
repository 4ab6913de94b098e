import type { AuditRecord, Topics } from '@landfall/contracts'
import type { Followed, Logger, Metrics } from '@landfall/runtime'
import { type AuditTrail, createAuditTrail } from './audit/create-audit-trail.ts'
import { openSessionLog, type SessionBatch, type SessionLog } from './sessions/open-session-log.ts'

type AccessRecord = { readonly topic: string; readonly key: string; readonly value: string }

export type AccessLogSpec = {
  /** Also the key of what it writes. */
  readonly service: AuditRecord['service']
  readonly topics: Pick<Topics, 'audit' | 'sessions'>
  /** Resolves when the topics exist. */
  readonly topicsExist: Promise<void>
  /** Appends the records; resolves when all are durable. */
  readonly send: (records: readonly AccessRecord[]) => Promise<unknown>
  readonly isUp: () => boolean
  /** Reads a topic from its beginning. */
  readonly openTail: (topic: string, onBatch: (batch: SessionBatch) => void) => Promise<Followed>
  readonly clock: () => number
  readonly logger: Logger
  readonly metrics: Metrics
}

/** What a service writes and reads about access: the audit, and which sessions were logged out. Both close with `open`. */
export const openAccessLog = (
  open: AsyncDisposableStack,
  { service, topics, topicsExist, send, openTail, ...shared }: AccessLogSpec,
): { readonly trail: AuditTrail; readonly sessionLog: SessionLog } => {
  const sendTo = (topic: string) => (values: readonly string[]) =>
    send(values.map((value) => ({ topic, key: service, value })))
  const trail = createAuditTrail({ ...shared, service, send: sendTo(topics.audit.name) })
  const sessionLog = openSessionLog({
    ...shared,
    openTail: async (onBatch) => {
      await topicsExist
      return openTail(topics.sessions.name, onBatch)
    },
    send: sendTo(topics.sessions.name),
  })
  open.defer(() => trail.close())
  open.defer(() => sessionLog.close())
  return { trail, sessionLog }
}
