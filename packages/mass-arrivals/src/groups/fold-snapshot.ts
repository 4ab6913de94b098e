import { type ArrivalsSnapshot, type ArrivalsWatermark, parseWireTime } from '@landfall/contracts'
import type { AreaAlert } from '../alerts/area-alert.ts'
import { worldOf } from '../world.ts'
import type { CraftEntry } from './craft-entry.ts'
import type { AreaState } from './create-area-state.ts'
import { forgetAll } from './forget-past.ts'
import { craftEntryKey, type GroupsChanges, type GroupsState, noteAlerts } from './groups-state.ts'

const NONE: readonly AreaAlert[] = []

/** Folds a craft's arrivals into the state, and returns the alert versions that follow from them. */
export const foldSnapshot = (
  state: GroupsState,
  snapshot: ArrivalsSnapshot,
  changes: GroupsChanges,
): readonly AreaAlert[] => {
  const found = findAreaState(state, snapshot)
  if (found === undefined) return NONE
  const { areaState, newestMs } = found
  // What has expired by the time of this record is forgotten before the record can change it.
  const before = forgetAll(state, changes)
  const versions = changeCraft(state, areaState, snapshot, newestMs, changes)
  return [...before, ...versions, ...forgetAll(state, changes)]
}

/** Folds a craft's arrivals into a state that is being rebuilt: situations and alerts follow when it is complete. */
export const restoreSnapshot = (state: GroupsState, snapshot: ArrivalsSnapshot, changes: GroupsChanges): void => {
  const found = findAreaState(state, snapshot)
  if (found === undefined) return
  const { areaState, newestMs } = found
  const { retentionMs } = areaState.area.rules
  const entry = areaState.read(snapshot, newestMs - retentionMs)
  if (entry === 'older') return
  changes.set(craftEntryKey(areaState, snapshot.craftId), entry)
  areaState.restore(snapshot.craftId, entry)
  const oldestMs = oldestOf(entry)
  forgetSooner(state, areaState, oldestMs + retentionMs)
}

/** Takes in how far event time has come, while the state is live: what has expired is forgotten, and no alert changes. */
export const foldWatermark = (
  state: GroupsState,
  watermark: ArrivalsWatermark,
  changes: GroupsChanges,
): readonly AreaAlert[] => {
  restoreWatermark(state, watermark)
  return forgetAll(state, changes)
}

/** Takes it in while the state is rebuilt. */
export const restoreWatermark = (state: GroupsState, watermark: ArrivalsWatermark): void => {
  noteNewest(state, watermark)
}

const noteNewest = (
  state: GroupsState,
  { exercise, newestObservationAt }: Pick<ArrivalsWatermark, 'exercise' | 'newestObservationAt'>,
): number => {
  const world = worldOf(exercise)
  const newestMs = Math.max(state.newestMs[world] ?? Number.NEGATIVE_INFINITY, parseWireTime(newestObservationAt))
  state.newestMs[world] = newestMs
  return newestMs
}

const findAreaState = (state: GroupsState, snapshot: ArrivalsSnapshot) => {
  const newestMs = noteNewest(state, snapshot)
  const areaState = state.areaStates.of(snapshot.areaId, worldOf(snapshot.exercise))
  return areaState && { areaState, newestMs }
}

const changeCraft = (
  state: GroupsState,
  areaState: AreaState,
  snapshot: ArrivalsSnapshot,
  newestMs: number,
  changes: GroupsChanges,
): readonly AreaAlert[] => {
  const { retentionMs } = areaState.area.rules
  const entry = areaState.read(snapshot, newestMs - retentionMs)
  if (entry === 'older') return []
  changes.set(craftEntryKey(areaState, snapshot.craftId), entry)
  const before = areaState.alerts()
  const { versions, oldestMs } = areaState.change(snapshot.craftId, entry, state.bucket)
  noteAlerts(before, areaState, changes)
  // May expire sooner: the visits and the approach of this craft, and those that a dissolved situation has held back.
  forgetSooner(state, areaState, Math.min(oldestOf(entry), oldestMs) + retentionMs)
  return versions
}

/** The earliest last position of its visits, and its approach; infinite where it has none. */
const oldestOf = (entry: CraftEntry | undefined): number =>
  Math.min(...(entry?.visits ?? []).map(({ lastMs }) => lastMs), entry?.approach?.atMs ?? Number.POSITIVE_INFINITY)

const forgetSooner = ({ forgetAfterMs }: GroupsState, areaState: AreaState, afterMs: number): void => {
  forgetAfterMs.set(areaState, Math.min(forgetAfterMs.get(areaState) ?? Number.NEGATIVE_INFINITY, afterMs))
}
