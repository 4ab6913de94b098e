import { parseWireTime, type SourcePolicy, type SourceRecord, type SourceSilentAlert } from '@landfall/contracts'
import { createCatchUp } from '@landfall/mass-arrivals'
import { createSourceBook } from './create-source-book.ts'
import { clearReturned, clearUnwatched, raiseSilence } from './raise-silence.ts'
import { readBeat } from './read-beat.ts'
import { isLater } from './silences-ahead.ts'
import { readMeta, SOURCES_META_KEY, type SourcesMeta } from './sources-meta.ts'
import {
  expectationOf,
  isUnwatched,
  type Moment,
  recordActivity,
  type TrackedSource,
  UNHEARD,
} from './tracked-source.ts'

type Entry = { readonly timestampMs: number; readonly value: { toString(): string } | null }
type Batch = { readonly entries: readonly Entry[]; readonly nextOffset: number; readonly highWatermark: number }

/** A version, and the time of the log record that led to it. */
export type EmittedSilence = { readonly alert: SourceSilentAlert; readonly loggedAtMs: number }

export type SourcesOutcome = {
  readonly alerts: readonly EmittedSilence[]
  readonly unreadable: number
  readonly change: { readonly puts: ReadonlyMap<string, string>; readonly deletes: readonly string[] }
}

/** Three ticks: what is longer between two records is time in which nobody watched. */
export const WATCHED_GAP_MS_MAX = 15_000
const FORGOTTEN_AFTER_MS = 7 * 86_400_000

/**
 * Folds beats and ticks, record by record, into versions of source-silent alerts: a function of the log alone.
 * `published` are the alerts of the topic, needed where `needsPublishedSilences` says so or there are versions `ahead` of
 * the state (`silencesAhead`).
 */
