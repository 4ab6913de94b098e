import { type Severity, severityRank } from '@landfall/contracts'
import { addAliases } from './add-aliases.ts'
import type { CraftOnAlert, VersionFacts } from './alert-version.ts'

export type Authored = { readonly atMs: number; readonly operator: string; readonly tokenId?: string | undefined }
export type Acknowledgement = Authored & {
  readonly note: string | null
  readonly version: number
}
export type Closing = Authored & {
  readonly note: string | null
  /** The version that was closed. */
  readonly version: number
  /** Its craft: more people on them reopen the alert. */
  readonly craft: readonly CraftOnAlert[]
}
export type Note = Authored & { readonly text: string }

export type Attention =
  /** `sinceMs`: since when, at its present severity; the log's time. */
  | { readonly phase: 'unacknowledged'; readonly sinceMs: number }
  | { readonly phase: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  | { readonly phase: 'closed'; readonly acknowledgement: Acknowledgement; readonly closing: Closing }

/** What operators have done about an alert. Severity is separate: an acknowledged alarm is still an alarm. */
export type Lifecycle = {
  readonly attention: Attention
  readonly silence: { readonly untilMs: number; readonly severity: Severity } | null
  readonly escalatedAtMs: number | null
  /** How many actions have taken effect, not counting notes and escalations. */
  readonly turn: number
  /** The newest, as many as are shown: the log has them all. */
  readonly notes: readonly Note[]
  /** How many there are in all. */
  readonly notesCount: number
}

export const beginLifecycle = (first: VersionFacts): Lifecycle => ({
  attention: { phase: 'unacknowledged', sinceMs: first.timeMs },
  silence: null,
  escalatedAtMs: null,
  turn: 0,
  notes: [],
  notesCount: 0,
})

export const severityInForce = (version: VersionFacts, lifecycle: Lifecycle): Severity =>
  lifecycle.escalatedAtMs === null ? version.severity : 'alarm'

/**
 * Applies the next version. A rise in severity, a joining craft, or the reopening of an ended alert makes the alert
 * unacknowledged, even if it was closed; more people reopen a closed one as well (decision 0010). A silence lasts unless the
 * severity rises above the one that was silenced.
 */
export const takeVersion = (lifecycle: Lifecycle, before: VersionFacts, after: VersionFacts): Lifecycle => {
  const { silence, escalatedAtMs } = lifecycle
  const escalationHolds = after.severity === before.severity && after.status === 'open'
  const silenceHolds = silence !== null && severityRank(after.severity) <= severityRank(silence.severity)
  return {
    ...lifecycle,
    attention: takeAttention(lifecycle.attention, before, after),
    silence: silenceHolds ? silence : null,
    escalatedAtMs: escalationHolds ? escalatedAtMs : null,
  }
}

const takeAttention = (attention: Attention, before: VersionFacts, after: VersionFacts): Attention => {
  const fresh: Attention = { phase: 'unacknowledged', sinceMs: after.timeMs }
  if (attention.phase === 'unacknowledged') return after.severity === before.severity ? attention : fresh
  const isBack = attention.phase === 'closed' && outgrows(attention.closing, after)
  return isBack || needsAttention(before, after) ? fresh : attention
}

const needsAttention = (before: VersionFacts, after: VersionFacts): boolean =>
  severityRank(after.severity) > severityRank(before.severity) ||
  (before.status !== 'open' && after.status === 'open') ||
  after.hasUnlistedJoining ||
  hasJoiningCraft(before.craft, after.craft)

/** For closed alerts alone: an acknowledged one is still on the screen. A caution does not count, as it is not a likely mass arrival. */
const outgrows = (closing: Closing, after: VersionFacts): boolean =>
  after.status === 'open' && after.severity !== 'caution' && hasMorePeople(closing.craft, after.craft)

/**
 * Whether `after` has a craft with people who likely have no permission that was not on `before` under any of its names. A
 * craft that only got another name has not joined.
 */
const hasJoiningCraft = (before: readonly CraftOnAlert[], after: readonly CraftOnAlert[]): boolean => {
  const candidates = after.filter(({ likely }) => likely > 0)
  if (candidates.length === 0) return false
  const known = new Set(before.flatMap(({ craftId, sameAs }) => [craftId, ...sameAs]))
  if (candidates.every(({ craftId }) => known.has(craftId))) return false
  addAliases(known, after)
  return candidates.some(({ craftId }) => !known.has(craftId))
}

/** Whether a craft has more people who likely have no permission on `after` than on `before`, under any of its names. */
const hasMorePeople = (before: readonly CraftOnAlert[], after: readonly CraftOnAlert[]): boolean => {
  const rises = after.filter(({ craftId, likely }) => likely > likelyOf(before, new Set([craftId])))
  return rises.some(({ craftId, likely }) => {
    const names = new Set([craftId])
    addAliases(names, [...before, ...after])
    return likely > likelyOf(before, names)
  })
}

/** Two visits of one craft are the same people, so the greater number counts. */
const likelyOf = (craft: readonly CraftOnAlert[], names: ReadonlySet<string>): number =>
  craft.reduce((most, { craftId, likely }) => (names.has(craftId) ? Math.max(most, likely) : most), 0)
