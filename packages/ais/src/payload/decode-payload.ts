import type { AisMessage, MessageHead } from './ais-message.ts'
import { type Bits, text, unarmour, unsigned } from './bits.ts'
import { decodeAid } from './decode-aid.ts'
import { decodeBinary } from './decode-binary.ts'
import { decodeClassB, decodeClassBExtended } from './decode-class-b.ts'
import { decodeAircraft, decodeLongRange, decodePosition, decodeTime } from './decode-position.ts'
import { decodeStaticPart } from './decode-static-part.ts'
import { decodeStaticVoyage } from './decode-static-voyage.ts'
import type { PayloadRefusal } from './payload-refusal.ts'
import { PAYLOAD_CHARACTERS_MAX, SIX_BIT } from './six-bit.ts'

export type DecodedPayload =
  | { readonly ok: true; readonly message: AisMessage }
  | { readonly ok: false; readonly reason: PayloadRefusal }

type Form = {
  /** Lengths that occur, as pairs of least and most bits. Other messages are truncated, or were never AIS. */
  readonly lengths: readonly (readonly [number, number])[]
  readonly decode: (bits: Bits, head: MessageHead) => AisMessage | PayloadRefusal
}

// Receivers get the fill bits wrong by up to five (mostly 426 instead of 424); more is refused.
const SLACK = 5
const fixed = (bits: number): readonly [number, number] => [bits, bits + SLACK]
const HEAD_BITS = 38
const TYPE_MAX = 27

const unusedForm: Form = {
  lengths: [[HEAD_BITS, PAYLOAD_CHARACTERS_MAX * 6]],
  decode: (bits, { repeat, mmsi }) => ({ kind: 'unused', type: unsigned(bits, 0, 6), repeat, mmsi }),
}

const TEXT_START = 40
const safetyText: Form = {
  lengths: [[TEXT_START, 1_008 + SLACK]],
  decode: (bits, { repeat, mmsi }) => {
    const characters = Math.floor((bits.bitCount - TEXT_START) / 6)
    return { kind: 'text', type: 14, repeat, mmsi, text: text(bits, TEXT_START, characters) }
  },
}

const known: Readonly<Record<number, Form>> = {
  1: { lengths: [fixed(168)], decode: decodePosition },
  2: { lengths: [fixed(168)], decode: decodePosition },
  3: { lengths: [fixed(168)], decode: decodePosition },
  4: { lengths: [fixed(168)], decode: decodeTime },
  5: { lengths: [[422, 424 + SLACK]], decode: decodeStaticVoyage },
  6: { lengths: [[88, 1_008 + SLACK]], decode: decodeBinary },
  8: { lengths: [[56, 1_008 + SLACK]], decode: decodeBinary },
  9: { lengths: [fixed(168)], decode: decodeAircraft },
  11: { lengths: [fixed(168)], decode: decodeTime },
  14: safetyText,
  18: { lengths: [fixed(168)], decode: decodeClassB },
  19: { lengths: [fixed(312)], decode: decodeClassBExtended },
  21: { lengths: [[272, 360 + SLACK]], decode: decodeAid },
  24: { lengths: [[160, 168 + SLACK]], decode: decodeStaticPart },
  27: { lengths: [fixed(96), fixed(168)], decode: decodeLongRange },
}
const FORMS: readonly Form[] = Array.from({ length: TYPE_MAX + 1 }, (_, type) => known[type] ?? unusedForm)

// Overwritten by every call and read only within it: saves an allocation per message.
const sixes = new Uint8Array(PAYLOAD_CHARACTERS_MAX)

/** Decodes the payload of one message (its parts joined). Never throws; what is not a valid message is refused with a reason. */
export const decodePayload = (payload: string, fillBits: number): DecodedPayload => {
  const bits = unarmour(payload, fillBits, sixes)
  if (bits === undefined) return { ok: false, reason: armourFault(payload, fillBits) }
  if (bits.bitCount < 6) return { ok: false, reason: 'length-too-short' }
  const type = unsigned(bits, 0, 6)
  const form = FORMS[type]
  if (type === 0 || form === undefined) return { ok: false, reason: 'type-unknown' }
  const fault = lengthFault(bits.bitCount, form)
  if (fault !== undefined) return { ok: false, reason: fault }
  const message = form.decode(bits, { repeat: unsigned(bits, 6, 2), mmsi: unsigned(bits, 8, 30) })
  return typeof message === 'string' ? { ok: false, reason: message } : { ok: true, message }
}

const lengthFault = (bitCount: number, { lengths }: Form): PayloadRefusal | undefined => {
  for (const [least, most] of lengths) {
    if (bitCount < least) return 'length-too-short'
    if (bitCount <= most) return undefined
  }
  return 'length-too-long'
}

const armourFault = (payload: string, fillBits: number): PayloadRefusal => {
  if (!(fillBits >= 0 && fillBits <= 5)) return 'fill-bits-invalid'
  for (let index = 0; index < payload.length; index += 1) {
    if ((SIX_BIT[payload.charCodeAt(index)] ?? 255) === 255) return 'payload-character'
  }
  return 'payload-too-long'
}
