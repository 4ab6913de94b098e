import type { DiagnosticReporter } from '@landfall/kafka'
import type { Health, Logger, Metrics } from '@landfall/runtime'
import { admitNewcomers, type NewcomerWorlds } from './domain/admit-newcomers.ts'
import type { Amounts, FeederQuotas } from './domain/create-feeder-quotas.ts'
import type { Validation } from './domain/create-validator.ts'
import type { QuotaHit } from './domain/feeder-quota.ts'
import { putLast } from './domain/put-last.ts'
import type { Writer } from './domain/writer.ts'

export type QuotaGateDeps = {
  readonly quotas: FeederQuotas
  readonly newcomers: NewcomerWorlds
  readonly clock: () => number
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  /** To operators. */
  readonly report: DiagnosticReporter['report']
  /** Called with the first hit of each episode of a feeder. */
  readonly onHit?: (writer: Writer, quota: string) => void
}

/** A feeder that has hit nothing for so long begins another episode, and another line of the log. */
const EPISODE_GAP_MS = 60_000
const LOGGED_FEEDERS_MAX = 10_000
/** Feeders with a metric of their own; the rest count as `others`. */
const METRIC_FEEDERS_MAX = 100

/**
 * Applies the quotas to feeders, and makes each hit visible: a diagnostic alert, metrics, a line of the log for each episode of a
 * feeder, the health detail.
 */
export const createQuotaGate = ({
  quotas,
  newcomers,
  clock,
  logger,
  metrics,
  health,
  report,
  onHit,
}: QuotaGateDeps) => {
  const countHit = createHitCounters(metrics)
  const hitAtMs = new Map<string, number>()
  health.set('quotas', () => ({
    ok: true,
    detail: `${limitedIn(hitAtMs, clock())} feeders limited in the last minute`,
  }))

  const isNewEpisode = (feederId: string): boolean => {
    const lastMs = hitAtMs.get(feederId) ?? Number.NEGATIVE_INFINITY
    putLast(hitAtMs, feederId, clock(), LOGGED_FEEDERS_MAX)
    return clock() - lastMs >= EPISODE_GAP_MS
  }

  /** Before they are read, nobody knows whether records are of an exercise: then they count as real. */
  const noteHit = (where: string, writer: Writer, hit: QuotaHit, exercise = false): void => {
    const { feederId, name } = writer
    const { quota, limit, records = 1 } = hit
    countHit(where, quota, name)
    const detail = `more than its quota of ${limit} ${quota}`
    report({ cause: 'feeder-quota', subject: name, detail, exercise, count: records })
    if (!isNewEpisode(feederId)) return
    logger.warn({ event: 'quota.hit', where, feeder: feederId, name, quota, limit })
    onHit?.(writer, quota)
  }
  const noted = (where: string, writer: Writer, hit: QuotaHit | null): QuotaHit | null => {
    if (hit !== null) noteHit(where, writer, hit)
    return hit
  }

  return {
    /** Null: it may begin a request. */
    admit: (where: string, writer: Writer): QuotaHit | null =>
      noted(where, writer, quotas.admit(writer.feederId, writer.quotas, clock())),
    /** Null: it may go on. */
    charge: (where: string, writer: Writer, amounts: Amounts): QuotaHit | null =>
      noted(where, writer, quotas.charge(writer.feederId, writer.quotas, amounts, clock())),
    /** The validations with what is new beyond a quota refused; `onQuotaHit` gets each quota that did so. */
    admitNewcomers: (
      where: string,
      writer: Writer,
      validations: readonly Validation[],
      onQuotaHit: ((hit: QuotaHit) => void) | undefined,
    ): readonly Validation[] => {
      const admitted = admitNewcomers(newcomers, writer, validations, clock())
      for (const { exercise, ...hit } of admitted.hits) {
        noteHit(where, writer, hit, exercise)
        onQuotaHit?.(hit)
      }
      return admitted.validations
    },
    noteHit,
  }
}
export type QuotaGate = ReturnType<typeof createQuotaGate>

const limitedIn = (hitAtMs: ReadonlyMap<string, number>, nowMs: number): number =>
  [...hitAtMs.values()].filter((atMs) => nowMs - atMs < EPISODE_GAP_MS).length

const createHitCounters = (metrics: Metrics) => {
  const hits = metrics.counter(
    'ingest_quota_hits_total',
    'Requests refused or cut, and seconds an NMEA source was held back',
    ['where', 'quota'],
  )
  const ofFeeders = metrics.counter('ingest_feeder_quota_hits_total', 'The same by feeder, of the first 100', [
    'feeder',
    'quota',
  ])
  const feeders = new Set<string>()
  return (where: string, quota: string, name: string): void => {
    hits.inc({ where, quota })
    if (feeders.size < METRIC_FEEDERS_MAX) feeders.add(name)
    ofFeeders.inc({ feeder: feeders.has(name) ? name : 'others', quota })
  }
}
