import {
  type AlertCraft,
  type ApproachEvidence,
  type Fix,
  type InboundCraft,
  type InboundGroupAlert,
  isInboundGroup,
  type ReportEvidence,
} from '@landfall/contracts'
import type { AreaAlert, LogEntry } from '@landfall/mass-arrivals'
import type { TrackRecords } from '../tracks/tracks-of.ts'

/** What the log has of the craft that is reported: all its records of the last 24 hours, under all names that alerts have for it. */
export type CraftLog = Pick<TrackRecords, 'points' | 'stated' | 'isWhole'>

export type EvidenceSpec = {
  readonly alerts: readonly AreaAlert[]
  readonly own: CraftLog
  readonly exercise: boolean
  readonly nowMs: number
  /** Of a craft that says that it moves, and made nothing good: any speed that does. */
  readonly adriftKnots: number
}

type Record = { readonly craftId: string; readonly observedAt: string }

/**
 * The observations that would lead to what alerts list as their evidence: arrivals, fixes, reports of people, other names; and those of the
 * reported craft as they are in the log.
 */
export const evidenceLog = (spec: EvidenceSpec): readonly LogEntry[] => {
  const { alerts, own, nowMs } = spec
  const listed = alerts.flatMap((alert) =>
    isInboundGroup(alert) ? inboundRecords(alert, spec) : massRecords(alert, spec),
  )
  const records = [...listed, ...own.stated, ...own.points.map((point) => pointRecord(point, spec))]
  // A craft may be in two alerts.
  const texts = new Map(records.map((record) => [JSON.stringify(record), record]))
  return [...texts]
    .toSorted(([, a], [, b]) => Date.parse(a.observedAt) - Date.parse(b.observedAt))
    .map(([value, { craftId }], offset) => ({ offset, timestampMs: nowMs, key: craftId, value }))
}

const massRecords = ({ craft }: Extract<AreaAlert, { kind: 'mass-arrival' }>, spec: EvidenceSpec): readonly Record[] =>
  craft.flatMap((one) => [
    positionRecord(one.craftId, arrivalOf(one), spec),
    ...statedRecords(one, one.arrivedAt, spec),
  ])

const inboundRecords = ({ craft, links }: InboundGroupAlert, spec: EvidenceSpec): readonly Record[] => [
  ...craft.flatMap((one) => [
    ...positionsOf(one, spec),
    ...statedRecords(one, one.arrivedAt ?? one.approach?.last.at ?? '', spec),
  ]),
  ...links.flatMap(({ a, aAt, b, bAt, fix }) =>
    // It is of the newer: nearByTrack in packages/mass-arrivals.
    fix === undefined ? [] : positionRecord(aAt > bAt || (aAt === bAt && a < b) ? a : b, fix, spec),
  ),
]

const positionsOf = (craft: InboundCraft, spec: EvidenceSpec): readonly Record[] => {
  const { craftId, arrivedAt, approach } = craft
  if (arrivedAt !== null) return [positionRecord(craftId, { ...craft, at: arrivedAt }, spec)]
  if (approach === null) return []
  const { first, last, jumps } = approach
  // What the log has of the craft says it better.
  const motion = spec.own.points.some((point) => point.craftId === craftId) ? {} : ownMotion(approach, spec)
  const before = [...jumps, ...(first === null ? [] : [first])]
  return [...before.map((fix) => positionRecord(craftId, fix, spec)), positionRecord(craftId, last, spec, motion)]
}

/** What the craft must say of its speed and course for the state that it has. */
const ownMotion = ({ motion, state, speedKnots, courseDegrees }: ApproachEvidence, { adriftKnots }: EvidenceSpec) => {
  if (motion === 'reported') return { speedKnots, courseDegrees }
  return motion === 'made-good' && state === 'unknown' ? { speedKnots: adriftKnots, courseDegrees: 0 } : {}
}

const arrivalOf = ({ arrivedAt, longitude, latitude }: AlertCraft): Fix => ({ at: arrivedAt, longitude, latitude })

const positionRecord = (craftId: string, { at, longitude, latitude }: Fix, { exercise }: EvidenceSpec, own = {}) => ({
  ...{ type: 'position', craftId, observedAt: at, observationId: `position ${at}` },
  ...{ source: { id: 'evidence', kind: 'manual' }, exercise, longitude, latitude },
  ...own,
})

const pointRecord = (
  { craftId, atMs, longitude, latitude, speedKnots, courseDegrees }: CraftLog['points'][number],
  spec: EvidenceSpec,
) => {
  const fix = { at: new Date(atMs).toISOString(), longitude, latitude }
  return positionRecord(craftId, fix, spec, { source: { id: 'log', kind: 'manual' }, speedKnots, courseDegrees })
}

type Listed = Pick<AlertCraft, 'craftId' | 'sameAs' | 'aboardReport' | 'permissionReport' | 'conflictingReports'>

/** Other names and reports. `at`: some time of the craft. */
const statedRecords = (craft: Listed, at: string, { own, exercise }: EvidenceSpec): readonly Record[] => {
  const { craftId, sameAs, aboardReport, permissionReport, conflictingReports } = craft
  const source = { id: 'evidence', kind: 'manual' }
  const names = { type: 'craft', craftId, observedAt: at, observationId: 'names', source, exercise, sameAs }
  const reports = [aboardReport, ...(permissionReport === null ? [] : [permissionReport]), ...conflictingReports]
  const isInLog = ({ sourceId, observationId }: ReportEvidence): boolean =>
    own.stated.some((record) => record.source.id === sourceId && record.observationId === observationId)
  return [
    ...(sameAs.length === 0 ? [] : [names]),
    ...reports.filter((report) => !isInLog(report)).map((report) => reportRecord(report, craftId, exercise)),
  ]
}

const reportRecord = (report: ReportEvidence, craftId: string, exercise: boolean) => ({
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
