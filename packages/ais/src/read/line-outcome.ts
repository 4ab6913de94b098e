import type { AisMessage, PayloadRefusal, UnusedMessage } from '../payload/ais-message.ts'
import type { SentenceRefusal } from '../sentence/ais-sentence.ts'

/** Where a message's time comes from: the TAG block, the suffix, a `$PGHP` line, or the clock of whoever read the line. */
export type TimeSource = 'tag' | 'suffix' | 'time-line' | 'received'

/** A message with the time at which it was heard, as far as the feed says. */
export type HeardMessage = {
  readonly message: AisMessage
  readonly heardAtMs: number
  readonly timeSource: TimeSource
  /** The station that heard it, if the feed says. Not part of any observation. */
  readonly station: string | undefined
  /** From a VDO sentence: the receiver's own ship or base station. */
  readonly own: boolean
}

export type LineRefusal = SentenceRefusal | PayloadRefusal | 'time-missing'

/** What became of one line: exactly one of these. */
export type LineOutcome =
  | ({ readonly outcome: 'message' } & HeardMessage)
  /** A sound message of a type that tells Landfall nothing. */
  | { readonly outcome: 'unused-type'; readonly message: UnusedMessage }
  /** A part whose other parts are still to come. */
  | { readonly outcome: 'partial' }
  /** A part that is there already. */
  | { readonly outcome: 'repeated-part' }
  | { readonly outcome: 'time-line' }
  | { readonly outcome: 'proprietary'; readonly address: string }
  | { readonly outcome: 'other-sentence'; readonly address: string }
  | { readonly outcome: 'tag-only' }
  | { readonly outcome: 'comment' }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'noise' }
  | { readonly outcome: 'refused'; readonly reason: LineRefusal }
