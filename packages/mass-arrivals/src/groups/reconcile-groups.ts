import { parseWireTime } from '@landfall/contracts'
import type { PublishedAlert } from '../alerts/create-published-alerts.ts'
import type { HeldAlert } from '../alerts/held-alert.ts'
import { areSameVisit, type VisitSpan } from '../situations/counted-visit.ts'
import { worldOf } from '../world.ts'
import type { AreaState } from './create-area-state.ts'
import type { EmittedAlert } from './fold-arrivals-record.ts'
import { forgetPast } from './forget-past.ts'
import { type GroupsChanges, type GroupsState, noteAlerts } from './groups-state.ts'

const NOT_WATCHED = 'Its area is no longer watched.'

/**
 * Evaluates everything from the craft in the state. Returns the difference to the alerts so far: those that were
 * `published`, or, where that is null, those that the state holds.
 */
export const reconcileGroups = (
  state: GroupsState,
  published: readonly PublishedAlert[] | null,
  changes: GroupsChanges,
): readonly EmittedAlert[] => {
  const { areas, areaStates, newestMs, forgetAfterMs } = state
  const loggedAtMs = newestMs.real ?? newestMs.exercise ?? 0
  // Where the log has nothing of a world any more, its alerts are long over and keep their last version.
  for (const { last } of published ?? []) if (newestMs[worldOf(last.exercise)] !== null) areaStates.ofAlert(last)
  const emitted = areaStates.all().flatMap((areaState) => {
    const before = areaState.alerts()
    if (published === null)
      areaState.setAlerts(before.map((held) => (held.alert.status === 'open' ? asCraftSay(held, areaState) : held)))
    else {
      areaState.setAlerts(adoptAlerts(published, areaState))
      forgetAfterMs.delete(areaState) // Those long over among them are forgotten first, and keep their last version.
    }
    areaState.evaluate()
    forgetPast(state, areaState, changes)
    const isWatched = areas.includes(areaState.area)
    const versions = areaState.reconcile(state.bucket, isWatched ? undefined : NOT_WATCHED)
    noteAlerts(before, areaState, changes)
    return versions.map((alert) => ({ alert, loggedAtMs }))
  })
  for (const key of state.orphanedKeys) changes.set(key, undefined)
  state.orphanedKeys = []
  return emitted
}

/** Continues published ids and versions where the state has lost its own. */
const adoptAlerts = (published: readonly PublishedAlert[], areaState: AreaState): readonly HeldAlert[] =>
  published.flatMap(({ last, lastOpen }, raisedIndex) => {
    if (last.areaId !== areaState.area.areaId || last.exercise !== areaState.exercise) return []
    const visits = lastOpen.craft.map(({ craftId, arrivedAt }): VisitSpan => {
      const arrivedMs = parseWireTime(arrivedAt)
      return { craftId, arrivedMs, lastMs: arrivedMs }
    })
    return [asCraftSay({ alert: last, raisedIndex, visits }, areaState)]
  })

/** A visit of an alert lasts as long as its craft's entry says: what was stored is as old as the last version. */
const asCraftSay = (held: HeldAlert, { entries }: AreaState): HeldAlert => {
  const visits = held.visits.map((span): VisitSpan => {
    const { craftId } = span
    const live = entries.get(craftId)?.visits.find((visit) => areSameVisit({ craftId, ...visit }, span))
    return { ...span, lastMs: live?.lastMs ?? span.lastMs }
  })
  return { ...held, visits }
}
