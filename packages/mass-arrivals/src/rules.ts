import {
  type Counts,
  DEFAULT_EXCLUDES,
  type Exclusion,
  INBOUND_DEFAULTS,
  type InboundPolicy,
  type PersonsMethod,
  type Policy,
} from '@landfall/contracts'

export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000
const NAUTICAL_MILE_METRES = 1_852

/** UTC hours since 1970. */
export const hourOf = (atMs: number): number => Math.floor(atMs / HOUR_MS)

/** How approaches to an area are watched, in milliseconds and metres; speeds stay in knots, as they are written. */
export type InboundRules = {
  /** 0: no approaches are watched. */
  readonly watchDistanceMetres: number
  readonly horizonMs: number
  readonly trackMs: number
  readonly trackMinMs: number
  readonly trackMaxMs: number
  readonly speedSpread: number
  readonly courseSpreadDegrees: number
  readonly adriftKnots: number
  readonly speedKnotsMax: number
}

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
  readonly inbound: InboundRules
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
  inbound: inboundRulesOf(policy.inbound),
})

/** Whether an area watches for approaches at all: a watch distance of 0 turns inbound groups off. */
export const watchesApproaches = ({ inbound }: Rules): boolean => inbound.watchDistanceMetres > 0

const inboundRulesOf = (policy: InboundPolicy = {}): InboundRules => ({
  watchDistanceMetres: (policy.watchDistanceNm ?? INBOUND_DEFAULTS.watchDistanceNm) * NAUTICAL_MILE_METRES,
  horizonMs: (policy.horizonHours ?? INBOUND_DEFAULTS.horizonHours) * HOUR_MS,
  trackMs: (policy.trackMinutes ?? INBOUND_DEFAULTS.trackMinutes) * MINUTE_MS,
  trackMinMs: (policy.trackMinutesMin ?? INBOUND_DEFAULTS.trackMinutesMin) * MINUTE_MS,
  trackMaxMs: (policy.trackHoursMax ?? INBOUND_DEFAULTS.trackHoursMax) * HOUR_MS,
  speedSpread: policy.speedSpread ?? INBOUND_DEFAULTS.speedSpread,
  courseSpreadDegrees: policy.courseSpreadDegrees ?? INBOUND_DEFAULTS.courseSpreadDegrees,
  adriftKnots: policy.adriftKnots ?? INBOUND_DEFAULTS.adriftKnots,
  speedKnotsMax: policy.speedKnotsMax ?? INBOUND_DEFAULTS.speedKnotsMax,
})
