import type { SourcePolicy, SourceRecord, SourceSilentAlert } from '@landfall/contracts'
import { clearReturned, clearUnwatched, raiseSilence } from './raise-silence.ts'
import {
  evictionCandidate,
  forgetSource,
  momentOf,
  putSource,
  type SourcesChanges,
  type SourcesState,
  sortedSources,
} from './sources-state.ts'
import { expectationOf, isUnwatched, recordActivity, type TrackedSource, UNKNOWN_KIND } from './tracked-source.ts'

/** A version, and the time of the log record that led to it. */
export type EmittedSilence = { readonly alert: SourceSilentAlert; readonly loggedAtMs: number }

/** Three ticks: what is longer between two records is time in which nobody watched. */
const WATCHED_GAP_MS_MAX = 15_000
const FORGOTTEN_AFTER_MS = 7 * 86_400_000

/** `emitted` collects the versions that follow; null while the state is rebuilt: alerts are then left alone. */
type Fold = {
  readonly state: SourcesState
  readonly changes: SourcesChanges
  readonly emitted: EmittedSilence[] | null
}

/** Folds one record of the sources log into the state, and returns the alert versions that follow from it. */
export const foldSourceRecord = (
  state: SourcesState,
  record: SourceRecord,
  timestampMs: number,
  changes: SourcesChanges,
): readonly EmittedSilence[] => {
  const emitted: EmittedSilence[] = []
  apply(record, timestampMs, { state, changes, emitted })
  return emitted
}

/** Folds one record into a state that is being rebuilt: its alerts follow when it is complete. */
export const restoreSourceRecord = (
  state: SourcesState,
  record: SourceRecord,
  timestampMs: number,
  changes: SourcesChanges,
): void => apply(record, timestampMs, { state, changes, emitted: null })

const apply = (record: SourceRecord, timestampMs: number, fold: Fold): void => {
  const { state } = fold
  const passedMs = Math.max(0, timestampMs - (state.loggedAtMs ?? timestampMs))
  state.watchedClockMs += Math.min(passedMs, WATCHED_GAP_MS_MAX)
  state.loggedAtMs = Math.max(state.loggedAtMs ?? timestampMs, timestampMs)
  if (record.type === 'tick') applyTick(record.policy, fold)
  else for (const active of record.sources) applyActivity(active, fold)
}

const applyActivity = (active: { readonly id: string; readonly kind: string }, fold: Fold): void => {
  const source = recordActivity(fold.state.sources.get(active.id), active, momentOf(fold.state))
  addSource(source, fold)
  if (source.alert?.status === 'open') emit(source, clearReturned(source.alert, source.activeLoggedAtMs), fold)
}

const applyTick = (policy: SourcePolicy, fold: Fold): void => {
  const { state } = fold
  state.policy = policy
  for (const { sourceId, expectedSeconds } of policy.intervals) {
    if (expectedSeconds === null || state.sources.has(sourceId)) continue
    addSource(recordActivity(undefined, { id: sourceId, kind: UNKNOWN_KIND }, momentOf(state)), fold)
  }
  if (fold.emitted !== null) for (const source of sortedSources(state)) checkSilence(source, policy, fold)
}

const checkSilence = (source: TrackedSource, policy: SourcePolicy, fold: Fold): void => {
  if (source.alert?.status === 'open') {
    if (isUnwatched(source, policy)) emit(source, clearUnwatched(source.alert), fold)
    return
  }
  const silentMs = fold.state.watchedClockMs - source.activeWatchedClockMs
  const expected = expectationOf(source, policy)
  if (expected === null) {
    if (silentMs > FORGOTTEN_AFTER_MS) forgetSource(fold.state, source.id, fold.changes)
  } else if (silentMs > expected.silentAfterMs) emit(source, raiseSilence(source, expected.intervalMs), fold)
}

/** Adds a source, or its newer state; where there are too many, another one goes. */
const addSource = (source: TrackedSource, fold: Fold): void => {
  const { state, changes } = fold
  const leaving = state.sources.has(source.id) ? undefined : evictionCandidate(state)
  if (leaving?.alert?.status === 'open') emit(leaving, clearUnwatched(leaving.alert), fold)
  if (leaving !== undefined) forgetSource(state, leaving.id, changes)
  putSource(state, source, changes)
}

const emit = (source: TrackedSource, alert: SourceSilentAlert, { state, changes, emitted }: Fold): void => {
  if (emitted === null) return
  putSource(state, { ...source, alert }, changes)
  emitted.push({ alert, loggedAtMs: state.loggedAtMs ?? 0 })
}
