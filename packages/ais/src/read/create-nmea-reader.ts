import { decodePayload } from '../payload/decode-payload.ts'
import type { AisSentence } from '../sentence/ais-sentence.ts'
import { parseNmeaLine } from '../sentence/parse-nmea-line.ts'
import type { TimeLine } from '../sentence/parse-time-line.ts'
import { type AssemblerLimits, createAssembler } from './create-assembler.ts'
import type { LineOutcome, LineRefusal, TimeSource } from './line-outcome.ts'

export type NmeaReaderOptions = { readonly limits?: AssemblerLimits }

type Reception = {
  readonly receivedAtMs: number
  readonly timeSource: TimeSource
  readonly station: string | undefined
}

type NoTime = 'time-missing' | 'suffix-time-ambiguous'

/**
 * Reads the lines of ONE feed (one connection, one sender of datagrams, one file) in order. Parts of messages and `$PGHP`
 * times are kept between lines, so two feeds must not share a reader. Never throws.
 */
export const createNmeaReader = ({ limits }: NmeaReaderOptions = {}) => {
  const assembler = createAssembler(limits)
  const timeLines = createTimeLines()
  let lines = 0

  const receptionOf = (parts: readonly AisSentence[], nowMs: number | undefined): Reception | NoTime => {
    let checksum = 0
    for (const part of parts) checksum ^= part.checksum
    const timeLine = timeLines.take(checksum, lines)
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

  const readSentence = (sentence: AisSentence, nowMs: number | undefined): LineOutcome => {
    const assembled = assembler.add(sentence, { atMs: nowMs, line: lines })
    if (assembled.outcome !== 'complete') return assembled
    const { parts } = assembled
    const reception = receptionOf(parts, nowMs)
    const last = parts.at(-1) ?? sentence
    const payload = parts.length === 1 ? last.payload : parts.map((part) => part.payload).join('')
    const decoded = decodePayload(payload, last.fillBits)
    if (!decoded.ok) return refused(decoded.reason)
    const { message } = decoded
    if (message.kind === 'unused') return { outcome: 'unused-type', message }
    if (typeof reception === 'string') return refused(reception)
    const unknownSuffixFields = parts.reduce((sum, part) => sum + part.unknownSuffixFields, 0)
    return { outcome: 'message', message, ...reception, own: sentence.formatter === 'VDO', unknownSuffixFields }
  }

  /**
   * One line (of several sentences: one of them, see `cutSentences`), with or without its line end. `nowMs` is when it arrived, for lines that carry no time of their own; without
   * it (a file) such a line is refused with `time-missing`.
   */
  const read = (input: string | Uint8Array, nowMs?: number): LineOutcome => {
    lines += 1
    const parsed = parseNmeaLine(input)
    switch (parsed.kind) {
      case 'ais':
        return readSentence(parsed.sentence, nowMs)
      case 'time-line':
        timeLines.keep(parsed.timeLine, lines)
        return { outcome: 'time-line' }
      case 'proprietary':
      case 'other-sentence':
        return { outcome: parsed.kind, address: parsed.address }
      case 'refused':
        return refused(parsed.reason)
      case 'tag-only':
      case 'comment':
      case 'empty':
      case 'noise':
        return { outcome: parsed.kind }
      default:
        return parsed satisfies never
    }
  }

  return {
    read,
    /** Messages since the start of which a part never arrived. */
    abandoned: assembler.abandoned,
    /** Messages waiting for a part. */
    open: assembler.open,
  }
}

const refused = (reason: LineRefusal): LineOutcome => ({ outcome: 'refused', reason })

const tagTimeOf = ({ tag }: AisSentence) => tag?.timeMs
const suffixTimeOf = ({ suffixTimeMs }: AisSentence) => suffixTimeMs
const prefixTimeOf = ({ prefixTimeMs }: AisSentence) => prefixTimeMs
const stationOf = ({ station, tag }: AisSentence) => station ?? tag?.source

/** The first part that has a value provides it for the message. */
const first = <T>(parts: readonly AisSentence[], of: (part: AisSentence) => T | undefined): T | undefined => {
  for (const part of parts) {
    const value = of(part)
    if (value !== undefined) return value
  }
  return undefined
}

type Pending = TimeLine & { readonly line: number }

const PENDING_MAX = 16
// The line stands just before its sentence, or a few lines before it where several stations share a stream.
const LINES_MAX = 10

/**
 * Holds `$PGHP` lines until the sentence they date arrives. It is matched by checksum (of parts: all XORed), since
 * neighbouring lines may come from different stations.
 */
const createTimeLines = () => {
  let pending: Pending[] = []

  const keep = (timeLine: TimeLine, line: number): void => {
    pending.push({ ...timeLine, line })
    if (pending.length > PENDING_MAX) pending.shift()
  }

  /** Removes and returns the time line of the sentence with this checksum. */
  const take = (checksum: number, line: number): TimeLine | undefined => {
    if (pending.length === 0) return undefined
    pending = pending.filter((one) => line - one.line <= LINES_MAX)
    const found = pending.find((one) => one.checksum === checksum)
    if (found !== undefined) pending = pending.filter((one) => one !== found)
    return found
  }

  return { keep, take }
}
