import { createHash } from 'node:crypto'
import type { AlertCraft, PersonsObservation, ReportEvidence } from '@landfall/contracts'
import { byCodePoints, canonical } from './by-code-points.ts'
import type { OracleVisit } from './clusters-of.ts'
import { countLimbsOracle } from './count-limbs-oracle.ts'
import type { OracleArea, SituationContent } from './oracle-area.ts'
import { written } from './time-ms.ts'

const SEVERITY = { observed: 'alarm', likely: 'warning', possible: 'caution' } as const

/** Rules 6 and 7 for one situation: its visits, by arrival then craftId, as an alert shows them. */
export const alertContentOracle = (
  visits: readonly OracleVisit[],
  { areaId, policy }: OracleArea,
  exercise: boolean,
): SituationContent => {
  const limbs = countLimbsOracle(visits, policy)
  const { min, likely, max, exceeds } = limbs.samePeriod
  const certainty = exceeds ?? 'possible'
  const arrivals = visits.map((visit) => visit.arrivedMs)
  return {
    kind: 'mass-arrival',
    exercise,
    areaId,
    severity: SEVERITY[certainty],
    certainty,
    threshold: policy.threshold,
    policy: `sha256:${createHash('sha256').update(canonical(policy)).digest('hex')}`,
    unauthorised: { min: min.persons, likely: likely.persons, max: max.persons, openEnded: max.openEnded },
    limbs,
    firstArrivalAt: written(Math.min(...arrivals)),
    lastArrivalAt: written(Math.max(...arrivals)),
    craft: visits.map(rowOf),
  }
}

const rowOf = ({ persons, ...visit }: OracleVisit): AlertCraft => ({
  craftId: visit.craftId,
  sameAs: [...visit.names].filter((name) => name !== visit.craftId).sort(byCodePoints),
  name: visit.name,
  arrivedAt: written(visit.arrivedMs),
  longitude: visit.longitude,
  latitude: visit.latitude,
  unauthorised: persons.unauthorised,
  maxInSums: persons.maxInSums,
  aboardReport: evidenceOf(persons.aboard),
  permissionReport: persons.permission === null ? null : evidenceOf(persons.permission),
  conflictingReports: persons.conflicts
    .map(({ report, widens }) => ({ ...evidenceOf(report), widens }))
    .sort((a, b) => byCodePoints(`${a.sourceId}/${a.observationId}`, `${b.sourceId}/${b.observationId}`)),
  conflictingReportsMore: 0,
})

const evidenceOf = (report: PersonsObservation): ReportEvidence => ({
  observationId: report.observationId,
  sourceId: report.source.id,
  method: report.method,
  observedAt: report.observedAt,
  aboard: report.aboard,
  permitted: report.permitted ?? null,
  notPermitted: report.notPermitted ?? null,
})
