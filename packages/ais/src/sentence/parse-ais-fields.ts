import { PAYLOAD_CHARACTERS_MAX, SIX_BIT } from '../payload/six-bit.ts'
import type { SentenceRefusal, TagBlock } from './ais-sentence.ts'
import type { Suffix } from './parse-suffix.ts'
import type { ParsedLine } from './parsed-line.ts'

type Framed = {
  readonly line: string
  /** Where the `!` is, and where the `*`. */
  readonly begin: number
  readonly star: number
  readonly checksum: number
  readonly tag: TagBlock | undefined
  readonly suffix: Suffix
  readonly prefixTimeMs: number | undefined
}

const COMMA = 0x2c
const ZERO = 0x30
const PARTS_OFFSET = 7

/** Parses the fields of `!ttVDM,parts,part,sequence,channel,payload,fill`, whose checksum has been verified. */
export const parseAisFields = (framed: Framed): ParsedLine => {
  const parsed = parseSevenFields(framed)
  const seven = parsed.kind === 'refused' ? withoutExtraField(framed) : undefined
  return seven === undefined ? parsed : parseSevenFields(seven)
}

/** Some chart plotters write an eighth field: after the fill bits, or before the channel. */
const withoutExtraField = ({ line, begin, star, ...rest }: Framed): Framed | undefined => {
  const fields = line.slice(begin, star).split(',')
  if (fields.length !== 8) return undefined
  const [address, parts, part, sequence, other, , payload] = fields
  const isLast = FILL_BITS.test(payload ?? '')
  const kept = isLast ? fields.slice(0, 7) : [address, parts, part, sequence || other, ...fields.slice(5)]
  const text = kept.join(',')
  return { line: `${text}*`, begin: 0, star: text.length, ...rest }
}

const FILL_BITS = /^[0-5]$/

const parseSevenFields = ({ line, begin, star, checksum, tag, suffix, prefixTimeMs }: Framed): ParsedLine => {
  const parts = line.charCodeAt(begin + PARTS_OFFSET) - ZERO
  const part = line.charCodeAt(begin + PARTS_OFFSET + 2) - ZERO
  if (line.charCodeAt(begin + PARTS_OFFSET + 1) !== COMMA || line.charCodeAt(begin + PARTS_OFFSET + 3) !== COMMA) {
    return refused(commasIn(line, begin, star) === 6 ? 'parts-invalid' : 'fields-wrong')
  }
  if (!(parts >= 1 && parts <= 9 && part >= 1 && part <= parts)) return refused('parts-invalid')

  const sequenceStart = begin + PARTS_OFFSET + 4
  const sequenceEnd = line.indexOf(',', sequenceStart)
  const channelEnd = line.indexOf(',', sequenceEnd + 1)
  const payloadEnd = line.indexOf(',', channelEnd + 1)
  if (sequenceEnd < 0 || channelEnd < 0 || payloadEnd < 0 || payloadEnd > star) return refused('fields-wrong')
  const sequence = line.slice(sequenceStart, sequenceEnd)
  if (!SEQUENCE.test(sequence)) return refused('sequence-invalid')
  if (channelEnd > sequenceEnd + 2) return refused('channel-invalid')

  const fault = payloadFault(line, channelEnd + 1, payloadEnd)
  if (fault !== undefined) return refused(fault)
  const fillBits = line.charCodeAt(payloadEnd + 1) - ZERO
  if (star !== payloadEnd + 2 || !(fillBits >= 0 && fillBits <= 5)) return refused('fill-bits-invalid')

  const sentence = {
    talker: line.slice(begin + 1, begin + 3),
    formatter: line.startsWith('VDO', begin + 3) ? ('VDO' as const) : ('VDM' as const),
    parts,
    part,
    sequence,
    channel: line.slice(sequenceEnd + 1, channelEnd),
    payload: line.slice(channelEnd + 1, payloadEnd),
    fillBits,
    checksum,
    tag,
    suffixTimeMs: suffix.timeMs,
    isSuffixTimeAmbiguous: suffix.isTimeAmbiguous,
    prefixTimeMs,
    station: suffix.station,
    unknownSuffixFields: suffix.unknownFields,
  }
  return { kind: 'ais', sentence }
}

const payloadFault = (line: string, start: number, end: number): SentenceRefusal | undefined => {
  if (start === end) return 'payload-empty'
  if (end - start > PAYLOAD_CHARACTERS_MAX) return 'payload-too-long'
  for (let index = start; index < end; index += 1) {
    const code = line.charCodeAt(index)
    if (code > 0x77 || SIX_BIT[code] === 255) return 'payload-character'
  }
  return undefined
}

// The standard has one digit; some multiplexers count on to 99.
const SEQUENCE = /^\d{0,2}$/

const commasIn = (line: string, begin: number, star: number): number => line.slice(begin, star).split(',').length - 1

const refused = (reason: SentenceRefusal): ParsedLine => ({ kind: 'refused', reason })
