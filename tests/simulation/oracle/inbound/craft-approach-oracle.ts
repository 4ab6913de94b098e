import type { ApproachEvidence, CraftObservation, PersonsObservation } from '@landfall/contracts'
import { assignReportOracle } from '../assign-report-oracle.ts'
import { fieldOf } from '../craft-identities-oracle.ts'
import { NAUTICAL_MILE_METRES } from '../distance-metres.ts'
import { msPer, timeMs } from '../time-ms.ts'
import { type Persons, visitPersonsOracle } from '../visit-persons-oracle.ts'
import type { OracleSpan } from '../visits-oracle.ts'
import { forecastOracle } from './forecast-oracle.ts'
import type { InboundArea } from './inbound-area.ts'
import { inboundPolicyOracle } from './inbound-policy-oracle.ts'
import { motionOracle } from './motion-oracle.ts'
import { type Seen, type TrackFix, trackOracle } from './track-oracle.ts'

/** What is known of one craft: its positions, its standing reports and records, and its visits to the area. */
export type CraftKnown = Seen & {
  readonly craftId: string
  readonly records: readonly CraftObservation[]
  /** Whether a report of it was taken back. */
  readonly isTakenBack: boolean
  readonly visits: readonly OracleSpan[]
}

export type CraftApproach = {
  readonly craftId: string
  /** n */
  readonly last: TrackFix
  readonly evidence: ApproachEvidence
  /** Without jumps, the oldest first. */
  readonly fixes: readonly TrackFix[]
  readonly persons: Persons | undefined
  /** Whether it is a name of its boat: not where it is only emitted because a report was taken back. */
  readonly isName: boolean
}

/** No name of the boat may have been inside in, or after, the hour that begins then (rule 2). */
export const clearFromMs = (lastMs: number, area: InboundArea): number =>
  Math.floor((lastMs - area.policy.visitGapHours * msPer.hour) / msPer.hour) * msPer.hour

/** Rules 1 to 6 for one craft: its approach, where that is emitted. */
export const craftApproachOracle = (known: CraftKnown, area: InboundArea): CraftApproach | undefined => {
  const policy = inboundPolicyOracle(area.policy)
  const { fixes, insideMs } = trackOracle(known, area)
  const last = fixes.at(-1)
  if (last === undefined || policy.watchDistanceNm === 0) return undefined
  const metres = area.metresToArea(last.longitude, last.latitude)
  if (metres > policy.watchDistanceNm * NAUTICAL_MILE_METRES) return undefined
  if (insideMs >= clearFromMs(last.atMs, area)) return undefined

  const belonging = reportsOf(known, last, insideMs, area)
  const isDescribed =
    known.records.some(({ sameAs = [] }) => sameAs.length > 0) ||
    (['scheduledService', 'domestic'] as const).some((field) => fieldOf(known.records, field) === true)
  if (belonging.length === 0 && !known.isTakenBack && !isDescribed) return undefined
  const freshFromMs = last.atMs - area.policy.personsFreshHours * msPer.hour
  const isFresh = (report: PersonsObservation) =>
    timeMs(report.observedAt) >= freshFromMs || (isOutside(report, area) && timeMs(report.observedAt) > insideMs)
  const moved = motionOracle(fixes, policy)
  return {
    craftId: known.craftId,
    last,
    evidence: forecastOracle(moved, area, policy),
    fixes: fixes.filter((fix) => !moved.jumps.includes(fix)),
    persons: visitPersonsOracle(belonging, last.atMs, area.policy, isFresh),
    isName: belonging.length > 0 || isDescribed,
  }
}

const isOutside = ({ longitude, latitude }: PersonsObservation, area: InboundArea): boolean =>
  longitude !== undefined && latitude !== undefined && !area.contains(longitude, latitude)

/** Those that rule 2 of arrivals gives to a visit from n without end, and those that saw it outside after it had left. */
const reportsOf = (
  { reports, visits }: CraftKnown,
  { atMs, longitude, latitude }: TrackFix,
  insideMs: number,
  area: InboundArea,
): readonly PersonsObservation[] => {
  const toCome: OracleSpan = { arrivedMs: atMs, lastMs: Number.POSITIVE_INFINITY, longitude, latitude }
  const leftMs = insideMs + area.policy.visitGapHours * msPer.hour
  return reports.filter(
    (report) =>
      assignReportOracle(report, [...visits, toCome], area.policy) === toCome ||
      (isOutside(report, area) && timeMs(report.observedAt) > leftMs),
  )
}
