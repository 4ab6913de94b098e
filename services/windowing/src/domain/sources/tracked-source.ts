import type { SourcePolicy, SourceSilentAlert } from '@landfall/contracts'

/** An interval in which nothing was received, and when it ended; both by the watched clock. */
export type Gap = { readonly gapMs: number; readonly endedMs: number }

/**
 * One source of real observations. The watched clock counts only time in which somebody watched: it stands still while
 * Kafka or the whole system is away, so that a restart makes no source silent.
 */
export type TrackedSource = {
  readonly id: string
  readonly kind: string
  /** When it was last active, by the log's time; of a source that never was, when its watch began. */
  readonly activeLoggedAtMs: number
  /** The same by the watched clock. */
  readonly activeWatchedClockMs: number
  /** When it was first active, by the watched clock. */
  readonly firstWatchedClockMs: number
  /** The longest of the last day, longest first. */
  readonly gaps: readonly Gap[]
  /** Its newest alert, open or ended. */
  readonly alert: SourceSilentAlert | null
}

/** A moment by both clocks. */
export type Moment = { readonly loggedAtMs: number; readonly watchedClockMs: number }

/** People report when they have something to say: only machines are missed without being configured. */
const LEARNED_KINDS: readonly string[] = ['ais', 'radar', 'satellite']
const GAPS_MAX = 8
const GAP_KEPT_MS = 86_400_000
/** Silent after so many times the expected interval, but not before three heartbeats: ingest writes one every 5 s. */
const MISSED_INTERVALS = 2
const SILENT_MS_MIN = 15_000
/** The kind of a source of which nothing is known but that it should be there. */
export const UNKNOWN_KIND = 'unknown'

/** The source after it was active at that moment; a new one where there was none before. */
export const recordActivity = (
  before: TrackedSource | undefined,
  { id, kind }: { readonly id: string; readonly kind: string },
  { loggedAtMs, watchedClockMs }: Moment,
): TrackedSource => {
  const active = { id, kind, activeLoggedAtMs: loggedAtMs, activeWatchedClockMs: watchedClockMs }
  if (before === undefined || before.kind === UNKNOWN_KIND)
    return { ...active, firstWatchedClockMs: watchedClockMs, gaps: [], alert: before?.alert ?? null }
  const gapMs = watchedClockMs - before.activeWatchedClockMs
  const gaps = gapMs > 0 ? addGap(before.gaps, { gapMs, endedMs: watchedClockMs }) : before.gaps
  return { ...before, ...active, gaps }
}

const addGap = (gaps: readonly Gap[], gap: Gap): readonly Gap[] =>
  [...gaps.filter(({ endedMs }) => gap.endedMs - endedMs < GAP_KEPT_MS), gap]
    .sort((a, b) => b.gapMs - a.gapMs)
    .slice(0, GAPS_MAX)

export type Expectation = { readonly intervalMs: number; readonly silentAfterMs: number }

/**
 * How often a source is expected to be active, and how long it may be silent; null where it is not watched. Learned: the second
 * longest gap of the last day, so that one outage teaches nothing, and what happens twice a day is normal.
 */
export const expectationOf = (source: TrackedSource, policy: SourcePolicy): Expectation | null => {
  const given = policy.intervals.find(({ sourceId }) => sourceId === source.id)
  if (given !== undefined) {
    if (given.expectedSeconds === null) return null
    const intervalMs = given.expectedSeconds * 1_000
    return { intervalMs, silentAfterMs: Math.max(SILENT_MS_MIN, MISSED_INTERVALS * intervalMs) }
  }
  const learned = source.gaps[1]
  if (!LEARNED_KINDS.includes(source.kind) || learned === undefined) return null
  if (source.activeWatchedClockMs - source.firstWatchedClockMs < policy.learnSeconds * 1_000) return null
  const silentAfterMs = Math.min(
    policy.silentSecondsMax * 1_000,
    Math.max(SILENT_MS_MIN, policy.silentSecondsMin * 1_000, MISSED_INTERVALS * learned.gapMs),
  )
  return { intervalMs: learned.gapMs, silentAfterMs }
}

/** Whether the configuration says that this source is not watched. */
export const isUnwatched = ({ id }: TrackedSource, { intervals }: SourcePolicy): boolean =>
  intervals.some(({ sourceId, expectedSeconds }) => sourceId === id && expectedSeconds === null)

/** The state key of a source. */
export const sourceKey = (id: string): string => `source/${id}`

/** Up to 0.1.0 the three times had other names. */
type StoredSource = TrackedSource & {
  readonly heardAtMs?: number
  readonly heardMs?: number
  readonly firstMs?: number
}

export const decodeTrackedSource = (text: string): TrackedSource => {
  const { heardAtMs = 0, heardMs = 0, firstMs = 0, ...stored } = JSON.parse(text) as StoredSource
  return {
    ...stored,
    activeLoggedAtMs: stored.activeLoggedAtMs ?? heardAtMs,
    activeWatchedClockMs: stored.activeWatchedClockMs ?? heardMs,
    firstWatchedClockMs: stored.firstWatchedClockMs ?? firstMs,
  }
}
