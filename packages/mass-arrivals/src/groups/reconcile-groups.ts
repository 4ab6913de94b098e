import { parseWireTime } from '@landfall/contracts'
import { type AreaAlert, isInboundAlert } from '../alerts/area-alert.ts'
import type { PublishedAlert } from '../alerts/create-published-alerts.ts'
import type { HeldAlert } from '../alerts/held-alert.ts'
import { areSameVisit, type VisitSpan } from '../situations/counted-visit.ts'
import { worldOf } from '../world.ts'
import type { AreaState } from './create-area-state.ts'
import { asCompared, endReasonOf, isAwaiting, type NewLog, resumeAwaiting } from './end-awaiting.ts'
import type { EmittedAlert } from './fold-arrivals-record.ts'
import { forgetPast } from './forget-past.ts'
import { type GroupsChanges, type GroupsState, noteAlerts } from './groups-state.ts'

/**
 * Evaluates everything from the craft in the state. Returns the difference to the alerts so far: those that were
 * `published`, or, where that is null, those that the state holds. `newLog`: where the first of them were made from another.
 */
export const reconcileGroups = (
  state: GroupsState,
  published: readonly PublishedAlert[] | null,
  changes: GroupsChanges,
  newLog?: NewLog,
): readonly EmittedAlert[] => {
  const { areaStates, newestMs, forgetAfterMs } = state
  if (newLog !== undefined) resumeAwaiting(state, newLog)
  const loggedAtMs = newestMs.real ?? newestMs.exercise ?? 0
  for (const { last } of published ?? []) areaStates.ofAlert(last)
  return areaStates.all().flatMap((areaState) => {
    const before = areaState.alerts()
    const isAwaited = isAwaiting(state, worldOf(areaState.exercise))
    if (published === null) {
      const held = before.map((each) => (isAwaited ? each : asCompared(each)))
      areaState.setAlerts(held.map((each) => (each.alert.status === 'open' ? asCraftSay(each, areaState) : each)))
    } else {
      areaState.setAlerts(adoptAlerts(published, areaState, isAwaited))
      forgetAfterMs.delete(areaState) // Those long over among them are forgotten first, and keep their last version.
    }
    areaState.evaluate()
    forgetPast(state, areaState, changes)
    const versions = areaState.reconcile(state.bucket, endReasonOf(state, areaState))
    noteAlerts(before, areaState, changes)
    return versions.map((alert) => ({ alert, loggedAtMs }))
  })
}

/** Continues published ids and versions where the state has lost its own. */
const adoptAlerts = (
  published: readonly PublishedAlert[],
  areaState: AreaState,
  isAwaited: boolean,
): readonly HeldAlert[] => {
  const { area, exercise } = areaState
  const ofWorld = published.filter(({ last }) => last.exercise === exercise)
  const isOurs = ({ last }: PublishedAlert): boolean => last.areaId === area.areaId && last.exercise === exercise
  const arrivedMs = ({ lastOpen }: PublishedAlert): number => lastTimeMs(lastOpen)
  // The newest time is not known; but it was no earlier than the newest arrival that an alert speaks of.
  const newestMs = ofWorld.reduce((newest, each) => Math.max(newest, arrivedMs(each)), Number.NEGATIVE_INFINITY)
  const isHeld = (each: PublishedAlert): boolean => !isAwaited || arrivedMs(each) >= newestMs - area.rules.retentionMs
  return published.flatMap((each, raisedIndex) => {
    if (!isOurs(each) || !isHeld(each)) return []
    const { last, lastOpen } = each
    const visits = spansOfRows(lastOpen)
    const held: HeldAlert = { alert: last, raisedIndex, visits }
    return [asCraftSay(isAwaited && last.status === 'open' ? { ...held, isAwaited } : held, areaState)]
  })
}

/** A visit of an alert lasts as long as its craft's entry says: what was stored is as old as the last version. */
const asCraftSay = (held: HeldAlert, { entries }: AreaState): HeldAlert => {
  const visits = held.visits.map((span): VisitSpan => {
    if (span.isApproach) return span
    const { craftId } = span
    const live = entries.get(craftId)?.visits.find((visit) => areSameVisit({ craftId, ...visit }, span))
    return { ...span, lastMs: live?.lastMs ?? span.lastMs }
  })
  return { ...held, visits }
}

/** What an alert lists, as visits and approaches of that moment. */
const spansOfRows = (alert: AreaAlert): readonly VisitSpan[] => {
  if (!isInboundAlert(alert)) return alert.craft.map(({ craftId, arrivedAt }) => spanAt(craftId, arrivedAt))
  return alert.craft.flatMap(({ craftId, arrivedAt, approach }): VisitSpan | readonly VisitSpan[] => {
    if (arrivedAt !== null) return spanAt(craftId, arrivedAt)
    return approach === null ? [] : { ...spanAt(craftId, approach.last.at), isApproach: true }
  })
}

const spanAt = (craftId: string, at: string): VisitSpan => ({
  craftId,
  arrivedMs: parseWireTime(at),
  lastMs: parseWireTime(at),
})

/** The last arrival or newest fix that an alert speaks of. */
const lastTimeMs = (alert: AreaAlert): number =>
  isInboundAlert(alert)
    ? spansOfRows(alert).reduce((last, { lastMs }) => Math.max(last, lastMs), Number.NEGATIVE_INFINITY)
    : parseWireTime(alert.lastArrivalAt)
