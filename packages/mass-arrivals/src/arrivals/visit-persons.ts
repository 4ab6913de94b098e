import type {
  CountInterval,
  PersonsMethod,
  PersonsObservation,
  ReportEvidence,
  VisitPersons,
} from '@landfall/contracts'
import type { Rules } from '../rules.ts'
import type { HeldReport } from './craft-records.ts'

const ABOARD_ORDER: readonly PersonsMethod[] = ['headcount', 'sighting', 'manifest', 'estimate', 'intelligence']
const PERMISSION_ORDER: readonly PersonsMethod[] = ['headcount', 'manifest', 'sighting', 'estimate', 'intelligence']
const CONFLICTS_LISTED_MAX = 20
const NOBODY: CountInterval = { min: 0, likely: 0, max: 0 }

/** Whose reports they are, where that is not a visit. */
type Freshness = {
  readonly isFresh: (report: HeldReport) => boolean
  /** People of unknown permission are likely only if their report is fresh. */
  readonly onlyFreshIsLikely: boolean
}

/** The people of a visit that arrived at `arrivedAtMs` (design §4.3); null where it has no report. `reports`: later first. */
export const visitPersons = (
  reports: readonly HeldReport[],
  arrivedAtMs: number,
  rules: Rules,
  { isFresh, onlyFreshIsLikely }: Freshness = {
    isFresh: ({ observedAtMs }) => observedAtMs >= arrivedAtMs - rules.personsFreshMs,
    onlyFreshIsLikely: false,
  },
): VisitPersons | null => {
  /** Fresh ones first, then by method; of equals the first, which is the latest. */
  const best = (order: readonly PersonsMethod[], among: readonly HeldReport[]): HeldReport | undefined => {
    let found: HeldReport | undefined
    let foundRank = Number.POSITIVE_INFINITY
    for (const report of among) {
      const rank = order.indexOf(report.record.method) + (isFresh(report) ? 0 : order.length)
      if (rank >= foundRank) continue
      found = report
      foundRank = rank
    }
    return found
  }

  const picked = best(ABOARD_ORDER, reports)
  if (picked === undefined) return null
  const permission = best(
    PERMISSION_ORDER,
    reports.filter(
      (report) =>
        (report.record.permitted !== undefined || report.record.notPermitted !== undefined) &&
        (report === picked || report.observedAtMs >= arrivedAtMs - rules.permissionHorizonMs),
    ),
  )
  const conflicts = reports.filter((report) => !overlap(report.record.aboard, picked.record.aboard))
  const isUnknownLikely = rules.likelyMethods.has(picked.record.method) && (isFresh(picked) || !onlyFreshIsLikely)
  const isWidening = (report: HeldReport) => isFresh(report) && rivals(report, picked)
  const count = (widening: readonly HeldReport[]) =>
    countUnauthorised(
      picked.record,
      permission?.record,
      widening.map(({ record }) => record),
      isUnknownLikely,
      rules,
    )
  const unwidened = count([]).unauthorised.max
  const raises = (report: HeldReport) => isWidening(report) && count([report]).unauthorised.max !== unwidened
  return {
    ...count(conflicts.filter(isWidening)),
    aboardReport: evidenceOf(picked),
    permissionReport: permission === undefined ? null : evidenceOf(permission),
    conflictingReports: conflicts
      .slice(0, CONFLICTS_LISTED_MAX)
      .map((report) => ({ ...evidenceOf(report), widens: raises(report) })),
    conflictingReportsMore: Math.max(0, conflicts.length - CONFLICTS_LISTED_MAX),
  }
}

const countUnauthorised = (
  { aboard }: PersonsObservation,
  permission: PersonsObservation | undefined,
  widening: readonly PersonsObservation[],
  isUnknownLikely: boolean,
  { counts, openEndedFactor }: Rules,
): { readonly unauthorised: CountInterval; readonly maxInSums: number } => {
  // Where everybody aboard counts, it is as if none of them had permission.
  const countsAll = counts === 'aboard'
  const permitted = countsAll ? NOBODY : (permission?.permitted ?? NOBODY)
  const notPermitted = countsAll ? aboard : capInterval(permission?.notPermitted ?? NOBODY, aboard.max)
  const min = notPermitted.min
  const likely = isUnknownLikely ? Math.max(notPermitted.likely, aboard.likely - permitted.likely) : notPermitted.likely
  // The largest figure any report leaves possible; null is open.
  const ceilings = [
    notPermitted.max,
    ...[aboard, ...widening.map((report) => report.aboard)].map(({ max }) => less(max, permitted.min)),
  ]
  const max = ceilings.includes(null) ? null : Math.max(likely, ...ceilings.map((ceiling) => ceiling ?? 0))
  const openLikely = [aboard, ...widening.map((report) => report.aboard)]
    .filter((count) => count.max === null)
    .map((count) => count.likely - permitted.likely)
  return {
    unauthorised: { min, likely, max },
    maxInSums: max ?? openEndedFactor * Math.max(1, likely, ...openLikely),
  }
}

/** Whether a report that contradicts the picked one keeps its figure possible: by as good a method, or a later look. */
const rivals = (report: HeldReport, picked: HeldReport): boolean =>
  ABOARD_ORDER.indexOf(report.record.method) <= ABOARD_ORDER.indexOf(picked.record.method) ||
  report.observedAtMs > picked.observedAtMs

const overlap = (a: CountInterval, b: CountInterval): boolean =>
  a.min <= (b.max ?? Number.POSITIVE_INFINITY) && b.min <= (a.max ?? Number.POSITIVE_INFINITY)

const capInterval = ({ min, likely, max }: CountInterval, cap: number | null): CountInterval =>
  cap === null
    ? { min, likely, max }
    : { min: Math.min(min, cap), likely: Math.min(likely, cap), max: Math.min(max ?? cap, cap) }

const less = (max: number | null, by: number): number | null => (max === null ? null : Math.max(0, max - by))

const evidenceOf = ({ record }: HeldReport): ReportEvidence => ({
  observationId: record.observationId,
  sourceId: record.source.id,
  method: record.method,
  observedAt: record.observedAt,
  aboard: record.aboard,
  permitted: record.permitted ?? null,
  notPermitted: record.notPermitted ?? null,
})
