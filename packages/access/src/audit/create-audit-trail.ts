import { randomUUID } from 'node:crypto'
import { AUDIT_TEXT_CHARACTERS_MAX, type AuditRecord, escapeHidden, formatWireTime } from '@landfall/contracts'
import type { Logger, Metrics } from '@landfall/runtime'
import { createBackgroundWriter } from '../create-background-writer.ts'
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
const SUMMARY_MS = 60_000

/** The audit topic, written in the background: nothing that it writes down ever waits for it. */
export const createAuditTrail = (spec: AuditTrailSpec): AuditTrail => {
  const { clock, metrics, bounds = AUDIT_BOUNDS, queuedRecordsMax = QUEUED_RECORDS_MAX } = spec
  const bound = createAuditBound(bounds)
  const events = metrics.counter('audit_events_total', 'Events of the audit, also those only counted', ['event'])
  const lost = metrics.counter('audit_dropped_total', 'Records of the audit that were dropped: Kafka was away')
  let dropped = 0
  const onRoom = (): string | null => {
    if (dropped === 0) return null
    const record = toRecord(spec, { event: 'records-dropped' }, { count: dropped })
    dropped = 0
    return JSON.stringify(record)
  }
  const writer = createBackgroundWriter({ ...spec, failedEvent: 'audit.not-written', queuedRecordsMax, onRoom })

  const write = (record: AuditRecord): void => {
    if (writer.add(JSON.stringify(record))) return
    dropped += record.count
    lost.inc(record.count)
  }
  const summarise = (): void => {
    for (const { event, count } of bound.takeSummaries()) write(toRecord(spec, { event }, { count }))
  }
  const timer = setInterval(summarise, SUMMARY_MS).unref()

  return {
    record: (fact, recordId) => {
      events.inc({ event: fact.event })
      if (bound.admit(fact.event, clock())) write(toRecord(spec, fact, { recordId }))
    },
    close: async () => {
      clearInterval(timer)
      summarise()
      await writer.close()
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
