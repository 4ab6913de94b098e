import type { SourcePolicy } from '@landfall/contracts'
import { type EntryChanges, META_KEY } from '@landfall/mass-arrivals'
import type { CallingDevice } from '../distress/calling-device.ts'
import type { DiagnosticEpisode } from './diagnostic-episode.ts'
import { NO_SOURCE_LIMIT, type SourceLimitState } from './source-limit-state.ts'
import { decodeTrackedSource, type Moment, sourceKey, type TrackedSource } from './tracked-source.ts'

/** Sources that are known at a time, configured ones aside: those always have a place. */
export const SOURCES_MAX = 1_000

/** What the sources stage knows. Changed in place; the sources in it are not. */
export type SourcesState = {
  /** By id. */
  readonly sources: Map<string, TrackedSource>
  /** What recurs about the system itself, by state key. */
  readonly diagnostics: Map<string, DiagnosticEpisode>
  /** Who calls for help, or tests a device, by state key. */
  readonly calling: Map<string, CallingDevice>
  /** Time in which somebody watched, since the state began. */
  watchedClockMs: number
  /** The log's time of the newest record; null before the first. */
  loggedAtMs: number | null
  /** As the newest tick has it. */
  policy: SourcePolicy | null
  limit: SourceLimitState
  /** When unwatched sources were last forgotten, by the watched clock. */
  sweptWatchedClockMs: number
}

type SourcesMeta = Pick<SourcesState, 'watchedClockMs' | 'loggedAtMs' | 'policy' | 'limit' | 'sweptWatchedClockMs'>

/** What is stored: one entry for each source, diagnostic episode and calling device, and one for the rest. */
export type SourcesEntry = TrackedSource | DiagnosticEpisode | CallingDevice | SourcesMeta
export type SourcesChanges = EntryChanges<SourcesEntry>

export const newSourcesState = (): SourcesState => ({
  sources: new Map(),
  diagnostics: new Map(),
  calling: new Map(),
  watchedClockMs: 0,
  loggedAtMs: null,
  policy: null,
  limit: NO_SOURCE_LIMIT,
  sweptWatchedClockMs: 0,
})

/** Up to 0.1.0 the two times had other names, and no source was refused. */
type StoredMeta = Omit<SourcesMeta, 'limit' | 'sweptWatchedClockMs'> &
  Partial<SourcesMeta> & { readonly watchedMs?: number; readonly loggedMs?: number | null }

/** Throws for entries that are not what was stored. */
export const decodeSources = (entries: ReadonlyMap<string, string>): SourcesState => {
  const meta = JSON.parse(entries.get(META_KEY) ?? '') as StoredMeta
  const watchedClockMs = meta.watchedClockMs ?? meta.watchedMs
  if (watchedClockMs === undefined) throw new TypeError(`no watched clock: ${JSON.stringify(meta)}`)
  const sources = new Map<string, TrackedSource>()
  const diagnostics = new Map<string, DiagnosticEpisode>()
  const calling = new Map<string, CallingDevice>()
  for (const [key, text] of entries) {
    if (key === META_KEY) continue
    if (key.startsWith('diagnostic/')) {
      diagnostics.set(key, JSON.parse(text) as DiagnosticEpisode)
      continue
    }
    if (key.startsWith('distress/')) {
      calling.set(key, JSON.parse(text) as CallingDevice)
      continue
    }
    const source = decodeTrackedSource(text)
    sources.set(source.id, source)
  }
  const { policy, limit = NO_SOURCE_LIMIT, sweptWatchedClockMs = 0 } = meta
  const loggedAtMs = meta.loggedAtMs ?? meta.loggedMs ?? null
  return { sources, diagnostics, calling, watchedClockMs, loggedAtMs, policy, limit, sweptWatchedClockMs }
}

/** Notes the rest of the state, once a batch. */
export const noteSourcesMeta = (
  { sources: _, diagnostics: _ours, calling: _calling, ...meta }: SourcesState,
  changes: SourcesChanges,
): void => changes.set(META_KEY, meta)

export const momentOf = ({ loggedAtMs, watchedClockMs }: SourcesState): Moment => ({
  loggedAtMs: loggedAtMs ?? 0,
  watchedClockMs,
})

/** By id, in whatever order they came in. */
export const sortedSources = ({ sources }: SourcesState): readonly TrackedSource[] =>
  [...sources.values()].sort((a, b) => (a.id < b.id ? -1 : 1))

export const putSource = ({ sources }: SourcesState, source: TrackedSource, changes: SourcesChanges): void => {
  sources.set(source.id, source)
  changes.set(sourceKey(source.id), source)
}

export const forgetSource = ({ sources }: SourcesState, id: string, changes: SourcesChanges): void => {
  sources.delete(id)
  changes.set(sourceKey(id), undefined)
}

/** Whether one more source that is not configured would be known. */
export const hasRoom = ({ sources, policy }: SourcesState, sourcesMax: number): boolean => {
  const configured = (policy?.intervals ?? []).filter(({ sourceId }) => sources.has(sourceId))
  return sources.size - configured.length < sourcesMax
}
