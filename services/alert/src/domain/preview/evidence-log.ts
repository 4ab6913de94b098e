import type { AlertCraft, MassArrivalAlert, ReportEvidence } from '@landfall/contracts'
import type { LogEntry } from '@landfall/mass-arrivals'

/** What alerts list as their evidence, as the observations that would lead to it: arrivals, reports of people, other names. */
export const evidenceLog = (alerts: readonly MassArrivalAlert[], nowMs: number): readonly LogEntry[] => {
  const observations = alerts.flatMap(({ craft, exercise }) => craft.flatMap((one) => observationsOf(one, exercise)))
  return observations
    .toSorted((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt))
    .map((observation, offset) => ({
      offset,
      timestampMs: nowMs,
      key: observation.craftId,
      value: JSON.stringify(observation),
    }))
}

const observationsOf = (craft: AlertCraft, exercise: boolean) => {
  const { craftId, sameAs, arrivedAt, longitude, latitude } = craft
  const source = { id: 'evidence', kind: 'manual' }
  const common = { craftId, observedAt: arrivedAt, source, exercise }
  const arrival = { ...common, type: 'position', observationId: `arrival ${arrivedAt}`, longitude, latitude }
  const names = sameAs.length === 0 ? [] : [{ ...common, type: 'craft', observationId: 'names', sameAs }]
  const reports = [
    craft.aboardReport,
    ...(craft.permissionReport === null ? [] : [craft.permissionReport]),
    ...craft.conflictingReports,
  ]
  return [arrival, ...names, ...distinct(reports).map((report) => reportOf(report, craftId, exercise))]
}

/** One report may be picked for both. */
const distinct = (reports: readonly ReportEvidence[]): readonly ReportEvidence[] => [
  ...new Map(reports.map((report) => [`${report.sourceId}/${report.observationId}`, report])).values(),
]

const reportOf = (report: ReportEvidence, craftId: string, exercise: boolean) => ({
  type: 'persons',
  craftId,
  observedAt: report.observedAt,
  observationId: report.observationId,
  source: { id: report.sourceId, kind: 'manual' },
  exercise,
  method: report.method,
  aboard: report.aboard,
  ...(report.permitted !== null && { permitted: report.permitted }),
  ...(report.notPermitted !== null && { notPermitted: report.notPermitted }),
})
