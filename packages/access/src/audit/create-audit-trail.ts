import { randomUUID } from 'node:crypto'
import { AUDIT_TEXT_CHARACTERS_MAX, type AuditRecord, escapeHidden, formatWireTime } from '@landfall/contracts'
import { type Logger, type Metrics, pause } from '@landfall/runtime'
import { AUDIT_BOUNDS, type AuditBounds, createAuditBound } from './create-audit-bound.ts'

/** What happened, without when and where. */
export type AuditFact = Omit<AuditRecord, 'type' | 'recordId' | 'at' | 'service' | 'count'>

export type AuditTrailSpec = {
  readonly service: AuditRecord['service']
  /** Appends to the audit topic; resolves when all are durable. */
  readonly send: (values: readonly string[]) => Promise<unknown>
  readonly isUp: () => boolean
  readonly clock: () => number
  readonly logger: Logger
  readonly metrics: Metrics
  readonly bounds?: AuditBounds
  readonly queuedRecordsMax?: number
}
export type AuditTrail = {
  /** Returns at once. `recordId`: where several instances see the same, so that they write it once. */
  readonly record: (fact: AuditFact, recordId?: string) => void
  /** Writes what is queued, for up to 2 s. */
  readonly close: () => Promise<void>
}

/** Records that wait while Kafka is away, under 1 MB; beyond it new ones are dropped, and counted. */
const QUEUED_RECORDS_MAX = 1_000
const BATCH_RECORDS_MAX = 100
const RETRY_MS = 1_000
const SUMMARY_MS = 60_000
const CLOSE_MS_MAX = 2_000

type State = AuditTrailSpec & {
  readonly queue: AuditRecord[]
  readonly closing: AbortController
  /** Since the queue was last below its limit. */
  dropped: number
  /** The writer, while there is something to write. */
  writing: Promise<void> | null
  isFailing: boolean
}

/** The audit topic, written in the background: nothing that it writes down ever waits for it. */
export const createAuditTrail = (spec: AuditTrailSpec): AuditTrail => {
  const { clock, metrics, bounds = AUDIT_BOUNDS, queuedRecordsMax = QUEUED_RECORDS_MAX } = spec
  const bound = createAuditBound(bounds)
  const state: State = {
    ...spec,
    queue: [],
    closing: new AbortController(),
    dropped: 0,
    writing: null,
    isFailing: false,
  }
  const events = metrics.counter('audit_events_total', 'Events of the audit, also those only counted', ['event'])
  const lost = metrics.counter('audit_dropped_total', 'Records of the audit that were dropped: Kafka was away')

  const enqueue = (record: AuditRecord): void => {
    if (state.queue.length >= queuedRecordsMax) {
      state.dropped += record.count
      lost.inc(record.count)
      return
    }
    state.queue.push(record)
    state.writing ??= write(state)
  }
  const summarise = (): void => {
    for (const { event, count } of bound.takeSummaries()) enqueue(toRecord(spec, { event }, { count }))
  }
  const timer = setInterval(summarise, SUMMARY_MS).unref()

  return {
    record: (fact, recordId) => {
      events.inc({ event: fact.event })
      if (bound.admit(fact.event, clock())) enqueue(toRecord(spec, fact, { recordId }))
    },
    close: async () => {
      clearInterval(timer)
      summarise()
      state.closing.abort()
      await Promise.race([state.writing, pause(CLOSE_MS_MAX)])
    },
  }
}

type Given = { readonly recordId?: string | undefined; readonly count?: number }

const toRecord = (
  { service, clock }: AuditTrailSpec,
  fact: AuditFact,
  { recordId = randomUUID(), count = 1 }: Given,
): AuditRecord => ({
  type: 'audit',
  recordId,
  at: formatWireTime(clock()),
  service,
  count,
  ...(Object.fromEntries(
    Object.entries(fact).map(([name, value]) => [name, value === undefined ? undefined : shown(value)]),
  ) as AuditFact),
})

/** Texts from outside: nothing hidden, and short. */
const shown = (text: string): string => escapeHidden(text).slice(0, AUDIT_TEXT_CHARACTERS_MAX)

/** Writes the queue from its front; a batch whose outcome is unknown is written again, and its ids say so. */
const write = async (state: State): Promise<void> => {
  const { queue, closing, isUp, send, logger } = state
  while (queue.length > 0 || state.dropped > 0) {
    if (state.dropped > 0 && queue.length < BATCH_RECORDS_MAX) {
      queue.push(toRecord(state, { event: 'records-dropped' }, { count: state.dropped }))
      state.dropped = 0
    }
    const batch = queue.slice(0, BATCH_RECORDS_MAX)
    try {
      if (!isUp()) throw new Error('Kafka does not answer')
      await send(batch.map((record) => JSON.stringify(record)))
      queue.splice(0, batch.length)
      state.isFailing = false
    } catch (error) {
      if (!state.isFailing) logger.warn({ event: 'audit.not-written', reason: String(error) })
      state.isFailing = true
      if (closing.signal.aborted) break
      await pause(RETRY_MS, closing.signal)
    }
  }
  state.writing = null
}
