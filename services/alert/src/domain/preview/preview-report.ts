import type { MassArrivalAlert, PersonsObservation, PreviewedAlert, ReportPreview } from '@landfall/contracts'
import { createRecount, type LogEntry, type Recounted, type WatchedArea } from '@landfall/mass-arrivals'
import { evidenceLog } from './evidence-log.ts'

export type PreviewSpec = {
  readonly report: PersonsObservation
  /** The open mass arrivals of the report's world, real or exercise, in all areas. */
  readonly alerts: readonly MassArrivalAlert[]
  readonly areas: readonly WatchedArea[]
  /** Whether a position or a report of the craft is known, other than in these alerts. */
  readonly isKnownCraft: boolean
  readonly nowMs: number
}

/** More visits than this are not counted again while an operator types. */
export const PREVIEW_VISITS_MAX = 2_000

/**
 * What a report would do to the mass arrivals that are open, by the functions that count them. The log is made of what the alerts list as
 * their evidence; where that does not lead to the numbers that the alerts have now, or the report concerns what no alert lists, the answer is that
 * it cannot be worked out, and why. Boats that are in no alert are not known here, and can only make it more.
 */
export const previewReport = (spec: PreviewSpec): ReportPreview => {
  const { report, alerts, areas } = spec
  const holding = alerts.filter((alert) => visitOf(alert, report.craftId) !== undefined)
  const area =
    holding.length === 0 ? areaOfPlace(report, areas) : areas.find(({ areaId }) => areaId === holding[0]?.areaId)
  const reason = holding.length === 0 ? whyNewIsUnknown(spec, area) : whyKnownIsUnknown(spec, holding, area)
  if (reason !== null || area === undefined) return unknown(reason ?? 'its area is not known here')
  const ours = alerts.filter(({ areaId }) => areaId === area.areaId)
  if (ours.some(({ policy }) => policy !== area.policyHash))
    return unknown('alerts are counted by other rules than this service has')
  if (ours.reduce((sum, { craft }) => sum + craft.length, 0) > PREVIEW_VISITS_MAX)
    return unknown(`more than ${PREVIEW_VISITS_MAX} craft are in open alerts`)
  const log = evidenceLog(ours, spec.nowMs)
  const before = recount(spec, area, ours, log)
  const after = recount(spec, area, ours, [...log, entryOf(report, log.length, spec.nowMs)])
  return compared(holding.length === 0 ? ours : holding, ours, before, after)
}

const unknown = (reason: string): ReportPreview => ({ outcome: 'unknown', reason })

const visitOf = ({ craft }: MassArrivalAlert, craftId: string) =>
  craft.find((one) => one.craftId === craftId || one.sameAs.includes(craftId))

const areaOfPlace = ({ longitude, latitude }: PersonsObservation, areas: readonly WatchedArea[]) =>
  longitude === undefined || latitude === undefined
    ? undefined
    : areas.find(({ contains }) => contains(longitude, latitude))

const whyNewIsUnknown = ({ report, isKnownCraft }: PreviewSpec, area: WatchedArea | undefined): string | null => {
  if (isKnownCraft) return `${report.craftId} is in no open mass arrival: when it arrived, if it has, is not known here`
  if (report.longitude === undefined) return 'without a position nobody knows whether it has arrived'
  return area === undefined ? 'the place is outside every area: a forecast depends on the whole track' : null
}

const whyKnownIsUnknown = (
  { report }: PreviewSpec,
  holding: readonly MassArrivalAlert[],
  area: WatchedArea | undefined,
): string | null => {
  const [alert] = holding
  const visit = alert === undefined ? undefined : visitOf(alert, report.craftId)
  if (alert === undefined || visit === undefined || area === undefined) return 'its area is not known here'
  if (holding.length > 1) return `${report.craftId} is in ${holding.length} alerts`
  const sinceArrivalMs = Date.parse(report.observedAt) - Date.parse(visit.arrivedAt)
  if (sinceArrivalMs < 0) return `it is older than the arrival of ${report.craftId}, and may change that`
  return sinceArrivalMs > area.rules.visitGapMs && sinceArrivalMs > area.rules.personsAfterMs
    ? `${report.craftId} arrived long before, and may have come again since`
    : null
}

const entryOf = (observation: { readonly craftId: string }, offset: number, nowMs: number): LogEntry => ({
  offset,
  timestampMs: nowMs,
  key: observation.craftId,
  value: JSON.stringify(observation),
})

type Counted = { readonly recounted: Recounted; readonly refused: number }

const recount = (
  { areas, report }: PreviewSpec,
  area: WatchedArea,
  alerts: readonly MassArrivalAlert[],
  log: readonly LogEntry[],
): Counted => {
  const counting = createRecount(areas, area, report.exercise)
  counting.fold(0, log)
  const recounted = counting.finish(alerts.map((alert) => ({ last: alert, lastOpen: alert })))
  return { recounted, refused: counting.refused() }
}

/** `relevant`: those that the report can concern. */
const compared = (
  relevant: readonly MassArrivalAlert[],
  alerts: readonly MassArrivalAlert[],
  before: Counted,
  after: Counted,
): ReportPreview => {
  if (after.refused > before.refused) return unknown('the report would be refused: it is too old')
  const stated = new Map(alerts.map((alert) => [alert.alertId, gistOf(alert)]))
  const found = [...new Set([...stated.keys(), ...after.recounted.alerts.keys()])].map((alertId) => ({
    alertId,
    stated: stated.get(alertId) ?? null,
    recounted: openGist(before, alertId),
    after: openGist(after, alertId),
  }))
  const changed = found.filter(({ recounted, after: next }) => !isSame(recounted, next))
  const isRelevant = new Set(relevant.map(({ alertId }) => alertId))
  const doubtful = found.find(
    (one) => (isRelevant.has(one.alertId) || changed.includes(one)) && !isSame(one.stated, one.recounted),
  )
  if (doubtful !== undefined)
    return unknown(`what ${doubtful.alertId} lists does not lead to its numbers, so more is known of it elsewhere`)
  const effects = changed.map(({ alertId, stated: says, after: next }) => ({
    alertId: says === null ? null : alertId,
    before: says,
    after: next,
  }))
  return { outcome: 'known', effects }
}

const openGist = ({ recounted }: Counted, alertId: string): PreviewedAlert | null => {
  const alert = recounted.alerts.get(alertId)?.alert
  return alert === undefined || alert.status !== 'open' ? null : gistOf(alert)
}

const gistOf = ({ severity, unauthorised, craft, craftMore = 0 }: MassArrivalAlert): PreviewedAlert => ({
  severity,
  unauthorised,
  craft: craft.length + craftMore,
})

const isSame = (a: PreviewedAlert | null, b: PreviewedAlert | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.severity === b.severity &&
    a.craft === b.craft &&
    a.unauthorised.min === b.unauthorised.min &&
    a.unauthorised.likely === b.unauthorised.likely &&
    a.unauthorised.max === b.unauthorised.max &&
    a.unauthorised.openEnded === b.unauthorised.openEnded)
