import { createHash } from 'node:crypto'
import type { AlertCraft, PersonsObservation, ReportEvidence, VisitPersons } from '@landfall/contracts'
import { byCodePoints, canonical } from './by-code-points.ts'
import { byOracleArrival, type OracleVisit } from './clusters-of.ts'
import { countLimbsOracle } from './count-limbs-oracle.ts'
import type { OracleArea, SituationContent } from './oracle-area.ts'
import { timeMs, written } from './time-ms.ts'
import type { Persons } from './visit-persons-oracle.ts'

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
    ...(policy.counts && { counts: policy.counts }),
    ...(policy.excludes && { excludes: policy.excludes }),
    ...(policy.law && { law: policy.law }),
    policy: `sha256:${createHash('sha256').update(canonical(policy)).digest('hex')}`,
    unauthorised: { min: min.persons, likely: likely.persons, max: max.persons, openEnded: max.openEnded },
    limbs,
    firstArrivalAt: written(Math.min(...arrivals)),
    lastArrivalAt: written(Math.max(...arrivals)),
    ...craftOracle(visits),
  }
}

// What an alert lists (design: 4.11), by the numbers of the text.
const EVIDENCE_BYTES = 2_093_056
const LINK_BYTES = 500
const NAMES_LISTED = 16
const CONFLICTS_LISTED = 20
const CONFLICTS_OF_CUT = 2

const craftOracle = (visits: readonly OracleVisit[]): Pick<SituationContent, 'craft' | 'craftMore'> => {
  const whole = visits.map((visit) => rowOf(visit, CONFLICTS_LISTED))
  if (bytesOf(whole) <= EVIDENCE_BYTES) return { craft: whole }
  const important = visits.toSorted(
    (a, b) =>
      b.persons.unauthorised.likely - a.persons.unauthorised.likely ||
      b.persons.maxInSums - a.persons.maxInSums ||
      byOracleArrival(a, b),
  )
  const listed: OracleVisit[] = []
  let bytes = 0
  for (const visit of important) {
    bytes += bytesOf([rowOf(visit, CONFLICTS_OF_CUT)])
    if (bytes > EVIDENCE_BYTES) break
    listed.push(visit)
  }
  const craft = visits.filter((visit) => listed.includes(visit)).map((visit) => rowOf(visit, CONFLICTS_OF_CUT))
  return { craft, ...(craft.length < visits.length ? { craftMore: visits.length - craft.length } : {}) }
}

const bytesOf = (rows: readonly AlertCraft[]): number =>
  rows.reduce((sum, row) => sum + Buffer.byteLength(`${JSON.stringify(row)},`) + LINK_BYTES, 0)

/** The other names of a boat, as an alert lists them: those seen in the area before those only stated. */
export const namesOracle = ({
  craftId,
  names,
  namesSeen,
}: Pick<OracleVisit, 'craftId' | 'names' | 'namesSeen'>): { sameAs: string[]; sameAsMore?: number } => {
  const others = [...names]
    .sort((a, b) => Number(namesSeen.has(b)) - Number(namesSeen.has(a)) || byCodePoints(a, b))
    .filter((name) => name !== craftId)
  const sameAs = others.slice(0, NAMES_LISTED).sort(byCodePoints)
  return { sameAs, ...(others.length > sameAs.length ? { sameAsMore: others.length - sameAs.length } : {}) }
}

const rowOf = ({ persons, ...visit }: OracleVisit, conflictsListed: number): AlertCraft => ({
  craftId: visit.craftId,
  ...namesOracle(visit),
  name: visit.name,
  arrivedAt: written(visit.arrivedMs),
  longitude: visit.longitude,
  latitude: visit.latitude,
  ...personsOracle(persons, conflictsListed),
  ...(visit.doubt === undefined ? {} : { doubt: visit.doubt }),
})

/** The people of a row, with the reports behind them. */
export const personsOracle = (persons: Persons, conflictsListed = CONFLICTS_LISTED): VisitPersons => ({
  unauthorised: persons.unauthorised,
  maxInSums: persons.maxInSums,
  aboardReport: evidenceOf(persons.aboard),
  permissionReport: persons.permission === null ? null : evidenceOf(persons.permission),
  conflictingReports: persons.conflicts
    .toSorted((a, b) => latestFirst(a.report, b.report))
    .slice(0, CONFLICTS_LISTED)
    .sort((a, b) => Number(b.widens) - Number(a.widens) || latestFirst(a.report, b.report))
    .slice(0, conflictsListed)
    .map(({ report, widens }) => ({ ...evidenceOf(report), widens }))
    .sort((a, b) => byCodePoints(`${a.sourceId}/${a.observationId}`, `${b.sourceId}/${b.observationId}`)),
  conflictingReportsMore: Math.max(0, persons.conflicts.length - conflictsListed),
})

const nameOf = ({ source, observationId }: PersonsObservation): string => `${source.id}/${observationId}`

const latestFirst = (a: PersonsObservation, b: PersonsObservation): number =>
  timeMs(b.observedAt) - timeMs(a.observedAt) || byCodePoints(nameOf(a), nameOf(b))

const evidenceOf = (report: PersonsObservation): ReportEvidence => ({
  observationId: report.observationId,
  sourceId: report.source.id,
  method: report.method,
  observedAt: report.observedAt,
  aboard: report.aboard,
  permitted: report.permitted ?? null,
  notPermitted: report.notPermitted ?? null,
})
