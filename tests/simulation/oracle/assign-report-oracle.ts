import type { PersonsObservation, Policy } from '@landfall/contracts'
import { msPer, timeMs } from './time-ms.ts'
import type { OracleSpan } from './visits-oracle.ts'

type Reach = Pick<Policy, 'personsAfterHours' | 'personsHorizonDays'>

/** Rule 2: the one visit a persons report belongs to, if any yet. `visits` are of its craft and area, by arrival. */
export const assignReportOracle = (
  report: PersonsObservation,
  visits: readonly OracleSpan[],
  policy: Reach,
): OracleSpan | undefined => {
  const atMs = timeMs(report.observedAt)
  const holding = visits.find((visit) => visit.arrivedMs <= atMs && atMs <= visit.lastMs)
  if (holding !== undefined) return holding
  const before = visits.findLast((visit) => visit.lastMs < atMs)
  const after = visits.find((visit) => visit.arrivedMs > atMs)
  const sinceMs = before === undefined ? Infinity : atMs - before.lastMs
  const untilMs = after === undefined ? Infinity : after.arrivedMs - atMs
  const reachesBack = sinceMs <= policy.personsAfterHours * msPer.hour
  const reachesOn = untilMs <= policy.personsHorizonDays * msPer.day
  const nearerCounts = report.method === 'manifest' || report.method === 'intelligence'
  if (nearerCounts && reachesBack && reachesOn) return sinceMs < untilMs ? before : after
  if (reachesBack) return before
  return reachesOn ? after : undefined
}
