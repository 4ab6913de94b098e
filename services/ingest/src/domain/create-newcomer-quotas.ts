import type { GivenObservation } from '@landfall/contracts'
import type { HashKey } from './create-keyed-hash.ts'
import { createSeenFilter } from './create-seen-filter.ts'
import type { HourlyQuota, QuotaHit } from './feeder-quota.ts'
import { putLast } from './put-last.ts'
import type { Writer } from './writer.ts'

const HOUR_MS = 3_600_000
/** Remembered for all feeders together, real and exercise each: 10 MB in all. */
const CRAFT_MAX = 2_000_000
const SOURCES_MAX = 65_536
/** Feeders remembered; beyond it the one that brought nothing new for longest begins again. */
const FEEDERS_MAX = 10_000

export type NewcomerQuotasSpec = {
  readonly defaults: Pick<HourlyQuota, 'newCraftPerHour' | 'newSourcesPerHour'>
  readonly key: HashKey
  readonly craftMax?: number
  readonly sourcesMax?: number
  readonly feedersMax?: number
}

type Newcomer = QuotaHit & { readonly field: 'craftId' | 'source.id' }
type Bucket = { left: number; atMs: number }
type Feeder = { readonly craft: Bucket; readonly sources: Bucket }

/**
 * How many craft and source ids that are new a feeder may bring: an hour's worth at once, then as they refill. What is known, from
 * whichever feeder, is never refused. Nor is a report of persons or a call for help: it makes its craft and its source known, so that their
 * positions come in too, and is charged, down to owing an hour.
 */
export const createNewcomerQuotas = (spec: NewcomerQuotasSpec) => {
  const { defaults, key, craftMax = CRAFT_MAX, sourcesMax = SOURCES_MAX, feedersMax = FEEDERS_MAX } = spec
  const knownCraft = createSeenFilter({ textsMax: craftMax, key })
  const knownSources = createSeenFilter({ textsMax: sourcesMax, key })
  const feeders = new Map<string, Feeder>()

  const feederOf = (feederId: string, quotas: NewcomerQuotasSpec['defaults'], nowMs: number): Feeder => {
    const full = { left: Number.POSITIVE_INFINITY, atMs: nowMs }
    const feeder = feeders.get(feederId) ?? { craft: { ...full }, sources: { ...full } }
    refill(feeder.craft, quotas.newCraftPerHour, nowMs)
    refill(feeder.sources, quotas.newSourcesPerHour, nowMs)
    putLast(feeders, feederId, feeder, feedersMax)
    return feeder
  }

  return {
    /** Null: it may come in. Else which quota stops it. */
    admit: ({ feederId, quotas: changes }: Writer, observation: GivenObservation, nowMs: number): Newcomer | null => {
      const { craftId, source, type } = observation
      const isNewCraft = !knownCraft.has(craftId)
      const isNewSource = !knownSources.has(source.id)
      if (!isNewCraft && !isNewSource) return null
      const newCraftPerHour = changes.newCraftPerHour ?? defaults.newCraftPerHour
      const newSourcesPerHour = changes.newSourcesPerHour ?? defaults.newSourcesPerHour
      const feeder = feederOf(feederId, { newCraftPerHour, newSourcesPerHour }, nowMs)
      if (type !== 'persons' && type !== 'distress') {
        if (isNewSource && feeder.sources.left < 1)
          return { field: 'source.id', ...hitOf('new-sources/h', newSourcesPerHour, feeder.sources) }
        if (isNewCraft && feeder.craft.left < 1)
          return { field: 'craftId', ...hitOf('new-craft/h', newCraftPerHour, feeder.craft) }
      }
      if (isNewSource) {
        knownSources.add(source.id)
        feeder.sources.left = Math.max(-newSourcesPerHour, feeder.sources.left - 1)
      }
      if (isNewCraft) {
        knownCraft.add(craftId)
        feeder.craft.left = Math.max(-newCraftPerHour, feeder.craft.left - 1)
      }
      return null
    },
    /** What it remembers, in bytes; does not grow. */
    bytes: (): number => knownCraft.bytes() + knownSources.bytes(),
  }
}
export type NewcomerQuotas = ReturnType<typeof createNewcomerQuotas>

/** A clock that is set back adds nothing, and takes nothing. */
const refill = (bucket: Bucket, perHour: number, nowMs: number): void => {
  const added = (Math.max(0, nowMs - bucket.atMs) / HOUR_MS) * perHour
  bucket.left = Math.min(perHour, bucket.left + added)
  bucket.atMs = nowMs
}

const hitOf = (quota: QuotaHit['quota'], limit: number, { left }: Bucket): QuotaHit => ({
  quota,
  limit,
  retryAfterMs: Math.ceil(((1 - left) / limit) * HOUR_MS),
})
