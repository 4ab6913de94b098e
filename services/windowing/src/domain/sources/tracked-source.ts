import type { SourcePolicy, SourceSilentAlert } from '@landfall/contracts'

/** An interval in which nothing was heard, and when it ended; both by the watched clock. */
export type Gap = { readonly gapMs: number; readonly endedMs: number }

/**
 * One source of real observations. The watched clock counts only time in which somebody watched: it stands still while
 * Kafka or the whole system is away, so that a restart makes nobody silent.
 */
export type TrackedSource = {
  readonly id: string
  readonly kind: string
  /** By the log's time; of a source that was never heard, when its watch began. */
  readonly heardAtMs: number
  /** By the watched clock. */
  readonly heardMs: number
  readonly firstMs: number
  /** The longest of the last day, longest first. */
  readonly gaps: readonly Gap[]
  /** Its newest alert, open or ended. */
  readonly alert: SourceSilentAlert | null
}

export type Moment = { readonly loggedMs: number; readonly watchedMs: number }

/** What people send, they send when they have something to say: only machines are missed without being told to. */
const LEARNED_KINDS: readonly string[] = ['ais', 'radar', 'satellite']
const GAPS_MAX = 8
const GAP_KEPT_MS = 86_400_000
/** Silent after so many times the expected interval, but not before three beats: ingest tells who was heard every 5 s. */
const MISSED_INTERVALS = 2
const SILENT_MS_MIN = 15_000
/** The kind of a source of which nothing is known but that it should be there. */
export const UNHEARD = 'unknown'

export const recordActivity = (
  before: TrackedSource | undefined,
  { id, kind }: { readonly id: string; readonly kind: string },
  { loggedMs, watchedMs }: Moment,
): TrackedSource => {
  const heard = { id, kind, heardAtMs: loggedMs, heardMs: watchedMs }
  if (before === undefined || before.kind === UNHEARD)
    return { ...heard, firstMs: watchedMs, gaps: [], alert: before?.alert ?? null }
  const gapMs = watchedMs - before.heardMs
  return { ...before, ...heard, gaps: gapMs > 0 ? addGap(before.gaps, { gapMs, endedMs: watchedMs }) : before.gaps }
}

const addGap = (gaps: readonly Gap[], gap: Gap): readonly Gap[] =>
  [...gaps.filter(({ endedMs }) => gap.endedMs - endedMs < GAP_KEPT_MS), gap]
    .sort((a, b) => b.gapMs - a.gapMs)
    .slice(0, GAPS_MAX)

export type Expectation = { readonly intervalMs: number; readonly silentAfterMs: number }

/**
 * How often a source is heard from, and how long it may be silent; null where it is not watched. Learned: the second
 * longest gap of the last day, so that one outage teaches nothing, and what happens twice a day is how the source is.
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
  if (source.heardMs - source.firstMs < policy.learnSeconds * 1_000) return null
  const silentAfterMs = Math.min(
    policy.silentSecondsMax * 1_000,
    Math.max(SILENT_MS_MIN, policy.silentSecondsMin * 1_000, MISSED_INTERVALS * learned.gapMs),
  )
  return { intervalMs: learned.gapMs, silentAfterMs }
}

/** Whether somebody has said that this source need not be watched. */
export const isUnwatched = ({ id }: TrackedSource, { intervals }: SourcePolicy): boolean =>
  intervals.some(({ sourceId, expectedSeconds }) => sourceId === id && expectedSeconds === null)
