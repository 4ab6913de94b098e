import { decodePayload } from '../payload/decode-payload.ts'
import { createTargetReader } from '../radar/create-target-reader.ts'
import type { TargetSentence } from '../radar/target-sentence.ts'
import type { AisSentence, SentenceContext, UndatedReason } from '../sentence/ais-sentence.ts'
import { parseNmeaLine } from '../sentence/parse-nmea-line.ts'
import { type AssemblerLimits, createAssembler } from './create-assembler.ts'
import { createTimeLines } from './create-time-lines.ts'
import type { LineOutcome, LineRefusal } from './line-outcome.ts'
import { receptionOf } from './reception-of.ts'

export type NmeaReaderOptions = { readonly limits?: AssemblerLimits }

/**
 * Reads the lines of ONE feed (one connection, one sender of datagrams, one file) in order. Parts of messages, `$PGHP`
 * times and own ship's position are kept between lines, so two feeds must not share a reader. Never throws.
 */
export const createNmeaReader = ({ limits }: NmeaReaderOptions = {}) => {
  const assembler = createAssembler(limits)
  const timeLines = createTimeLines()
  const targetReader = createTargetReader()
  let lines = 0

  const timeLineOf = (parts: readonly AisSentence[]) =>
    timeLines.take(
      parts.reduce((sum, { checksum }) => sum ^ checksum, 0),
      lines,
    )

  const readSentence = (sentence: AisSentence, nowMs: number | undefined): LineOutcome => {
    const assembled = assembler.add(sentence, { atMs: nowMs, line: lines })
    if (assembled.outcome !== 'complete') return assembled
    const { parts } = assembled
    const reception = receptionOf(parts, timeLineOf(parts), nowMs)
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

  const readTarget = (target: TargetSentence, context: SentenceContext, nowMs: number | undefined): LineOutcome => {
    const report = targetReader.read(target, receivedAtMsOf(context, nowMs))
    if (typeof report === 'string') return refused(report)
    return { outcome: 'target', target: report, unknownSuffixFields: context.unknownSuffixFields }
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
      case 'target':
        return readTarget(parsed.target, parsed.context, nowMs)
      case 'own-ship':
        targetReader.recordOwnShip(parsed.ownShip, receivedAtMsOf(parsed.context, nowMs))
        return { outcome: 'own-ship' }
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

const receivedAtMsOf = (context: SentenceContext, nowMs: number | undefined): number | UndatedReason => {
  const reception = receptionOf([context], undefined, nowMs)
  return typeof reception === 'string' ? reception : reception.receivedAtMs
}

const refused = (reason: LineRefusal): LineOutcome => ({ outcome: 'refused', reason })
