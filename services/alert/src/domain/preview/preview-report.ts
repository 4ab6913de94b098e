import type { PersonsObservation, ReportPreview } from '@landfall/contracts'
import { placeAt, withinMetres } from '@landfall/geo'
import { type AreaAlert, createRecount, type LogEntry, type WatchedArea } from '@landfall/mass-arrivals'
import { type Counted, compareCounts, unknownPreview } from './compare-counts.ts'
import { type CraftLog, evidenceLog } from './evidence-log.ts'
import { type Question, rowOf, whyUnknown } from './why-unknown.ts'

export type PreviewSpec = {
  readonly report: PersonsObservation
  /** The open mass arrivals and inbound groups of the report's world, real or exercise, in all areas. */
  readonly alerts: readonly AreaAlert[]
  readonly areas: readonly WatchedArea[]
  /** What the log has of the craft; whole and empty where nothing was ever heard of it, or an alert has its arrival. */
  readonly own: CraftLog
  readonly nowMs: number
}

/** More visits and approaches than this are not counted again while an operator types. */
export const PREVIEW_VISITS_MAX = 2_000

/**
 * What a report would do to the mass arrivals and inbound groups that are open, by the functions that count them. The log is made of what the
 * alerts list as their evidence, and of what the log has of the craft itself; where that does not lead to the numbers that the alerts have now, or
 * the report concerns what neither has, the answer is that it cannot be worked out, and why. Other boats that are in no alert are not known here,
 * and can only make it more.
 */
export const previewReport = (spec: PreviewSpec): ReportPreview => {
  const { report, alerts, areas, own, nowMs } = spec
  const holding = alerts.filter((alert) => rowOf(alert, report.craftId) !== undefined)
  const concerned = areas.filter((area) => isConcerned(area, spec, holding))
  const strange = holding.find(({ areaId }) => areas.every((area) => area.areaId !== areaId))
  if (strange !== undefined) return unknownPreview(`the area ${strange.areaId} is not known here`)
  const isPlaced = holding.length > 0 || own.points.length > 0 || report.longitude !== undefined
  if (!isPlaced) return unknownPreview('without a position nobody knows whether it has arrived')
  const found = concerned.map((area) =>
    previewInArea(spec, area, {
      ...{ report, own, nowMs },
      holding: holding.filter(({ areaId }) => areaId === area.areaId),
    }),
  )
  return (
    found.find(({ outcome }) => outcome === 'unknown') ?? {
      outcome: 'known',
      effects: found.flatMap((one) => (one.outcome === 'known' ? one.effects : [])),
    }
  )
}

/** Whether the craft is, or was, in an area, or near enough to approach it. */
const isConcerned = (area: WatchedArea, { report, own }: PreviewSpec, holding: readonly AreaAlert[]): boolean => {
  const { areaId, contains, geometry, rules } = area
  if (holding.some((alert) => alert.areaId === areaId)) return true
  const places = placesOf(report, own)
  return (
    places.some(({ longitude, latitude }) => contains(longitude, latitude)) ||
    places
      .slice(-1)
      .some(
        ({ longitude, latitude }) =>
          geometry !== undefined && geometry.metresToArea(longitude, latitude) <= rules.inbound.watchDistanceMetres,
      )
  )
}

/** Where the craft was, oldest first, and where the report has it. */
const placesOf = ({ longitude, latitude, observedAt }: PersonsObservation, { points }: CraftLog) => {
  const reported =
    longitude === undefined || latitude === undefined ? [] : [{ longitude, latitude, atMs: Date.parse(observedAt) }]
  return [...points, ...reported].toSorted((a, b) => a.atMs - b.atMs)
}

const previewInArea = (spec: PreviewSpec, area: WatchedArea, question: Question): ReportPreview => {
  const { report, own, nowMs } = spec
  const reason = whyUnknown(question, area)
  if (reason !== null) return unknownPreview(reason)
  const ours = spec.alerts.filter(({ areaId }) => areaId === area.areaId)
  if (ours.some(({ policy }) => policy !== area.policyHash))
    return unknownPreview('alerts are counted by other rules than this service has')
  if (ours.reduce((sum, { craft }) => sum + craft.length, 0) > PREVIEW_VISITS_MAX)
    return unknownPreview(`more than ${PREVIEW_VISITS_MAX} craft are in open alerts`)
  const { exercise, craftId } = report
  const { adriftKnots } = area.rules.inbound
  const log = evidenceLog({ alerts: ours, own, exercise, nowMs, adriftKnots })
  const entry = { offset: log.length, timestampMs: nowMs, key: craftId, value: JSON.stringify(report) }
  return compareCounts(
    ours,
    (alert) => question.holding.includes(alert) || isNear(alert, spec, area),
    recount(spec, area, ours, log),
    recount(spec, area, ours, [...log, entry]),
  )
}

/** Twice the link distance: farther off, what an alert does not list cannot join by this craft alone. */
const NEAR_LINKS = 2

/** Whether what an alert does not list could be linked with the craft. */
const isNear = (alert: AreaAlert, { report, own }: PreviewSpec, { rules }: WatchedArea): boolean => {
  if (alert.craftMore !== undefined || alert.evidenceOmitted !== undefined) return true
  const places = placesOf(report, own).map(({ longitude, latitude }) => placeAt(longitude, latitude))
  const reachMetres = NEAR_LINKS * rules.linkDistanceMetres
  return alert.craft.some(({ longitude, latitude }) =>
    places.some((place) => withinMetres(place, placeAt(longitude, latitude), reachMetres)),
  )
}

const recount = (
  { areas, report }: PreviewSpec,
  area: WatchedArea,
  alerts: readonly AreaAlert[],
  log: readonly LogEntry[],
): Counted => {
  const counting = createRecount(areas, area, report.exercise)
  counting.fold(0, log)
  const recounted = counting.finish(alerts.map((alert) => ({ last: alert, lastOpen: alert })))
  return { recounted, refused: counting.refused() }
}
