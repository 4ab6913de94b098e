import type { PersonsObservation, Policy } from '@landfall/contracts'
import { DAY_MS, HOUR_MS, timeMs } from './units.ts'
import type { Span } from './visits-of.ts'

type Reach = Pick<Policy, 'personsAfterHours' | 'personsHorizonDays'>

/** Rule 2: the one visit a persons report belongs to, if any yet. `visits` are of its craft and area, by arrival. */
export const visitOfReport = (report: PersonsObservation, visits: readonly Span[], policy: Reach): Span | undefined => {
  const atMs = timeMs(report.observedAt)
  const holding = visits.find((visit) => visit.arrivedMs <= atMs && atMs <= visit.lastMs)
  if (holding !== undefined) return holding
  const before = visits.findLast((visit) => visit.lastMs < atMs)
  const after = visits.find((visit) => visit.arrivedMs > atMs)
  const sinceMs = before === undefined ? Infinity : atMs - before.lastMs
  const untilMs = after === undefined ? Infinity : after.arrivedMs - atMs
  const reachesBack = sinceMs <= policy.personsAfterHours * HOUR_MS
  const reachesOn = untilMs <= policy.personsHorizonDays * DAY_MS
  const nearerCounts = report.method === 'manifest' || report.method === 'intelligence'
  if (nearerCounts && reachesBack && reachesOn) return sinceMs < untilMs ? before : after
  if (reachesBack) return before
  return reachesOn ? after : undefined
}
