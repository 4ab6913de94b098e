import type { AreaAlert } from '../alerts/area-alert.ts'
import { worldOf } from '../world.ts'
import type { AreaState } from './create-area-state.ts'
import { findForgotten } from './find-forgotten.ts'
import { craftEntryKey, type GroupsChanges, type GroupsState, noteAlerts } from './groups-state.ts'

/** Forgets what has expired anywhere. Returns the versions that were pending of alerts that are over with it. */
export const forgetAll = (state: GroupsState, changes: GroupsChanges): readonly AreaAlert[] =>
  state.areaStates.all().flatMap((areaState) => forgetPast(state, areaState, changes))

const NONE: readonly AreaAlert[] = []

/** Forgets what has expired in an area (design §4.9). Changes no alert, but publishes what is pending before it is over. */
export const forgetPast = (state: GroupsState, areaState: AreaState, changes: GroupsChanges): readonly AreaAlert[] => {
  const newestMs = state.newestMs[worldOf(areaState.exercise)]
  if (newestMs === null || newestMs <= (state.forgetAfterMs.get(areaState) ?? Number.NEGATIVE_INFINITY)) return NONE
  const before = areaState.alerts()
  let forgotten = findForgotten(areaState, newestMs)
  state.forgetAfterMs.set(areaState, forgotten.dueAfterMs)
  if (forgotten.changed.size === 0 && before.every((alert, index) => alert === forgotten.alerts[index])) return NONE
  const stays = new Set(forgotten.alerts)
  const versions = areaState.publishPending(state.bucket, (held) => !stays.has(held))
  if (versions.length > 0) forgotten = findForgotten(areaState, newestMs)
  areaState.forget(forgotten.changed, forgotten.alerts)
  for (const [craftId, entry] of forgotten.changed) changes.set(craftEntryKey(areaState, craftId), entry)
  noteAlerts(before, areaState, changes)
  return versions
}
