import type { OwnShipSentence } from '../radar/own-ship-sentence.ts'
import type { TargetFieldRefusal, TargetSentence } from '../radar/target-sentence.ts'
import type { AisSentence, SentenceContext, SentenceRefusal } from './ais-sentence.ts'
import type { TimeLine } from './parse-time-line.ts'

/** Exactly one of these for each line. */
export type ParsedLine =
  | { readonly kind: 'ais'; readonly sentence: AisSentence }
  /** TTM or TLL: a radar's target. */
  | { readonly kind: 'target'; readonly target: TargetSentence; readonly context: SentenceContext }
  /** RMC, GGA, HDT or THS: what a radar's targets are relative to. */
  | { readonly kind: 'own-ship'; readonly ownShip: OwnShipSentence; readonly context: SentenceContext }
  | { readonly kind: 'time-line'; readonly timeLine: TimeLine }
  /** `$P…`: a manufacturer's own sentence. */
  | { readonly kind: 'proprietary'; readonly address: string }
  /** A valid NMEA sentence that is none of these: ZDA, VSI, an RMC without a fix, … */
  | { readonly kind: 'other-sentence'; readonly address: string }
  /** A valid TAG block without a sentence. */
  | { readonly kind: 'tag-only' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'empty' }
  /** Starts like neither a sentence, a TAG block nor a comment. */
  | { readonly kind: 'noise' }
  | { readonly kind: 'refused'; readonly reason: SentenceRefusal | TargetFieldRefusal }
