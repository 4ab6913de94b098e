import type { SourcePolicy } from '@landfall/contracts'

/** As of the groups stage: made anew in silence, then told from a state that is stored. */
type SourcesPhase =
  | { readonly phase: 'new' }
  | { readonly phase: 'silent'; readonly untilOffset: number }
  | { readonly phase: 'due' }
  | { readonly phase: 'telling' }

export type SourcesMeta = {
  readonly phase: SourcesPhase
  /** Time in which somebody watched, since the state began. */
  readonly watchedMs: number
  /** The log's time of the newest record; null before the first. */
  readonly loggedMs: number | null
  /** As the newest tick has it. */
  readonly policy: SourcePolicy | null
}

/** The same as every stage's: the runner compares it. */
export const SOURCES_META_KEY = 'meta'

export const readMeta = (stored: ReadonlyMap<string, string>): SourcesMeta => {
  const text = stored.get(SOURCES_META_KEY)
  return text === undefined
    ? { phase: { phase: 'new' }, watchedMs: 0, loggedMs: null, policy: null }
    : (JSON.parse(text) as SourcesMeta)
}

/** Whether the stage must be given the published alerts, because it has no memory of its own of them. */
export const needsPublishedSilences = (stored: ReadonlyMap<string, string>): boolean =>
  readMeta(stored).phase.phase !== 'telling'
