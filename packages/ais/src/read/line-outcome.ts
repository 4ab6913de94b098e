import type { AisMessage, UnusedMessage } from '../payload/ais-message.ts'
import type { PayloadRefusal } from '../payload/payload-refusal.ts'
import type { TargetReadRefusal } from '../radar/create-target-reader.ts'
import type { TargetReport } from '../radar/target-report.ts'
import type { TargetFieldRefusal } from '../radar/target-sentence.ts'
import type { SentenceRefusal, UndatedReason } from '../sentence/ais-sentence.ts'

/** Where a message's time comes from: the TAG block, the suffix, a `$PGHP` line, a logger's prefix, or the clock of the caller. */
export type TimeSource = 'tag' | 'suffix' | 'time-line' | 'prefix' | 'received'

/** A message, with the time and station of its reception as far as the feed says. */
export type ReceivedMessage = {
  readonly message: AisMessage
  readonly receivedAtMs: number
  readonly timeSource: TimeSource
  /** The station that received it, if the feed says. Never part of an observation. */
  readonly station: string | undefined
  /** From a VDO sentence: the receiver's own ship or base station. */
  readonly own: boolean
  /** Fields behind the checksums that are not known, and were skipped. */
  readonly unknownSuffixFields: number
}

/** A report of a radar's target. */
export type ReceivedTarget = {
  readonly target: TargetReport
  /** Fields behind the checksum that are not known, and were skipped. */
  readonly unknownSuffixFields: number
}

export type LineRefusal = SentenceRefusal | PayloadRefusal | TargetFieldRefusal | TargetReadRefusal | UndatedReason

/** The result of reading one line: exactly one of these. */
export type LineOutcome =
  | ({ readonly outcome: 'message' } & ReceivedMessage)
  | ({ readonly outcome: 'target' } & ReceivedTarget)
  /** Where own ship is, or heads. */
  | { readonly outcome: 'own-ship' }
  /** A valid message of a type that Landfall does not use. */
  | { readonly outcome: 'unused-type'; readonly message: UnusedMessage }
  /** A part whose other parts are still to come. */
  | { readonly outcome: 'partial' }
  /** A part that has already been received. */
  | { readonly outcome: 'repeated-part' }
  | { readonly outcome: 'time-line' }
  | { readonly outcome: 'proprietary'; readonly address: string }
  | { readonly outcome: 'other-sentence'; readonly address: string }
  | { readonly outcome: 'tag-only' }
  | { readonly outcome: 'comment' }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'noise' }
  | { readonly outcome: 'refused'; readonly reason: LineRefusal }
