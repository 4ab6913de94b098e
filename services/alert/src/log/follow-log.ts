import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { type ParsedJson, WATCH_KEY } from '@landfall/contracts'
import type { DiagnosticReporter, LogRecord, TailBatch } from '@landfall/kafka'
import { type Counter, isLandfallError, type Logger, type Metrics } from '@landfall/runtime'
import type { AlertVersion } from '../domain/alert-version.ts'
import {
  type AlertStore,
  type Applied,
  applyAction,
  applyVersion,
  type Change,
  moveTo,
  restoreFold,
} from '../domain/create-alert-store.ts'
import type { LogPosition } from '../domain/log-position.ts'
import { applyTakeOver, type TakeOver } from '../domain/watch/watch-log.ts'
import type { AlertRecords } from './create-alert-records.ts'
import { parseActionRecord, parseVersionRecord, parseWatchRecord, type VersionReading } from './parse-version-record.ts'

/** An alert that a record needs in memory; `isWhole`: folded again from all of its records. */
type Missing = { readonly alertId: string; readonly isWhole: boolean }

type Topic = keyof LogPosition

export type FollowLogDeps = VersionReading & {
  readonly store: AlertStore
  /** Of a reader that nobody else waits for. */
  readonly records: Pick<AlertRecords, 'recall' | 'refold'>
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: () => number
  /** For what operators must know. */
  readonly report: DiagnosticReporter['report']
  /** Called for every change, in order; the store is already at the change's position. */
  readonly onChange: (change: Change) => void
  /** Called synchronously after the store's position has moved, with or without a change. */
  readonly onPosition: () => void
}

/** How much is processed before yielding to the event loop, so that others run and clients' sockets drain. */
const TURN_BYTES_MAX = 64 * 1_024
const TURN_RECORDS_MAX = 100
const RECALL_RETRY_MS = 500
/** A contradiction is an alert for operators for as long: at a start the whole log may be read, with what was settled long ago. */
const REPORTED_MS_MAX = 86_400_000

/** Feeds both topics into the store, record by record, so that each change is published at its own position. */
export const followLog = (deps: FollowLogDeps) => {
  const { store, records, logger, metrics, onChange, onPosition } = deps
  const counted = metrics.counter('alert_records_total', 'Records read, by topic and outcome', ['topic', 'outcome'])
  const recalled = metrics.counter('alert_recalled_total', 'Alerts read back into memory for a record', ['whole'])

  const { readable, skipRecord } = createFaultReport(counted, logger)

  /** Retries for as long as Kafka is down: nothing else can be read in that time either. */
  const recall = async ({ alertId, isWhole }: Missing): Promise<void> => {
    const entry = store.alerts.get(alertId)
    if (entry === undefined) return
    const { archive, fold: replaced } = entry
    try {
      const fold = isWhole ? await records.refold(entry) : await records.recall(entry)
      recalled.inc({ whole: String(isWhole) })
      // The other topic may have brought it back, or changed it, in the meantime.
      if (fold !== null && entry.archive === archive && entry.fold === replaced) restoreFold(store, entry, fold)
    } catch (error) {
      if (!isLandfallError(error) || !error.retryable) throw error
      logger.warn({ event: 'alert.not-recalled', alertId, err: error })
      await sleep(RECALL_RETRY_MS)
    }
  }

  const takeVersion = (record: LogRecord): Missing | null => {
    const version = readable('alerts', record, parseVersionRecord(record, deps))
    if (version === undefined) return null
    const applied = applyVersion(store, version)
    const needed = missing(version.alertId, applied)
    if (needed !== null) return needed
    const { taken, change } = applied
    counted.inc({ topic: 'alerts', outcome: taken })
    noteFault(deps, version, taken)
    if (change !== null) onChange(change)
    return null
  }

  const takeAction = (record: LogRecord): Missing | null => {
    if (record.key === WATCH_KEY)
      return takeWatch(store, readable('actions', record, parseWatchRecord(record)), counted)
    const action = readable('actions', record, parseActionRecord(record))
    if (action === undefined) return null
    const applied = applyAction(store, action)
    const needed = missing(action.alertId, applied)
    if (needed !== null) return needed
    counted.inc({ topic: 'actions', outcome: applied.change === null ? 'no-effect' : 'taken' })
    if (applied.change !== null) onChange(applied.change)
    return null
  }

  const takeWhole = async (record: LogRecord, take: (record: LogRecord) => Missing | null): Promise<void> => {
    for (let needed = take(record); needed !== null; needed = take(record)) {
      onPosition() // What was published must be sent before anything is awaited.
      await recall(needed)
    }
  }

  const inTurns = async (topic: Topic, batch: TailBatch, take: (record: LogRecord) => Missing | null) => {
    let taken = 0
    let bytes = 0
    for (const record of batch.records) {
      if (taken >= TURN_RECORDS_MAX || bytes >= TURN_BYTES_MAX) {
        onPosition()
        await nextTurn()
        taken = 0
        bytes = 0
      }
      try {
        await takeWhole(record, take)
      } catch (error) {
        skipRecord(topic, record, error)
      }
      taken += 1
      bytes += record.value?.length ?? 0
    }
    moveTo(store, { [topic]: batch.nextOffset })
    onPosition()
  }

  return {
    onAlerts: (batch: TailBatch) => inTurns('alerts', batch, takeVersion),
    onActions: (batch: TailBatch) => inTurns('actions', batch, takeAction),
  }
}

