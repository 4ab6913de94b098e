import type { AisSentence, SentenceRefusal } from './ais-sentence.ts'
import type { TimeLine } from './parse-time-line.ts'

/** What one line is: exactly one of these. */
export type ParsedLine =
  | { readonly kind: 'ais'; readonly sentence: AisSentence }
  | { readonly kind: 'time-line'; readonly timeLine: TimeLine }
  /** `$P…`: a maker's own sentence. */
  | { readonly kind: 'proprietary'; readonly address: string }
  /** A sound NMEA sentence that is not AIS: GGA, ZDA, VSI, … */
  | { readonly kind: 'other-sentence'; readonly address: string }
  /** A sound TAG block with nothing behind it. */
  | { readonly kind: 'tag-only' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'empty' }
  /** Does not begin as a sentence, a TAG block or a comment does. */
  | { readonly kind: 'noise' }
  | { readonly kind: 'refused'; readonly reason: SentenceRefusal }
