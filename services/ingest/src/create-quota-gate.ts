import type { DiagnosticReporter } from '@landfall/kafka'
import type { Health, Logger, Metrics } from '@landfall/runtime'
import type { Amounts, FeederQuotas, QuotaHit } from './domain/create-feeder-quotas.ts'
import type { Writer } from './domain/writer.ts'

export type QuotaGateDeps = {
  readonly quotas: FeederQuotas
  readonly clock: () => number
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  /** To operators. */
  readonly report: DiagnosticReporter['report']
  /** Called with a hit once a minute for each feeder. */
  readonly onHit?: (writer: Writer, quota: string) => void
}

const LOG_MS = 60_000
const LOGGED_FEEDERS_MAX = 10_000

/**
 * Applies the quotas to feeders, and makes each hit visible: a diagnostic alert, a metric, a line of the log a minute for each
 * feeder, the health detail.
 */
export const createQuotaGate = ({ quotas, clock, logger, metrics, health, report, onHit }: QuotaGateDeps) => {
  const hits = metrics.counter(
    'ingest_quota_hits_total',
    'Requests refused, and seconds an NMEA source was held back',
    ['where', 'quota'],
  )
  const loggedAtMs = new Map<string, number>()
  health.set('quotas', () => ({ ok: true, detail: `${quotas.limited(clock())} feeders limited in the last minute` }))

  const noteHit = (where: string, writer: Writer, hit: QuotaHit | null): QuotaHit | null => {
    if (hit === null) return null
    const { feederId, name } = writer
    const { quota, perSecond } = hit
    hits.inc({ where, quota })
    const detail = `more than its quota of ${perSecond} ${quota}`
    report({ cause: 'feeder-quota', subject: name, detail, exercise: false })
    if (clock() - (loggedAtMs.get(feederId) ?? Number.NEGATIVE_INFINITY) < LOG_MS) return hit
    loggedAtMs.delete(feederId)
    loggedAtMs.set(feederId, clock())
    const [oldest] = loggedAtMs.keys()
    if (loggedAtMs.size > LOGGED_FEEDERS_MAX && oldest !== undefined) loggedAtMs.delete(oldest)
    logger.warn({ event: 'quota.hit', where, feeder: feederId, quota, perSecond })
    onHit?.(writer, quota)
    return hit
  }
  return {
    admit: (where: string, writer: Writer): QuotaHit | null =>
      noteHit(where, writer, quotas.admit(writer.feederId, writer.quotas, clock())),
    charge: (where: string, writer: Writer, amounts: Amounts): QuotaHit | null =>
      noteHit(where, writer, quotas.charge(writer.feederId, writer.quotas, amounts, clock())),
  }
}
export type QuotaGate = ReturnType<typeof createQuotaGate>