/** No alert changes with it, and so nothing is published. */
const takeWatch = (store: AlertStore, taken: TakeOver | undefined, counted: Counter<'topic' | 'outcome'>): null => {
  if (taken === undefined) return null
  store.watch = applyTakeOver(store.watch, taken)
  counted.inc({ topic: 'actions', outcome: 'taken' })
  return null
}

/** Counts and logs the records that change nothing, because of what they are. */
const createFaultReport = (counted: Counter<'topic' | 'outcome'>, logger: Logger) => {
  const readable = <T>(topic: Topic, { partition, offset }: LogRecord, read: ParsedJson<T>): T | undefined => {
    if (read.ok) return read.value
    counted.inc({ topic, outcome: 'unreadable' })
    logger.error({ event: 'record.unreadable', topic, partition, offset, reason: read.reason })
    return undefined
  }

  /**
   * A record that throws is skipped, or it would end the process at each start, for all alerts. Its alert stays as it was
   * before, as the fold is replaced as a whole, and goes on with its next version. What Kafka throws is not the record's fault.
   */
  const skipRecord = (topic: Topic, { partition, offset }: LogRecord, error: unknown): void => {
    if (isLandfallError(error)) throw error
    counted.inc({ topic, outcome: 'threw' })
    logger.error({ event: 'record.passed-over', topic, partition, offset, err: error })
  }
  return { readable, skipRecord }
}

/** The first content stands; but other readers, and whatever is rebuilt from the log, may take the other. */
const noteFault = (
  { logger, clock, report }: Pick<FollowLogDeps, 'logger' | 'clock' | 'report'>,
  { alertId, version, offset, exercise, timeMs }: AlertVersion,
  taken: Applied['taken'],
): void => {
  if (taken !== 'contradiction' && taken !== 'out-of-order') return
  logger.error({ event: `alert.${taken}`, alertId, version, offset })
  if (taken === 'out-of-order' || clock() - timeMs > REPORTED_MS_MAX) return
  const detail = `${alertId} version ${version} has another content at offset ${offset} of the alerts topic; the first one is shown`
  report({ cause: 'contradiction', subject: 'alerts', detail, exercise })
}

const missing = (alertId: string, { taken }: Applied): Missing | null =>
  taken === 'needs-fold' || taken === 'needs-records' ? { alertId, isWhole: taken === 'needs-records' } : null
