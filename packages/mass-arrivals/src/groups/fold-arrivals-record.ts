import type { ArrivalsRecord } from '@landfall/contracts'
import type { AreaAlert } from '../alerts/area-alert.ts'
import { bucketOf } from './bucket-of.ts'
import { awaitedAreaId, beginAwaiting, endAwaiting } from './end-awaiting.ts'
import { foldSnapshot, foldWatermark, restoreSnapshot, restoreWatermark } from './fold-snapshot.ts'
import { type GroupsChanges, type GroupsState, noteAlerts } from './groups-state.ts'

/** An alert version, and the time of the log record that led to it. */
export type EmittedAlert = { readonly alert: AreaAlert; readonly loggedAtMs: number }

/** A record of the arrivals topic; undefined: one that nobody can read, which is still a moment of the log. */
type Given = { readonly record: ArrivalsRecord | undefined; readonly loggedAtMs: number }

/**
 * Folds a record of the arrivals topic, and returns the alert versions that follow from it: first what was pending, where it
 * begins another bucket of the log's time, then what follows once awaited alerts have been waited for, then what the record itself
 * leads to. `awaitedMs`: for how much of the log's time they are.
 */
export const foldArrivalsRecord = (
  state: GroupsState,
  { record, loggedAtMs }: Given,
  changes: GroupsChanges,
  awaitedMs: number,
): readonly EmittedAlert[] => {
  const due = beginBucket(state, loggedAtMs) ? publishAll(state, changes) : []
  const compared = endAwaiting(state, loggedAtMs, awaitedMs, changes)
  const newestMs = { ...state.newestMs }
  const versions = foldRecord(state, record, changes)
  beginAwaiting(state, newestMs, loggedAtMs)
  return [...due, ...compared, ...versions].map((alert) => ({ alert, loggedAtMs }))
}

/** Folds a record into a state that is being rebuilt: situations and alerts follow when it is complete. */
export const restoreArrivalsRecord = (
  state: GroupsState,
  { record, loggedAtMs }: Given,
  changes: GroupsChanges,
): void => {
  beginBucket(state, loggedAtMs)
  if (record?.type === 'arrivals') restoreSnapshot(state, record, changes)
  if (record?.type === 'watermark') restoreWatermark(state, record)
}

const foldRecord = (
  state: GroupsState,
  record: ArrivalsRecord | undefined,
  changes: GroupsChanges,
): readonly AreaAlert[] => {
  switch (record?.type) {
    case 'arrivals':
      return foldSnapshot(state, record, changes)
    case 'watermark':
      return foldWatermark(state, record, changes)
    case 'tick':
    case undefined: // What nobody can read.
      return []
    default:
      return record satisfies never
  }
}

/** An area of which an alert waits for the next bucket; undefined where none does. */
const pendingAreaId = ({ areaStates }: GroupsState): string | undefined =>
  areaStates.all().find((areaState) => areaState.alerts().some(({ pending }) => pending !== undefined))?.area.areaId

/** An area in whose partition time must go on, whether records come or not; undefined where nothing waits for it. */
export const waitingAreaId = (state: GroupsState): string | undefined => pendingAreaId(state) ?? awaitedAreaId(state)

/**
 * Whether the record is of another bucket than the one before it. Another, and not a later one: a broker whose clock is set
 * back may not hold back an alert until it has caught up.
 */
const beginBucket = (state: GroupsState, loggedAtMs: number): boolean => {
  const bucket = bucketOf(loggedAtMs)
  const isOther = bucket !== state.bucket
  state.bucket = bucket
  return isOther
}

const publishAll = (state: GroupsState, changes: GroupsChanges): readonly AreaAlert[] =>
  state.areaStates.all().flatMap((areaState) => {
    const before = areaState.alerts()
    const versions = areaState.publishPending(state.bucket, () => true)
    noteAlerts(before, areaState, changes)
    return versions
  })
