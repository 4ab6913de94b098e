import { type CloseReason, type Severity, severityRank } from '@landfall/contracts'
import type { VersionFacts } from './alert-version.ts'
import { hasJoiningCraft, hasMorePeople, type Measure, raiseMeasure, risesInSeverity } from './measure.ts'

export type Authored = { readonly atMs: number; readonly operator: string; readonly tokenId?: string | undefined }
export type Acknowledgement = Authored & {
  readonly note: string | null
  readonly version: number
}
export type Closing = Authored & {
  readonly note: string | null
  /** The version that was closed. */
  readonly version: number
  /** Absent in records from before reasons were asked for. */
  readonly reason?: CloseReason | undefined
  readonly duplicateOf?: string | undefined
  readonly handedTo?: string | undefined
}
export type Note = Authored & { readonly text: string }

export type Attention =
  /** `sinceMs`: since when, at its present severity; the log's time. */
  | { readonly phase: 'unacknowledged'; readonly sinceMs: number }
  | { readonly phase: 'acknowledged'; readonly acknowledgement: Acknowledgement; readonly measure: Measure }
  | {
      readonly phase: 'closed'
      readonly acknowledgement: Acknowledgement
      readonly closing: Closing
      readonly measure: Measure
    }

/** What operators have done about an alert. Severity is separate: an acknowledged alarm is still an alarm. */
export type Lifecycle = {
  readonly attention: Attention
  readonly silence: { readonly untilMs: number; readonly severity: Severity; readonly by: Authored } | null
  readonly escalatedAtMs: number | null
  /** How many actions have taken effect, not counting notes, ticks and escalations. */
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
 * Applies the next version. What rises above the measure makes an acknowledged or closed alert unacknowledged: severity, or a
 * joining craft; on a closed one more people as well (decision 0010). So does the reopening of an ended one, unless that was
 * cancelled less than a period ago. A silence lasts unless the severity rises above the one that was silenced.
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
  const { measure } = attention
  const isBack = attention.phase === 'closed' && hasMorePeople(measure, after)
  const isNews = isBack || risesInSeverity(measure, after) || isJoined(measure, after) || isRaisedAgain(before, after)
  return isNews ? fresh : { ...attention, measure: raiseMeasure(measure, after) }
}

const isJoined = (measure: Measure, after: VersionFacts): boolean =>
  after.hasUnlistedJoining || hasJoiningCraft(measure, after)

/** By the log's times. */
const isRaisedAgain = (before: VersionFacts, after: VersionFacts): boolean =>
  before.status !== 'open' &&
  after.status === 'open' &&
  (before.status !== 'cancelled' || after.periodMs === null || after.timeMs - before.timeMs > after.periodMs)
