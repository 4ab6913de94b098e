import { parseWireTime, type SourceSilentAlert } from '@landfall/contracts'
import type { EmittedSilence } from './fold-source-record.ts'
import { clearReturned, clearUnwatched } from './raise-silence.ts'
import {
  evictionCandidate,
  forgetSource,
  momentOf,
  putSource,
  type SourcesChanges,
  type SourcesState,
} from './sources-state.ts'
import { recordActivity, type TrackedSource } from './tracked-source.ts'

/** Of the same source: a later silence, or a later version of the same. Not by their order in the topic: repeats come late. */
export const isLaterSilence = (alert: SourceSilentAlert, than: SourceSilentAlert): boolean =>
  alert.alertId === than.alertId ? alert.version > than.version : alert.lastHeardAt > than.lastHeardAt

/** Whether the state knows of this version, or of a later one. */
export const isKnownSilence = ({ sources }: SourcesState, alert: SourceSilentAlert): boolean => {
  const held = sources.get(alert.source.id)?.alert
  return held !== undefined && held !== null && !isLaterSilence(alert, held)
}

/** Takes up the published alerts, and returns the versions that end those whose source has been active since. */
export const reconcileSources = (
  state: SourcesState,
  published: readonly SourceSilentAlert[],
  changes: SourcesChanges,
): readonly EmittedSilence[] => {
  const loggedAtMs = state.loggedAtMs ?? 0
  const emitted: EmittedSilence[] = []
  const emit = (source: TrackedSource, alert: SourceSilentAlert): void => {
    putSource(state, { ...source, alert }, changes)
    emitted.push({ alert, loggedAtMs })
  }
  for (const source of state.sources.values()) if (source.alert) putSource(state, { ...source, alert: null }, changes)
  for (const alert of newestOfEach(published)) {
    const silentSinceMs = parseWireTime(alert.lastHeardAt)
    const known = state.sources.get(alert.source.id)
    if (known === undefined && alert.status !== 'open') continue
    const never = { ...recordActivity(undefined, alert.source, momentOf(state)), activeLoggedAtMs: silentSinceMs }
    const source = { ...(known ?? never), alert }
    const leaving = known === undefined ? evictionCandidate(state) : undefined
    if (leaving?.alert?.status === 'open') emit(leaving, clearUnwatched(leaving.alert))
    if (leaving !== undefined) forgetSource(state, leaving.id, changes)
    putSource(state, source, changes)
    if (alert.status === 'open' && source.activeLoggedAtMs > silentSinceMs)
      emit(source, clearReturned(alert, source.activeLoggedAtMs))
  }
  return emitted
}

/** The newest version of each source. */
const newestOfEach = (published: Iterable<SourceSilentAlert>): Iterable<SourceSilentAlert> => {
  const newest = new Map<string, SourceSilentAlert>()
  for (const alert of published) {
    const held = newest.get(alert.source.id)
    if (held === undefined || isLaterSilence(alert, held)) newest.set(alert.source.id, alert)
  }
  return newest.values()
}
