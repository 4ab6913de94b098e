import type { MassArrivalAlert } from '@landfall/contracts'
import { areSameVisit, byArrival, type CountedVisit, type VisitSpan } from '../situations/counted-visit.ts'
import type { WatchedArea } from '../watched-area.ts'
import { countMembers } from './alert-content.ts'
import { changesBetween } from './changes-between.ts'
import type { EvaluatedSituation, HeldAlert } from './held-alert.ts'
import { isDeepEqual } from './is-deep-equal.ts'
import { matchAlerts } from './match-alerts.ts'
import { newAlertId } from './new-alert-id.ts'

export type ReconcileContext = {
  readonly area: WatchedArea
  readonly exercise: boolean
  /** The visits of a craft that count at present. */
  readonly membersOf: (craftId: string) => readonly CountedVisit[]
  /** Why an alert that ends is cancelled, where it is not for its numbers. */
  readonly endReason?: string
}

export type Reconciled = { readonly alerts: readonly HeldAlert[]; readonly emitted: readonly MassArrivalAlert[] }

const SAFETY: MassArrivalAlert['safety'] = 'Lives at sea come first: this may be a rescue before it is anything else.'

/** Brings the alerts in line with the situations: values in, values out (design §4.8). */
export const reconcileAlerts = (
  held: readonly HeldAlert[],
  situations: readonly EvaluatedSituation[],
  context: ReconcileContext,
): Reconciled => {
  const emitted: MassArrivalAlert[] = []
  const { taken, supersededBy } = matchAlerts(
    held.filter(({ isOver }) => !isOver),
    situations,
  )
  const next = held.map((before): HeldAlert => {
    if (before.isOver) return before
    const situation = taken.get(before)
    if (situation !== undefined) return follow(before, situation, emitted)
    return before.alert.status === 'open' ? end(before, supersededBy.get(before), context, emitted) : before
  })
  const ids = new Set(held.map(({ alert }) => alert.alertId))
  const isTaken = new Set(taken.values())
  let raisedIndex = Math.max(0, ...held.map((alert) => alert.raisedIndex))
  for (const situation of situations.filter((each) => !isTaken.has(each)).sort(byFirstArrival)) {
    raisedIndex += 1
    const alertId = newAlertId(context.area.areaId, context.exercise, situation.members, (id) => ids.has(id))
    ids.add(alertId)
    next.push(raise(alertId, raisedIndex, situation, context, emitted))
  }
  return { alerts: next, emitted }
}

const byFirstArrival = (a: EvaluatedSituation, b: EvaluatedSituation): number => {
  const [firstA, firstB] = [a.members[0], b.members[0]]
  return firstA === undefined || firstB === undefined ? 0 : byArrival(firstA, firstB)
}

const spansOf = (members: readonly CountedVisit[]): readonly VisitSpan[] =>
  members.map(({ craftId, arrivedMs, lastMs }) => ({ craftId, arrivedMs, lastMs }))

const raise = (
  alertId: string,
  raisedIndex: number,
  { members, content }: EvaluatedSituation,
  context: ReconcileContext,
  emitted: MassArrivalAlert[],
): HeldAlert => {
  const alert: MassArrivalAlert = {
    alertId,
    version: 1,
    status: 'open',
    kind: 'mass-arrival',
    exercise: context.exercise,
    areaId: context.area.areaId,
    ...content,
    supersededBy: null,
    reason: null,
    changes: ['raised'],
    safety: SAFETY,
  }
  emitted.push(alert)
  return { alert, raisedIndex, visits: spansOf(members) }
}

const follow = (
  before: HeldAlert,
  { members, content }: EvaluatedSituation,
  emitted: MassArrivalAlert[],
): HeldAlert => {
  const { changes: _, ...said } = withoutRest(before.alert)
  const after = { ...said, ...content, status: 'open' as const, supersededBy: null, reason: null }
  const alert = revise(before, after, members, emitted)
  const visits = spansOf(members)
  const isSame = alert === before.alert && isDeepEqual(visits, before.visits)
  return isSame ? before : { ...before, visits, alert }
}

/** Those of the visits that still exist and count, by arrival, then craftId. */
export const membersLeft = (
  visits: readonly VisitSpan[],
  { membersOf }: Pick<ReconcileContext, 'membersOf'>,
): readonly CountedVisit[] => {
  const left = new Set(
    visits.flatMap((visit) => membersOf(visit.craftId).filter((member) => areSameVisit(member, visit))),
  )
  return [...left].sort(byArrival)
}

/** An ended alert keeps its severity; its numbers are those of its remaining visits, and then stay. */
const end = (
  before: HeldAlert,
  supersededBy: HeldAlert | undefined,
  context: ReconcileContext,
  emitted: MassArrivalAlert[],
): HeldAlert => {
  const { changes: _, ...said } = withoutRest(before.alert)
  const left = membersLeft(before.visits, context)
  const counted = countMembers(left, context.area)
  const by = supersededBy?.alert.alertId ?? null
  const after = {
    ...said,
    ...counted,
    status: by === null ? ('cancelled' as const) : ('superseded' as const),
    supersededBy: by,
    reason: by === null ? (context.endReason ?? cancellationReason(counted)) : `Its craft count with alert ${by} now.`,
  }
  return { ...before, alert: revise(before, after, left, emitted) }
}

const cancellationReason = ({
  unauthorised: { max },
  craft,
  threshold,
}: Pick<MassArrivalAlert, 'unauthorised' | 'craft' | 'threshold'>): string =>
  craft.length === 0
    ? `None of its craft has arrived with people who may be without permission, as the reports stand now.`
    : `At most ${max} people without permission on craft that arrived together, as the reports stand now; the threshold is more than ${threshold}.`

/** The same alert where nothing but its version would change. */
const revise = (
  held: HeldAlert,
  after: Omit<MassArrivalAlert, 'changes'>,
  members: readonly CountedVisit[],
  emitted: MassArrivalAlert[],
): MassArrivalAlert => {
  const { alert: before } = held
  const { changes: _, ...said } = before
  if (isDeepEqual(said, after)) return before
  const craftIds = { were: countedCraftIds(held), are: new Set(members.map(({ craftId }) => craftId)) }
  const alert = { ...after, version: before.version + 1, changes: changesBetween(before, after, craftIds) }
  emitted.push(alert)
  return alert
}

/** The listed craft or, where more are counted than are listed, those of all its visits. */
const countedCraftIds = ({ alert, visits }: HeldAlert): ReadonlySet<string> =>
  new Set((alert.craftMore === undefined ? alert.craft : visits).map(({ craftId }) => craftId))

/** Without the fields that an alert has only where its evidence is cut: the next version has its own, or none. */
const withoutRest = ({
  craftMore: _craft,
  linksMore: _links,
  evidenceOmitted: _omitted,
  ...alert
}: MassArrivalAlert): MassArrivalAlert => alert
