import type { AisSentence, SentenceRefusal } from './ais-sentence.ts'
import type { TimeLine } from './parse-time-line.ts'

/** Exactly one of these for each line. */
export type ParsedLine =
  | { readonly kind: 'ais'; readonly sentence: AisSentence }
  | { readonly kind: 'time-line'; readonly timeLine: TimeLine }
  /** `$P…`: a manufacturer's own sentence. */
  | { readonly kind: 'proprietary'; readonly address: string }
  /** A valid NMEA sentence that is not AIS: GGA, ZDA, VSI, … */
  | { readonly kind: 'other-sentence'; readonly address: string }
  /** A valid TAG block without a sentence. */
  | { readonly kind: 'tag-only' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'empty' }
  /** Starts like neither a sentence, a TAG block nor a comment. */
  | { readonly kind: 'noise' }
  | { readonly kind: 'refused'; readonly reason: SentenceRefusal }
