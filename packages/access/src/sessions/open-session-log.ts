import {
  FUTURE_MS_MAX,
  formatWireTime,
  type ParsedJson,
  parseJson,
  parseWireTime,
  SessionEnded,
} from '@landfall/contracts'
import { type Followed, keepFollowing, type Logger, type Metrics } from '@landfall/runtime'
import { createBackgroundWriter } from '../create-background-writer.ts'
import { createEndedSessions, type EndedSession } from './create-ended-sessions.ts'
import { expiryOf } from './create-sessions.ts'

type SessionRecord = { readonly value: Buffer | null; readonly partition: number; readonly offset: number }
export type SessionBatch = { readonly records: readonly SessionRecord[] }
export type SessionLogSpec = {
  /** Reads the sessions topic from its beginning. */
  readonly openTail: (onBatch: (batch: SessionBatch) => void) => Promise<Followed>
  readonly send: (values: readonly string[]) => Promise<unknown>
  readonly isUp: () => boolean
  readonly logger: Logger
  readonly clock: () => number
  readonly metrics?: Pick<Metrics, 'counter'>
}
export type SessionLog = {
  /** False until all log-outs have been read: an ended session would be taken for a valid one. */
  readonly isRead: () => boolean
  readonly isEnded: (session: EndedSession) => boolean
  /** Ends it here at once, and on the other instances as soon as they have read it. */
  readonly end: (session: EndedSession) => void
  readonly close: () => Promise<void>
}

const QUEUED_RECORDS_MAX = 10_000

/** Which sessions were logged out, on whichever instance. */
export const openSessionLog = ({ openTail, logger, clock, metrics, ...rest }: SessionLogSpec): SessionLog => {
  const ended = createEndedSessions()
  const unreadable = metrics?.counter(
    'access_unreadable_sessions_total',
    'Records of the sessions topic that end no session',
  )
  const closing = new AbortController()
  const writer = createBackgroundWriter({
    ...rest,
    logger,
    failedEvent: 'session-end.not-written',
    queuedRecordsMax: QUEUED_RECORDS_MAX,
  })
  let isRead = false

  /** One that is skipped ends no session: nobody has logged out with it. */
  const take = ({ value, partition, offset }: SessionRecord): void => {
    const read = readEnded(value, clock())
    if (read.ok) ended.add(read.value, clock())
    else {
      unreadable?.inc()
      logger.error({ event: 'record.unreadable', topic: 'sessions', partition, offset, reason: read.reason })
    }
  }
  const onBatch = ({ records }: SessionBatch): void => {
    for (const record of records) take(record)
  }
  const followed = keepFollowing({
    open: () => openTail(onBatch),
    closing: closing.signal,
    onCaughtUp: () => {
      isRead = true
    },
    onFailed: (err) => {
      logger.error({ event: 'sessions.not-followed', err })
      isRead = false
    },
  })

  return {
    isRead: () => isRead,
    isEnded: ended.has,
    end: (session) => {
      ended.add(session, clock())
      const record: SessionEnded = {
        type: 'session-ended',
        sessionId: session.sessionId,
        tokenId: session.tokenId,
        beganAt: formatWireTime(session.beganAtMs),
        expiresAt: formatWireTime(expiryOf(session)),
      }
      if (!writer.add(JSON.stringify(record))) logger.error({ event: 'session-end.not-written', reason: 'queue full' })
    },
    close: async () => {
      closing.abort()
      await Promise.all([writer.close(), followed])
    },
  }
}

/**
 * A session that began at no time, or has yet to begin, was never one: it would count for ever, or end those to come of the same
 * token with it.
 */
const readEnded = (value: Buffer | null, nowMs: number): ParsedJson<EndedSession> => {
  const read = parseJson(SessionEnded, value?.toString() ?? null)
  if (!read.ok) return read
  const { tokenId, sessionId, beganAt } = read.value
  const beganAtMs = parseWireTime(beganAt)
  return beganAtMs <= nowMs + FUTURE_MS_MAX
    ? { ok: true, value: { tokenId, sessionId, beganAtMs } }
    : { ok: false, reason: `beganAt: ${beganAt} is no time of the past` }
}
