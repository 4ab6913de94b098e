import type { FeederQuotaChanges, QuotaHit, RateQuota } from './feeder-quota.ts'
import { putLast } from './put-last.ts'

export type Amounts = { readonly records: number; readonly bytes: number }

/** A feeder that was quiet may send this much at once; it also bounds what it can owe before it is stopped midway. */
const BURST_SECONDS = 10
/** What one request may bring beyond the quota, so that each request that was begun can be finished. */
const OWED_MAX: Amounts = { records: 10_000, bytes: 16_777_216 }
/** Feeders remembered; beyond it the one silent for longest begins again. */
const FEEDERS_MAX = 10_000

type Feeder = {
  /** What it may still send now; negative: what it owes. */
  readonly left: { records: number; bytes: number }
  readonly quotas: RateQuota
  atMs: number
}

export type FeederQuotasSpec = {
  readonly defaults: RateQuota
  readonly feedersMax?: number
}

/**
 * What each feeder may send. A request is admitted while its feeder owes nothing and charged as it is read, so that one
 * request always gets through, however low the quota; what many at once bring is stopped beyond `OWED_MAX`.
 */
export const createFeederQuotas = ({ defaults, feedersMax = FEEDERS_MAX }: FeederQuotasSpec) => {
  const feeders = new Map<string, Feeder>()

  const refilled = (feederId: string, changes: FeederQuotaChanges, nowMs: number): Feeder => {
    const quotas = changed(defaults, changes)
    const known = feeders.get(feederId)
    const isSame = known !== undefined && isEqual(known.quotas, quotas)
    const feeder = isSame ? known : { quotas, left: burstOf(quotas), atMs: nowMs }
    // A clock that is set back adds nothing, and takes nothing.
    const seconds = Math.max(0, nowMs - feeder.atMs) / 1_000
    feeder.atMs = nowMs
    const burst = burstOf(quotas)
    feeder.left.records = Math.min(burst.records, feeder.left.records + seconds * quotas.recordsPerSecond)
    feeder.left.bytes = Math.min(burst.bytes, feeder.left.bytes + seconds * quotas.bytesPerSecond)
    putLast(feeders, feederId, feeder, feedersMax)
    return feeder
  }

  const hitOf = (feeder: Feeder, owed: Amounts): QuotaHit | null => {
    const { left, quotas } = feeder
    const hit =
      left.records <= -owed.records
        ? { quota: 'records/s' as const, perSecond: quotas.recordsPerSecond, owes: -left.records }
        : left.bytes <= -owed.bytes
          ? { quota: 'bytes/s' as const, perSecond: quotas.bytesPerSecond, owes: -left.bytes }
          : null
    if (hit === null) return null
    const { quota, perSecond, owes } = hit
    return { quota, limit: perSecond, retryAfterMs: Math.floor((owes / perSecond) * 1_000) + 1 }
  }

  return {
    /** Null: it may begin a request. */
    admit: (feederId: string, changes: FeederQuotaChanges, nowMs: number): QuotaHit | null =>
      hitOf(refilled(feederId, changes, nowMs), NOTHING),
    /** Counts what was read of an admitted request. Null: it may go on. */
    charge: (feederId: string, changes: FeederQuotaChanges, amounts: Amounts, nowMs: number): QuotaHit | null => {
      const feeder = refilled(feederId, changes, nowMs)
      feeder.left.records -= amounts.records
      feeder.left.bytes -= amounts.bytes
      return hitOf(feeder, OWED_MAX)
    },
  }
}
export type FeederQuotas = ReturnType<typeof createFeederQuotas>

const changed = (quotas: RateQuota, changes: FeederQuotaChanges): RateQuota => ({
  recordsPerSecond: changes.recordsPerSecond ?? quotas.recordsPerSecond,
  bytesPerSecond: changes.bytesPerSecond ?? quotas.bytesPerSecond,
})

const NOTHING: Amounts = { records: 0, bytes: 0 }

const burstOf = ({ recordsPerSecond, bytesPerSecond }: RateQuota) => ({
  records: recordsPerSecond * BURST_SECONDS,
  bytes: bytesPerSecond * BURST_SECONDS,
})

const isEqual = (one: RateQuota, other: RateQuota): boolean =>
  one.recordsPerSecond === other.recordsPerSecond && one.bytesPerSecond === other.bytesPerSecond
