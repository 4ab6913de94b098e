import { DiagnosticDetail, type DiagnosticRecord, DiagnosticSubject, escapeHidden } from '@landfall/contracts'
import { createPacer } from '@landfall/runtime'
import type { OutRecord } from './out-record.ts'

type DiagnosticReporterSpec = {
  readonly send: (records: readonly OutRecord[]) => Promise<unknown>
  /** The sources topic. */
  readonly topic: string
  readonly periodMs?: number
}

/** What happened; `count` is 1 unless said otherwise. */
type Occurrence = Omit<DiagnosticRecord, 'type' | 'count'> & { readonly count?: number }

const PERIOD_MS = 10_000
/** Subjects collected in one period; what is beyond them is reported as `others`. */
const SUBJECTS_MAX = 100

/**
 * Reports to operators what recurs: at once, then every 10 s at most, one record a cause and subject with the number of
 * occurrences. The sources stage makes diagnostic alerts of them. While Kafka is away they are kept and counted on.
 */
export const createDiagnosticReporter = ({ send, topic, periodMs = PERIOD_MS }: DiagnosticReporterSpec) => {
  let collected = new Map<string, DiagnosticRecord>()

  const add = (record: DiagnosticRecord): void => {
    const key = keyOf(record)
    const isFull = !collected.has(key) && collected.size >= SUBJECTS_MAX
    const placed = isFull ? { ...record, subject: 'others' } : record
    const before = collected.get(keyOf(placed))
    collected.set(keyOf(placed), { ...placed, count: placed.count + (before?.count ?? 0) })
  }
  const pacer = createPacer({
    periodMs,
    hasWork: () => collected.size > 0,
    work: async () => {
      const records = [...collected.values()]
      collected = new Map()
      try {
        await send(records.map((record) => ({ topic, key: 'diagnostic', value: JSON.stringify(record) })))
      } catch {
        for (const record of records) add(record) // The producer has logged that Kafka is away.
      }
    },
  })
  return {
    /** Never throws, never waits. Texts that are too long are cut. */
    report: ({ count = 1, subject, detail, ...rest }: Occurrence): void => {
      add({
        type: 'diagnostic',
        ...rest,
        subject: cut(subject, SUBJECT_CHARS_MAX),
        detail: cut(detail, DETAIL_CHARS_MAX),
        count,
      })
      pacer.wake()
    },
    close: pacer.close,
  }
}
export type DiagnosticReporter = ReturnType<typeof createDiagnosticReporter>

const keyOf = ({ cause, subject, exercise }: DiagnosticRecord): string => `${cause} ${exercise} ${subject}`

const SUBJECT_CHARS_MAX = DiagnosticSubject.maxLength ?? 0
const DETAIL_CHARS_MAX = DiagnosticDetail.maxLength ?? 0

const cut = (text: string, charsMax: number): string => escapeHidden(text).slice(0, charsMax).toWellFormed() || '?'
