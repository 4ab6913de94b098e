import type { SentenceContext, UndatedReason } from '../sentence/ais-sentence.ts'
import type { TimeLine } from '../sentence/parse-time-line.ts'
import type { TimeSource } from './line-outcome.ts'

type Reception = {
  readonly receivedAtMs: number
  readonly timeSource: TimeSource
  readonly station: string | undefined
}

/** When and where the sentences of one message were received, or why nobody knows when. `nowMs`: by the caller's clock. */
export const receptionOf = (
  parts: readonly SentenceContext[],
  timeLine: TimeLine | undefined,
  nowMs: number | undefined,
): Reception | UndatedReason => {
  const station = first(parts, stationOf) ?? timeLine?.station
  const tagMs = first(parts, tagTimeOf)
  if (tagMs !== undefined) return { receivedAtMs: tagMs, timeSource: 'tag', station }
  const suffixMs = first(parts, suffixTimeOf)
  if (suffixMs !== undefined) return { receivedAtMs: suffixMs, timeSource: 'suffix', station }
  if (timeLine !== undefined) return { receivedAtMs: timeLine.timeMs, timeSource: 'time-line', station }
  if (parts.some(({ isSuffixTimeAmbiguous }) => isSuffixTimeAmbiguous)) return 'suffix-time-ambiguous'
  const prefixMs = first(parts, prefixTimeOf)
  if (prefixMs !== undefined) return { receivedAtMs: prefixMs, timeSource: 'prefix', station }
  return nowMs === undefined ? 'time-missing' : { receivedAtMs: nowMs, timeSource: 'received', station }
}

const tagTimeOf = ({ tag }: SentenceContext) => tag?.timeMs
const suffixTimeOf = ({ suffixTimeMs }: SentenceContext) => suffixTimeMs
const prefixTimeOf = ({ prefixTimeMs }: SentenceContext) => prefixTimeMs
const stationOf = ({ station, tag }: SentenceContext) => station ?? tag?.source

/** The first part that has a value provides it for the message. */
const first = <T>(parts: readonly SentenceContext[], of: (part: SentenceContext) => T | undefined): T | undefined => {
  for (const part of parts) {
    const value = of(part)
    if (value !== undefined) return value
  }
  return undefined
}
