import { byArrival, type CountedVisit, type VisitSpan } from '../situations/counted-visit.ts'
import type { WatchedArea } from '../watched-area.ts'
import type { AlertKindRules } from './alert-kind-rules.ts'
import type { AreaAlert, RevisedAlert } from './area-alert.ts'
import { endAlert } from './end-alert.ts'
import type { EvaluatedSituation, HeldAlert } from './held-alert.ts'
import { isMoreSevere, matchChanged } from './match-changed.ts'
import { newAlertId } from './new-alert-id.ts'
import { raisedAlert, reviseAlert, spansOf, withoutRest } from './revise-alert.ts'

export type ReconcileContext = {
  readonly area: WatchedArea
  readonly exercise: boolean
  /** Of the alerts and situations, which are all of one kind. */
  readonly rules: AlertKindRules
  /** Why an alert that ends is cancelled, where it is not for its numbers. */
  readonly endReason?: string
  /** Of the log's time; null where no record has been read. */
  readonly bucket: number | null
  /** Publishes every difference, whatever was published in this bucket. */
  readonly isComplete: boolean
}

export type Reconciled = { readonly alerts: readonly HeldAlert[]; readonly emitted: readonly AreaAlert[] }

/**
 * Brings the alerts in line with the situations: values in, values out (design §4.8). What is not urgent, and not the
 * first of its bucket, is left pending.
 */
export const reconcileAlerts = (
  held: readonly HeldAlert[],
  situations: ReadonlySet<EvaluatedSituation>,
  context: ReconcileContext,
): Reconciled => {
  const emitted: AreaAlert[] = []
  const { isSettled, free, taken, supersededBy } = matchChanged(held, situations, context.isComplete, context.rules)
  const takesOver = new Set([...supersededBy].flatMap(([by, taker]) => (by.alert.status === 'open' ? taker : [])))
  const next = held.map((before): HeldAlert => {
    if (isSettled(before)) return before
    const situation = taken.get(before)
    if (situation !== undefined) return follow(before, situation, takesOver.has(before), context, emitted)
    if (before.alert.status !== 'open') return before
    const takenBy = supersededBy.get(before)?.alert.alertId ?? null
    const ended = endAlert(before, takenBy, context.rules, context.endReason)
    return publish(ended.before, ended.before.visits, ended, context, emitted)
  })
  const isTaken = new Set(taken.values())
  const raised = free.filter((each) => !isTaken.has(each)).sort(byFirstArrival)
  if (raised.length === 0) return { alerts: next, emitted }
  const ids = new Set(held.map(({ alert }) => alert.alertId))
  let raisedIndex = held.reduce((most, alert) => Math.max(most, alert.raisedIndex), 0)
  for (const situation of raised) {
    raisedIndex += 1
    const alertId = newId(situation, (id) => ids.has(id), context)
    ids.add(alertId)
    const alert = raisedAlert(alertId, situation.content(), context)
    emitted.push(alert)
    const visits = spansOf(situation.members)
    next.push({ alert, raisedIndex, visits, situation, ...inBucket(context) })
  }
  return { alerts: next, emitted }
}

const newId = (
  { members }: EvaluatedSituation,
  isInUse: (alertId: string) => boolean,
  { area, exercise, rules }: ReconcileContext,
): string => newAlertId(area.areaId, exercise, rules.foundersOf(members), isInUse, rules.kind)

const inBucket = ({ bucket }: ReconcileContext) => (bucket === null ? {} : { publishedBucket: bucket })

const byFirstArrival = (a: EvaluatedSituation, b: EvaluatedSituation): number => {
  const [firstA, firstB] = [a.members[0], b.members[0]]
  return firstA === undefined || firstB === undefined ? 0 : byArrival(firstA, firstB)
}

/** Whether the reader learns of it with the record that led to it. */
const isUrgent = (held: HeldAlert, situation: EvaluatedSituation): boolean =>
  held.alert.status !== 'open' || isMoreSevere(situation, held)

const follow = (
  before: HeldAlert,
  situation: EvaluatedSituation,
  takesOver: boolean,
  context: ReconcileContext,
  emitted: AreaAlert[],
): HeldAlert => {
  const { bucket, isComplete } = context
  const isFirst = before.publishedBucket === undefined || before.publishedBucket !== bucket
  if (isComplete || isFirst || takesOver || isUrgent(before, situation))
    return publishSituation({ ...before, situation }, context, emitted)
  const [{ craftId, arrivedMs } = { craftId: '', arrivedMs: 0 }] = situation.members
  return { ...before, situation, pending: { craftId, arrivedMs } }
}

/** The alert as its situation is now; a version more where that says something else. */
const publishSituation = (
  held: HeldAlert & { readonly situation: EvaluatedSituation },
  context: ReconcileContext,
  emitted: AreaAlert[],
): HeldAlert => {
  const { members, content } = held.situation
  const rest = { status: 'open' as const, supersededBy: null, reason: null }
  const after = { ...withoutRest(held.alert), ...content(), ...rest } as RevisedAlert
  return publish(held, spansOf(members), { after, members }, context, emitted)
}

type Revision = { readonly after: RevisedAlert; readonly members: readonly CountedVisit[] }

const publish = (
  { pending: _, isAwaited: __, ...held }: HeldAlert,
  visits: readonly VisitSpan[],
  { after, members }: Revision,
  context: ReconcileContext,
  emitted: AreaAlert[],
): HeldAlert => {
  const alert = reviseAlert(held, after, members, context.rules)
  if (alert === held.alert) return { ...held, visits }
  emitted.push(alert)
  return { ...held, visits, alert, ...inBucket(context) }
}

/** Publishes what is pending, of the alerts that are asked for. */
export const publishPending = (
  held: readonly HeldAlert[],
  isAsked: (held: HeldAlert) => boolean,
  context: ReconcileContext,
): Reconciled => {
  const emitted: AreaAlert[] = []
  const alerts = held.map((each): HeldAlert => {
    const { situation } = each
    if (each.pending === undefined || situation === undefined || !isAsked(each)) return each
    return publishSituation({ ...each, situation }, context, emitted)
  })
  return { alerts, emitted }
}
