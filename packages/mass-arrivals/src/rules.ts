import { type Counts, DEFAULT_EXCLUDES, type Exclusion, type PersonsMethod, type Policy } from '@landfall/contracts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
const NAUTICAL_MILE_METRES = 1_852

/** UTC hours since 1970. */
export const hourOf = (atMs: number): number => Math.floor(atMs / HOUR_MS)

/** An area's policy in the units the domain computes in: milliseconds and metres. */
export type Rules = {
  readonly threshold: number
  readonly counts: Counts
  readonly excludes: ReadonlySet<Exclusion>
  readonly sameTimeMs: number
  readonly periodMs: number
  readonly linkDistanceMetres: number
  readonly visitGapMs: number
  readonly absenceGapMs: number
  readonly personsAfterMs: number
  readonly personsFreshMs: number
  readonly personsHorizonMs: number
  readonly permissionHorizonMs: number
  readonly retentionMs: number
  readonly openEndedFactor: number
  readonly likelyMethods: ReadonlySet<PersonsMethod>
}

export const rulesOf = (policy: Policy): Rules => ({
  threshold: policy.threshold,
  counts: policy.counts ?? 'unauthorised',
  excludes: new Set(policy.excludes ?? DEFAULT_EXCLUDES),
  sameTimeMs: policy.sameTimeMinutes * MINUTE_MS,
  periodMs: policy.periodHours * HOUR_MS,
  linkDistanceMetres: policy.linkDistanceNm * NAUTICAL_MILE_METRES,
  visitGapMs: policy.visitGapHours * HOUR_MS,
  absenceGapMs: policy.absenceGapHours * HOUR_MS,
  personsAfterMs: policy.personsAfterHours * HOUR_MS,
  personsFreshMs: policy.personsFreshHours * HOUR_MS,
  personsHorizonMs: policy.personsHorizonDays * DAY_MS,
  permissionHorizonMs: policy.permissionHorizonDays * DAY_MS,
  retentionMs: policy.retentionDays * DAY_MS,
  openEndedFactor: policy.openEndedFactor,
  likelyMethods: new Set(policy.likelyMethods),
})