export const openSources = (
  stored: ReadonlyMap<string, string>,
  published: readonly SourceSilentAlert[],
  ahead: readonly SourceSilentAlert[] = [],
) => {
  let { phase, watchedMs, loggedMs, policy }: SourcesMeta = readMeta(stored)
  // One that had not come to telling looks at the whole log again: the topic may have gone on without it.
  if (phase.phase !== 'telling') phase = { phase: 'new' }
  let catchUp = createCatchUp(phase.phase === 'telling' ? ahead : [])
  const told = [...published]
  const book = createSourceBook(stored)
  let emitted: EmittedSilence[] = []

  const moment = (): Moment => ({ loggedMs: loggedMs ?? 0, watchedMs })
  const tell = (source: TrackedSource, alert: SourceSilentAlert): void => {
    book.put({ ...source, alert })
    emitted.push({ alert, loggedAtMs: loggedMs ?? 0 })
  }
  const add = (source: TrackedSource): void => {
    const leaving = book.get(source.id) === undefined ? book.evictionCandidate() : undefined
    if (leaving?.alert?.status === 'open') tell(leaving, clearUnwatched(leaving.alert))
    if (leaving !== undefined) book.forget(leaving.id)
    book.put(source)
  }

  const takeHeard = (heard: { readonly id: string; readonly kind: string }): void => {
    const source = recordActivity(book.get(heard.id), heard, moment())
    add(source)
    if (source.alert?.status === 'open') tell(source, clearReturned(source.alert, source.heardAtMs))
  }

  const checkSilence = (source: TrackedSource, by: SourcePolicy): void => {
    if (source.alert?.status === 'open') {
      if (isUnwatched(source, by)) tell(source, clearUnwatched(source.alert))
      return
    }
    const silentMs = watchedMs - source.heardMs
    const expected = expectationOf(source, by)
    if (expected === null) {
      if (silentMs > FORGOTTEN_AFTER_MS) book.forget(source.id)
    } else if (silentMs > expected.silentAfterMs) tell(source, raiseSilence(source, expected.intervalMs))
  }

  const takeTick = (by: SourcePolicy): void => {
    policy = by
    for (const { sourceId, expectedSeconds } of by.intervals) {
      if (expectedSeconds === null || book.get(sourceId) !== undefined) continue
      add(recordActivity(undefined, { id: sourceId, kind: UNHEARD }, moment()))
    }
    if (phase.phase === 'telling') for (const source of book.all()) checkSilence(source, by)
  }

  const take = (beat: SourceRecord, timestampMs: number): void => {
    watchedMs += Math.min(Math.max(0, timestampMs - (loggedMs ?? timestampMs)), WATCHED_GAP_MS_MAX)
    loggedMs = Math.max(loggedMs ?? timestampMs, timestampMs)
    if (beat.type === 'tick') takeTick(beat.policy)
    else for (const heard of beat.sources) takeHeard(heard)
  }

  /** Takes up ids and versions where the stage's own memory of them is lost. */
  const adopt = (): void => {
    for (const alert of newestOfEach(told)) {
      const heardAtMs = parseWireTime(alert.lastHeardAt)
      const known = book.get(alert.source.id)
      if (known === undefined && alert.status !== 'open') continue
      const source = { ...(known ?? { ...recordActivity(undefined, alert.source, moment()), heardAtMs }), alert }
      add(source)
      if (alert.status === 'open' && source.heardAtMs > heardAtMs) tell(source, clearReturned(alert, source.heardAtMs))
    }
    phase = { phase: 'telling' }
  }

  /** As with mass arrivals: a state behind the topic may tell only what stands there already, else it is made whole in silence. */
  const followTopic = ({ nextOffset, highWatermark }: Omit<Batch, 'entries'>): void => {
    const alerts = emitted.map(({ alert }) => alert)
    if (catchUp.follow(alerts, { nextOffset, highWatermark })) {
      told.push(...alerts)
      return
    }
    emitted = []
    for (const source of book.all()) if (source.alert !== null) book.put({ ...source, alert: null })
    phase = nextOffset < highWatermark ? { phase: 'silent', untilOffset: highWatermark } : { phase: 'due' }
    catchUp = createCatchUp([])
  }

  const fold = ({ entries, nextOffset, highWatermark }: Batch): SourcesOutcome => {
    let unreadable = 0
    if (phase.phase === 'due') adopt()
    if (phase.phase === 'new') phase = { phase: 'silent', untilOffset: highWatermark }
    for (const { value, timestampMs } of entries) {
      const beat = readBeat(value)
      if (beat === undefined) unreadable += 1
      else take(beat, timestampMs)
    }
    // As with mass arrivals: what is told next is told from a state that is stored.
    if (phase.phase === 'silent' && nextOffset >= phase.untilOffset) phase = { phase: 'due' }
    if (!catchUp.isDone()) followTopic({ nextOffset, highWatermark })
    const { puts, deletes } = book.takeChange()
    puts.set(SOURCES_META_KEY, JSON.stringify({ phase, watchedMs, loggedMs, policy } satisfies SourcesMeta))
    const outcome = { alerts: emitted, unreadable, change: { puts, deletes } }
    emitted = []
    return outcome
  }

  return {
    fold,
    /** Fold an empty batch at once: there is something to tell that waits for no record. */
    isDue: (): boolean => phase.phase === 'due',
    /** The state knows of every version that was in the topic when it was opened. */
    isCaughtUp: (): boolean => phase.phase === 'telling' && catchUp.isDone(),
    /** The state is being made anew from the log, and nothing is told meanwhile. */
    isSilent: (): boolean => phase.phase === 'silent' || phase.phase === 'due',
    sources: book.all,
    policy: (): SourcePolicy | null => policy,
  }
}
export type SourcesPartition = ReturnType<typeof openSources>

/** The last word on each source. */
const newestOfEach = (published: Iterable<SourceSilentAlert>): Iterable<SourceSilentAlert> => {
  const newest = new Map<string, SourceSilentAlert>()
  for (const alert of published) {
    const held = newest.get(alert.source.id)
    if (held === undefined || isLater(alert, held)) newest.set(alert.source.id, alert)
  }
  return newest.values()
}
