import { parseRadarSentence } from '../radar/parse-radar-sentence.ts'
import type { SentenceRefusal, TagBlock } from './ais-sentence.ts'
import { checksumOf, hexPairAt } from './checksum-of.ts'
import { sentenceStart } from './cut-sentences.ts'
import { parseAisFields } from './parse-ais-fields.ts'
import { parsePrefix } from './parse-prefix.ts'
import { parseSuffix } from './parse-suffix.ts'
import { parseTagBlocks } from './parse-tag-blocks.ts'
import { parseTimeLine } from './parse-time-line.ts'
import type { ParsedLine } from './parsed-line.ts'

/** The standard allows a sentence 82 characters; TAG blocks, suffixes and some manufacturers need more. */
export const NMEA_LINE_CHARACTERS_MAX = 1_024

const EXCLAMATION = 0x21
const DOLLAR = 0x24
const HASH = 0x23
const COMMA = 0x2c
const BACKSLASH = 0x5c
const SPACE = 0x20
// biome-ignore lint/suspicious/noControlCharactersInRegex: serial lines carry NULs and other controls between sentences.
const EDGES = /^(?:[\s\u0000-\u0020\uFEFF]|\u00EF\u00BB\u00BF)+|[\s\u0000-\u0020]+$/g

/** Classifies one line, and parses it if it is an AIS or radar sentence, own ship's or a `$PGHP` time. Never throws. */
export const parseNmeaLine = (input: string | Uint8Array): ParsedLine => {
  if (input.length > NMEA_LINE_CHARACTERS_MAX) return refused('line-too-long')
  const line = withoutEdges(typeof input === 'string' ? input : latin1(input))
  const first = line.charCodeAt(0)
  if (first === EXCLAMATION || first === DOLLAR) return parseSentence(line, 0, undefined, undefined)
  if (line === '') return { kind: 'empty' }
  if (first === HASH) return { kind: 'comment' }
  if (first === BACKSLASH) return parseTagged(line, undefined)
  const start = sentenceStart(line)
  if (start < 0) return { kind: 'noise' }
  const prefixTimeMs = parsePrefix(line.slice(0, start))
  if (prefixTimeMs === undefined) return refused('prefix-unknown')
  const rest = line.slice(start)
  return rest.startsWith('\\') ? parseTagged(rest, prefixTimeMs) : parseSentence(rest, 0, undefined, prefixTimeMs)
}

const parseTagged = (line: string, prefixTimeMs: number | undefined): ParsedLine => {
  const tagged = parseTagBlocks(line)
  if (typeof tagged === 'string') return refused(tagged)
  const begin = line.charCodeAt(tagged.end)
  if (begin === EXCLAMATION || begin === DOLLAR) return parseSentence(line, tagged.end, tagged.tag, prefixTimeMs)
  return tagged.end === line.length ? { kind: 'tag-only' } : { kind: 'noise' }
}

const parseSentence = (
  line: string,
  begin: number,
  tag: TagBlock | undefined,
  prefixTimeMs: number | undefined,
): ParsedLine => {
  const star = line.indexOf('*', begin + 1)
  if (star < 0) return refused('checksum-missing')
  const checksum = hexPairAt(line, star + 1)
  if (checksum < 0) return refused('checksum-missing')
  if (checksum !== checksumOf(line, begin + 1, star)) return refused('checksum-wrong')
  if (isAis(line, begin)) {
    const suffix = parseSuffix(line.slice(star + 3))
    return parseAisFields({ line, begin, star, checksum, tag, suffix, prefixTimeMs })
  }
  const fields = line.slice(begin + 1, star).split(',')
  const [address = ''] = fields
  if (!ADDRESS.test(address)) return refused('address-invalid')
  if (address === 'PGHP') {
    const timeLine = parseTimeLine(fields.slice(1))
    return timeLine === undefined ? refused('time-line-invalid') : { kind: 'time-line', timeLine }
  }
  if (address.startsWith('P')) return { kind: 'proprietary', address }
  const contextOf = () => {
    const { timeMs, isTimeAmbiguous, station, unknownFields } = parseSuffix(line.slice(star + 3))
    const suffix = { suffixTimeMs: timeMs, isSuffixTimeAmbiguous: isTimeAmbiguous, unknownSuffixFields: unknownFields }
    return { checksum, tag, ...suffix, prefixTimeMs, station }
  }
  return parseRadarSentence(address, fields.slice(1), contextOf) ?? { kind: 'other-sentence', address }
}

const ADDRESS = /^[\x21-\x7e]{3,12}$/

/** `!ttVDM,` or `!ttVDO,` with any talker tt; some devices begin it with `$`. */
const isAis = (line: string, begin: number): boolean =>
  line.charCodeAt(begin + 6) === COMMA && (line.startsWith('VDM', begin + 3) || line.startsWith('VDO', begin + 3))

const refused = (reason: SentenceRefusal): ParsedLine => ({ kind: 'refused', reason })

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')

const withoutEdges = (line: string): string =>
  line.charCodeAt(0) > SPACE && line.charCodeAt(line.length - 1) > SPACE && line.charCodeAt(0) < 0x80
    ? line
    : line.replace(EDGES, '')
