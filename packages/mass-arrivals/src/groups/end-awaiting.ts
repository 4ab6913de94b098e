import type { AreaAlert } from '../alerts/area-alert.ts'
import type { HeldAlert } from '../alerts/held-alert.ts'
import { WORLDS, type World, worldOf } from '../world.ts'
import { bucketOf, VERSION_BUCKET_MS } from './bucket-of.ts'
import type { AreaState } from './create-area-state.ts'
import { forgetPast } from './forget-past.ts'
import { type GroupsChanges, type GroupsState, noteAlerts } from './groups-state.ts'

/**
 * For how much of the log's time published alerts stand as they are after the log that they were made from was lost, from the
 * first record of the new one on: whoever has the observations may send them again, in whatever order.
 */
export const AWAITED_MS = 300_000

const NOT_WATCHED = 'Its area is no longer watched.'

/** Why an area's alerts end, where it is not for their numbers. */
export const endReasonOf = ({ areas }: GroupsState, { area }: AreaState): string | undefined =>
  areas.includes(area) ? undefined : NOT_WATCHED

/** What the first published alerts were made from was lost: since when there is another log, and how long they are awaited. */
export type NewLog = { readonly sinceMs: number; readonly awaitedMs: number }

/**
 * Before a reconcile: the time to wait has begun with the first record of the new log, or with that of the world where the state knows it,
 * and may be over. It may have ended while the state was rebuilt, and no record need come after it.
 */
export const resumeAwaiting = ({ newestMs, awaitedSinceMs, bucket }: GroupsState, newLog: NewLog): void => {
  if (bucket === null) return
  for (const world of WORLDS) {
    const sinceMs = awaitedSinceMs[world] ?? (newestMs[world] === null ? null : newLog.sinceMs)
    const isOver = sinceMs === null || Math.abs(bucket - bucketOf(sinceMs)) * VERSION_BUCKET_MS >= newLog.awaitedMs
    awaitedSinceMs[world] = isOver ? null : sinceMs
  }
}

/** Whether what was published cannot be compared with the state: the log has nothing of this world, or has only just begun. */
export const isAwaiting = ({ newestMs, awaitedSinceMs }: GroupsState, world: World): boolean =>
  newestMs[world] === null || awaitedSinceMs[world] !== null

/** After a record: the time to wait begins with the first of a world that has a time. */
export const beginAwaiting = (
  { newestMs, awaitedSinceMs, areaStates }: GroupsState,
  before: GroupsState['newestMs'],
  loggedAtMs: number,
): void => {
  for (const world of WORLDS) {
    if (before[world] !== null || newestMs[world] === null) continue
    const ours = areaStates.all().filter(({ exercise }) => worldOf(exercise) === world)
    if (ours.some((areaState) => areaState.alerts().some(({ isAwaited }) => isAwaited)))
      awaitedSinceMs[world] = loggedAtMs
  }
}

/** Before a record: when the time is over, alerts and situations are compared as after a rebuild. */
export const endAwaiting = (
  state: GroupsState,
  loggedAtMs: number,
  awaitedMs: number,
  changes: GroupsChanges,
): readonly AreaAlert[] => {
  const { real, exercise } = state.awaitedSinceMs
  if (real === null && exercise === null) return NONE
  return WORLDS.flatMap((world) => {
    const sinceMs = state.awaitedSinceMs[world]
    // A clock that is set back does not prolong it.
    if (sinceMs === null || Math.abs(loggedAtMs - sinceMs) < awaitedMs) return []
    state.awaitedSinceMs[world] = null
    const ours = state.areaStates.all().filter(({ exercise }) => worldOf(exercise) === world)
    return ours.flatMap((areaState) => compareAwaited(state, areaState, changes))
  })
}

const NONE: readonly AreaAlert[] = []

/** The alert once it has been waited for. */
export const asCompared = ({ isAwaited: _, ...held }: HeldAlert): HeldAlert => held

const compareAwaited = (state: GroupsState, areaState: AreaState, changes: GroupsChanges): readonly AreaAlert[] => {
  const forgotten = forgetPast(state, areaState, changes)
  const before = areaState.alerts()
  if (!before.some(({ isAwaited }) => isAwaited)) return forgotten
  areaState.setAlerts(before.map(asCompared))
  const versions = areaState.reconcile(state.bucket, endReasonOf(state, areaState))
  noteAlerts(before, areaState, changes)
  return [...forgotten, ...versions]
}

/** An area of which an alert is awaited, and the time runs; undefined where none is. */
export const awaitedAreaId = ({ awaitedSinceMs, areaStates }: GroupsState): string | undefined =>
  areaStates.all().find(({ exercise }) => awaitedSinceMs[worldOf(exercise)] !== null)?.area.areaId
