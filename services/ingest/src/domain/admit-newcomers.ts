import type { NewcomerQuotas } from './create-newcomer-quotas.ts'
import type { Validation } from './create-validator.ts'
import type { QuotaHit } from './feeder-quota.ts'
import type { Writer } from './writer.ts'

/** One set for each world, so that an exercise uses up nothing of the real. */
export type NewcomerWorlds = { readonly real: NewcomerQuotas; readonly exercise: NewcomerQuotas }

export type Admitted = {
  /** With refusals in the place of observations that are beyond a quota. */
  readonly validations: readonly Validation[]
  /** What was hit, once for each quota and world. */
  readonly hits: readonly (QuotaHit & { readonly records: number; readonly exercise: boolean })[]
}

const HOUR_MS = 3_600_000

/** Refuses what is new beyond the feeder's quota, record by record: what is known beside it comes in. */
export const admitNewcomers = (
  worlds: NewcomerWorlds,
  writer: Writer,
  validations: readonly Validation[],
  nowMs: number,
): Admitted => {
  const hits = new Map<string, Admitted['hits'][number]>()
  const admitted = validations.map((validation): Validation => {
    if (!validation.ok) return validation
    const { observation } = validation
    const { exercise } = observation
    const stopped = worlds[exercise ? 'exercise' : 'real'].admit(writer, observation, nowMs)
    if (stopped === null) return validation
    const { field, quota, limit } = stopped
    const key = `${quota} ${exercise}`
    const records = (hits.get(key)?.records ?? 0) + 1
    const retryAfterMs = Math.min(HOUR_MS, stopped.retryAfterMs + Math.ceil(((records - 1) / limit) * HOUR_MS))
    hits.set(key, { quota, limit, retryAfterMs, records, exercise })
    const value = field === 'craftId' ? observation.craftId : observation.source.id
    const reason = `${field} ${JSON.stringify(value)}: is new, and this feeder may bring ${limit} such an hour (quota ${quota}); send it again later`
    return { ok: false, rejection: { code: 'quota', field, reason } }
  })
  return { validations: hits.size === 0 ? validations : admitted, hits: [...hits.values()] }
}
