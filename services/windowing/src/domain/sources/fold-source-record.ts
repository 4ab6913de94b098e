import type { SourcePolicy, SourceRecord, SourceSilentAlert } from '@landfall/contracts'
import { advanceDistress, applyDistress } from '../distress/apply-distress.ts'
import { advanceDiagnostics, applyDiagnostic } from './apply-diagnostic.ts'
import { foldDistress, type SourceFoldOptions } from './fold-distress.ts'
import { clearReturned, clearUnwatched, raiseSilence } from './raise-silence.ts'
import type { EmittedSourceAlert } from './source-alert.ts'
import { endIfRoom, nextLimitVersion, recordRefusal } from './source-limit-state.ts'
import {
  forgetSource,
  hasRoom,
  momentOf,
  putSource,
  type SourcesChanges,
  type SourcesState,
  sortedSources,
} from './sources-state.ts'
import { expectationOf, isUnwatched, recordActivity, type TrackedSource, UNKNOWN_KIND } from './tracked-source.ts'

/** Three ticks: what is longer between two records is time in which nobody watched. */
const WATCHED_GAP_MS_MAX = 15_000
/** How often unwatched sources are forgotten, and after how long: what has taught nothing in six hours makes room. */
const SWEEP_MS = 60_000
const FORGOTTEN_AFTER_MS = 7 * 86_400_000
const FORGOTTEN_WHEN_FULL_AFTER_MS = 6 * 3_600_000

/** `emitted` collects the versions that follow; null while the state is rebuilt: alerts are then left alone. */
type Fold = {
  readonly state: SourcesState
  readonly changes: SourcesChanges
  readonly emitted: EmittedSourceAlert[] | null
  readonly options: SourceFoldOptions
}

/** Folds one record of the sources log into the state, and returns the alert versions that follow from it. */
export const foldSourceRecord = (
  state: SourcesState,
  record: SourceRecord,
  timestampMs: number,
  changes: SourcesChanges,
  options: SourceFoldOptions,
): readonly EmittedSourceAlert[] => {
  const emitted: EmittedSourceAlert[] = []
  apply(record, timestampMs, { state, changes, emitted, options })
  return emitted
}

/** Folds one record into a state that is being rebuilt: its alerts follow when it is complete. */
export const restoreSourceRecord = (
  state: SourcesState,
  record: SourceRecord,
  timestampMs: number,
  changes: SourcesChanges,
  options: SourceFoldOptions,
): void => apply(record, timestampMs, { state, changes, emitted: null, options })

const apply = (record: SourceRecord, timestampMs: number, fold: Fold): void => {
  const { state } = fold
  const passedMs = Math.max(0, timestampMs - (state.loggedAtMs ?? timestampMs))
  state.watchedClockMs += Math.min(passedMs, WATCHED_GAP_MS_MAX)
  state.loggedAtMs = Math.max(state.loggedAtMs ?? timestampMs, timestampMs)
  switch (record.type) {
    case 'tick':
      applyTick(record.policy, fold)
      break
    case 'sources-heard':
      for (const active of record.sources) applyActivity(active, fold)
      break
    case 'diagnostic':
      applyDiagnostic(state, record, state.loggedAtMs, fold.changes)
      break
    case 'distress':
      foldDistress(fold, (distress) => applyDistress(record, distress))
      break
    default:
      record satisfies never
  }
}

const applyActivity = (active: { readonly id: string; readonly kind: string }, fold: Fold): void => {
  const { state, changes } = fold
  const { sourcesMax } = fold.options
  const known = state.sources.get(active.id)
  if (known === undefined && !isConfigured(active.id, state.policy) && !hasRoom(state, sourcesMax)) {
    state.limit = recordRefusal(state.limit, momentOf(state)) // Whoever is known stays: new ones never push it out.
    return
  }
  const source = recordActivity(known, active, momentOf(state))
  putSource(state, source, changes)
  if (source.alert?.status === 'open') emit(source, clearReturned(source.alert, source.activeLoggedAtMs), fold)
}

const applyTick = (policy: SourcePolicy, fold: Fold): void => {
  const { state } = fold
  state.policy = policy
  for (const { sourceId, expectedSeconds } of policy.intervals) {
    if (expectedSeconds === null || state.sources.has(sourceId)) continue
    const never = recordActivity(undefined, { id: sourceId, kind: UNKNOWN_KIND }, momentOf(state))
    putSource(state, never, fold.changes)
  }
  if (state.watchedClockMs - state.sweptWatchedClockMs >= SWEEP_MS) forgetUnwatched(policy, fold)
  state.limit = endIfRoom(state.limit, hasRoom(state, fold.options.sourcesMax), state.watchedClockMs)
  const loggedAtMs = state.loggedAtMs ?? 0
  const isEmitting = fold.emitted !== null
  for (const alert of advanceDiagnostics(state, loggedAtMs, fold.changes, isEmitting))
    fold.emitted?.push({ alert, loggedAtMs })
  foldDistress(fold, advanceDistress)
  if (!isEmitting) return
  for (const source of sortedSources(state)) checkSilence(source, policy, fold)
  emitLimit(fold)
}

const checkSilence = (source: TrackedSource, policy: SourcePolicy, fold: Fold): void => {
  if (source.alert?.status === 'open') {
    if (isUnwatched(source, policy)) emit(source, clearUnwatched(source.alert), fold)
    return
  }
  const silentMs = fold.state.watchedClockMs - source.activeWatchedClockMs
  const expected = expectationOf(source, policy)
  if (expected !== null && silentMs > expected.silentAfterMs)
    emit(source, raiseSilence(source, expected.intervalMs), fold)
}

const isConfigured = (id: string, policy: SourcePolicy | null): boolean =>
  policy?.intervals.some(({ sourceId }) => sourceId === id) ?? false

/** Also while the state is rebuilt, so that the same sources find room. */
const forgetUnwatched = (policy: SourcePolicy, { state, changes, options }: Fold): void => {
  state.sweptWatchedClockMs = state.watchedClockMs
  const keptMs = hasRoom(state, options.sourcesMax) ? FORGOTTEN_AFTER_MS : FORGOTTEN_WHEN_FULL_AFTER_MS
  for (const source of state.sources.values()) {
    if (source.alert?.status === 'open' || state.watchedClockMs - source.activeWatchedClockMs <= keptMs) continue
    if (expectationOf(source, policy) === null) forgetSource(state, source.id, changes)
  }
}

const emitLimit = ({ state, emitted, options }: Fold): void => {
  const alert = nextLimitVersion(state.limit, options.sourcesMax)
  if (alert === null) return
  state.limit = { ...state.limit, alert }
  emitted?.push({ alert, loggedAtMs: state.loggedAtMs ?? 0 })
}

const emit = (source: TrackedSource, alert: SourceSilentAlert, { state, changes, emitted }: Fold): void => {
  if (emitted === null) return
  putSource(state, { ...source, alert }, changes)
  emitted.push({ alert, loggedAtMs: state.loggedAtMs ?? 0 })
}
