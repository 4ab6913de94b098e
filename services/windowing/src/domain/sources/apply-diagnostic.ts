import type { DiagnosticAlert, DiagnosticRecord } from '@landfall/contracts'
import {
  type DiagnosticEpisode,
  diagnosticKey,
  episodeOf,
  isOver,
  missingVersions,
  recordOccurrence,
} from './diagnostic-episode.ts'
import { newestOfEach } from './source-alert.ts'
import type { SourcesChanges, SourcesState } from './sources-state.ts'

/** Subjects that have an alert of their own at a time; the rest share one of each cause. */
export const DIAGNOSTIC_SUBJECTS_MAX = 100
const OTHERS = 'others'

/** Counts one record to its subject, or to the others where there is no place left. */
export const applyDiagnostic = (
  state: SourcesState,
  record: DiagnosticRecord,
  loggedAtMs: number,
  changes: SourcesChanges,
): void => {
  const hasPlace = state.diagnostics.has(diagnosticKey(record)) || subjectsOf(state) < DIAGNOSTIC_SUBJECTS_MAX
  const placed = hasPlace ? record : { ...record, subject: OTHERS }
  putEpisode(state, recordOccurrence(state.diagnostics.get(diagnosticKey(placed)), placed, loggedAtMs), changes)
}

/**
 * Time goes on: returns the versions that follow, and forgets what is over. Also while the state is rebuilt (`isEmitting`
 * false), so that the same subjects have a place.
 */
export const advanceDiagnostics = (
  state: SourcesState,
  loggedAtMs: number,
  changes: SourcesChanges,
  isEmitting: boolean,
): readonly DiagnosticAlert[] => {
  const emitted: DiagnosticAlert[] = []
  for (const [key, episode] of [...state.diagnostics].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const versions = isEmitting ? missingVersions(episode, loggedAtMs) : []
    emitted.push(...versions)
    if (isOver(episode, loggedAtMs)) {
      state.diagnostics.delete(key)
      changes.set(key, undefined)
    } else if (versions.length > 0) putEpisode(state, { ...episode, alert: versions.at(-1) ?? null }, changes)
  }
  return emitted
}

/** Takes up the published alerts; what they lack follows at the next tick. */
export const takeUpDiagnostics = (
  state: SourcesState,
  published: readonly DiagnosticAlert[],
  changes: SourcesChanges,
): void => {
  const newest = newestOfEach(published, diagnosticKey)
  for (const [key, episode] of state.diagnostics)
    putEpisode(state, { ...episode, alert: newest.get(key) ?? null }, changes)
  for (const [key, alert] of newest)
    if (alert.status === 'open' && !state.diagnostics.has(key)) putEpisode(state, episodeOf(alert), changes)
}

const putEpisode = ({ diagnostics }: SourcesState, episode: DiagnosticEpisode, changes: SourcesChanges): void => {
  const key = diagnosticKey(episode)
  diagnostics.set(key, episode)
  changes.set(key, episode)
}

const subjectsOf = ({ diagnostics }: SourcesState): number =>
  diagnostics.values().reduce((count, { subject }) => count + Number(subject !== OTHERS), 0)
