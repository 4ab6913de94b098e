import { parseWireTime, type SourceSilentAlert } from '@landfall/contracts'
import { reviseDistress, takeUpDistress } from '../distress/apply-distress.ts'
import { takeUpDiagnostics } from './apply-diagnostic.ts'
import { foldDistress, type SourceFoldOptions } from './fold-distress.ts'
import { clearReturned } from './raise-silence.ts'
import { type EmittedSourceAlert, isLaterAlert, newestOfEach, type SourceAlert, subjectOf } from './source-alert.ts'
import { nextLimitVersion } from './source-limit-state.ts'
import { momentOf, putSource, type SourcesChanges, type SourcesState } from './sources-state.ts'
import { recordActivity, type TrackedSource } from './tracked-source.ts'

/** Whether the state knows of this version, or of a later one. */
export const isKnownAlert = ({ sources, limit, loggedAtMs }: SourcesState, alert: SourceAlert): boolean => {
  const subject = subjectOf(alert)
  // Of what is over nothing is kept; but it says up to which time of the log it knew.
  if (subject.of === 'system') return (loggedAtMs ?? 0) >= parseWireTime(subject.alert.countedAt)
  if (subject.of === 'device') return (loggedAtMs ?? 0) >= parseWireTime(subject.alert.loggedAt)
  const held = subject.of === 'limit' ? limit.alert : sources.get(subject.alert.source.id)?.alert
  return held !== undefined && held !== null && !isLaterAlert(alert, held)
}

/**
 * Takes up the published alerts, and returns the versions that end those of which the reason is gone, or that calls for help lack. Null:
 * the state knows its alerts, and the areas are others.
 */
export const reconcileSources = (
  state: SourcesState,
  published: readonly SourceAlert[] | null,
  changes: SourcesChanges,
  options: SourceFoldOptions,
): readonly EmittedSourceAlert[] => {
  const emitted: EmittedSourceAlert[] = []
  const fold = { state, changes, emitted, options }
  if (published === null) {
    foldDistress(fold, reviseDistress)
    return emitted
  }
  const subjects = published.map(subjectOf)
  emitted.push(...reconcileSilences(state, subjects, changes))
  const calls = subjects.flatMap((subject) => (subject.of === 'device' ? [subject.alert] : []))
  foldDistress(fold, (distress) => takeUpDistress(calls, distress))
  return emitted
}

const reconcileSilences = (
  state: SourcesState,
  subjects: readonly ReturnType<typeof subjectOf>[],
  changes: SourcesChanges,
): readonly EmittedSourceAlert[] => {
  const loggedAtMs = state.loggedAtMs ?? 0
  const emitted: EmittedSourceAlert[] = []
  const emit = (source: TrackedSource, alert: SourceSilentAlert): void => {
    putSource(state, { ...source, alert }, changes)
    emitted.push({ alert, loggedAtMs })
  }
  for (const source of state.sources.values()) if (source.alert) putSource(state, { ...source, alert: null }, changes)
  const silences = subjects.flatMap((subject) => (subject.of === 'source' ? [subject.alert] : []))
  const diagnostics = subjects.flatMap((subject) => (subject.of === 'system' ? [subject.alert] : []))
  takeUpDiagnostics(state, diagnostics, changes)
  const limits = subjects.flatMap((subject) => (subject.of === 'limit' ? [subject.alert] : []))
  for (const alert of newestOfEach(silences, ({ source }) => source.id).values()) {
    const silentSinceMs = parseWireTime(alert.lastHeardAt)
    const known = state.sources.get(alert.source.id)
    if (known === undefined && alert.status !== 'open') continue
    const never = { ...recordActivity(undefined, alert.source, momentOf(state)), activeLoggedAtMs: silentSinceMs }
    const source = { ...(known ?? never), alert }
    putSource(state, source, changes)
    if (alert.status === 'open' && source.activeLoggedAtMs > silentSinceMs)
      emit(source, clearReturned(alert, source.activeLoggedAtMs))
  }
  const limit = newestOfEach(limits, ({ kind }) => kind).get('source-limit') ?? null
  state.limit = { ...state.limit, alert: limit }
  const ended = limit?.status === 'open' ? nextLimitVersion(state.limit, limit.sourcesMax) : null
  if (ended !== null) {
    state.limit = { ...state.limit, alert: ended }
    emitted.push({ alert: ended, loggedAtMs })
  }
  return emitted
}
