import type { SentenceRefusal, TagBlock } from './ais-sentence.ts'
import { checksumOf, hexPairAt } from './checksum-of.ts'
import { parseEpochMs } from './parse-epoch-ms.ts'

type Tagged = { readonly tag: TagBlock; readonly end: number }
type TagRefusal = Extract<SentenceRefusal, `tag-${string}`>

const BACKSLASH = '\\'
// `g:1-2-73874` (NMEA 4.10) and `1G2:73874` (IEC 62320-1).
const GROUP = /^\d+-\d+-(\w+)$/
const OLD_GROUP_KEY = /^\d+G\d+$/

/**
 * Parses the TAG blocks at the start of a line (there may be several) up to where the sentence begins.
 * The checksum is required, because the time dates a craft's arrival.
 */
export const parseTagBlocks = (line: string): Tagged | TagRefusal => {
  let timeMs: number | undefined
  let source: string | undefined
  let group: string | undefined
  let end = 0
  while (line[end] === BACKSLASH) {
    const close = line.indexOf(BACKSLASH, end + 1)
    if (close < 0) return 'tag-unterminated'
    const star = close - 3
    if (star <= end || line[star] !== '*') return 'tag-checksum-missing'
    if (hexPairAt(line, star + 1) !== checksumOf(line, end + 1, star)) return 'tag-checksum-wrong'
    for (const field of line.slice(end + 1, star).split(',')) {
      const colon = field.indexOf(':')
      const key = field.slice(0, colon)
      const value = field.slice(colon + 1)
      if (key === 'c') {
        timeMs = parseEpochMs(value)
        if (timeMs === undefined) return 'tag-time-invalid'
      } else if (key === 's') source = value
      else if (key === 'g') group = GROUP.exec(value)?.[1]
      else if (OLD_GROUP_KEY.test(key)) group = value
    }
    end = close + 1
  }
  return { tag: { timeMs, source, group }, end }
}
