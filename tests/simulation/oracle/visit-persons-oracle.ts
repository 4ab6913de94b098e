import type { PersonsObservation, Policy } from '@landfall/contracts'
import { byCodePoints } from './by-code-points.ts'
import { msPer, timeMs } from './time-ms.ts'

type Interval = { readonly min: number; readonly likely: number; readonly max: number | null }
type Rank = readonly PersonsObservation['method'][]

export type Conflict = { readonly report: PersonsObservation; readonly widens: boolean }
export type Persons = {
  readonly unauthorised: Interval
  readonly maxInSums: number
  readonly aboard: PersonsObservation
  readonly permission: PersonsObservation | null
  readonly conflicts: readonly Conflict[]
}

const ABOARD_RANK: Rank = ['headcount', 'sighting', 'manifest', 'estimate', 'intelligence']
const PERMISSION_RANK: Rank = ['headcount', 'manifest', 'sighting', 'estimate', 'intelligence']
const NOBODY: Interval = { min: 0, likely: 0, max: 0 }

// Inside, an open end is Infinity: then "the greater" and "minus" mean what they say.
const top = (interval: Interval): number => interval.max ?? Infinity

/**
 * Rule 3: the people of a visit that arrived then, from the reports that belong to it; nobody reported: undefined. Of an approach
 * (§4.14, rule 6) `isFreshOut` says which reports are fresh, and only those count as likely where they say nothing of permission.
 */
export const visitPersonsOracle = (
  reports: readonly PersonsObservation[],
  arrivedMs: number,
  policy: Policy,
  isFreshOut?: (report: PersonsObservation) => boolean,
): Persons | undefined => {
  const freshFromMs = arrivedMs - policy.personsFreshHours * msPer.hour
  const isFresh = isFreshOut ?? ((report: PersonsObservation) => timeMs(report.observedAt) >= freshFromMs)
  const first = (among: readonly PersonsObservation[], rank: Rank) =>
    among.toSorted(
      (a, b) =>
        Number(isFresh(b)) - Number(isFresh(a)) ||
        rank.indexOf(a.method) - rank.indexOf(b.method) ||
        timeMs(b.observedAt) - timeMs(a.observedAt) ||
        byCodePoints(nameOf(a), nameOf(b)),
    )[0]

  const aboard = first(reports, ABOARD_RANK)
  if (aboard === undefined) return undefined
  const horizonMs = arrivedMs - policy.permissionHorizonDays * msPer.day
  const statesPermission = (report: PersonsObservation) =>
    report.permitted !== undefined || report.notPermitted !== undefined
  const permission = first(
    reports.filter((one) => statesPermission(one) && (one === aboard || timeMs(one.observedAt) >= horizonMs)),
    PERMISSION_RANK,
  )

  const everybody = policy.counts === 'aboard'
  const permitted = everybody ? NOBODY : (permission?.permitted ?? NOBODY)
  const countsUnknown = policy.likelyMethods.includes(aboard.method) && (isFreshOut?.(aboard) ?? true)
  const alone = everybody
    ? aboard.aboard
    : intervalOf(aboard, permitted, permission?.notPermitted ?? NOBODY, countsUnknown)
  const mayWiden = (other: PersonsObservation) =>
    isFresh(other) &&
    (ABOARD_RANK.indexOf(other.method) <= ABOARD_RANK.indexOf(aboard.method) ||
      timeMs(other.observedAt) > timeMs(aboard.observedAt))
  const conflicts = reports
    .filter((other) => other !== aboard && !overlap(other.aboard, aboard.aboard))
    .map((report) => ({ report, widens: mayWiden(report) && top(report.aboard) - permitted.min > top(alone) }))

  const widening = conflicts.filter(({ widens }) => widens).map(({ report }) => report)
  const max = Math.max(top(alone), ...widening.map((report) => top(report.aboard) - permitted.min))
  const openReports = [aboard, ...widening].filter((report) => report.aboard.max === null)
  const openBase = Math.max(1, alone.likely, ...openReports.map((one) => one.aboard.likely - permitted.likely))
  return {
    unauthorised: { ...alone, max: max === Infinity ? null : max },
    maxInSums: max === Infinity ? policy.openEndedFactor * openBase : max,
    aboard,
    permission: permission ?? null,
    conflicts,
  }
}

const nameOf = (report: PersonsObservation): string => `${report.source.id}/${report.observationId}`

const overlap = (a: Interval, b: Interval): boolean => a.min <= top(b) && b.min <= top(a)

const intervalOf = (
  aboard: PersonsObservation,
  permitted: Interval,
  stated: Interval,
  countsUnknown: boolean,
): Interval => {
  const cap = top(aboard.aboard)
  const [min, likelyStated, maxStated] = [stated.min, stated.likely, top(stated)].map((n) => Math.min(n, cap))
  if (min === undefined || likelyStated === undefined || maxStated === undefined) throw new Error('three went in')
  const likely = countsUnknown ? Math.max(likelyStated, aboard.aboard.likely - permitted.likely) : likelyStated
  const max = Math.max(0, maxStated, cap - permitted.min)
  const clampedMin = Math.min(Math.max(0, min), max)
  return {
    min: clampedMin,
    likely: Math.min(Math.max(clampedMin, likely), max),
    max: max === Infinity ? null : max,
  }
}
