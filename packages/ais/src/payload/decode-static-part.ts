import type { MessageHead, StaticPartA, StaticPartB } from './ais-message.ts'
import { type Bits, text, unsigned } from './bits.ts'
import { decodeDimensions } from './decode-dimensions.ts'
import type { PayloadRefusal } from './payload-refusal.ts'
import { nonZero } from './scaled-below.ts'

const NAME_CHARACTERS = 20
const CALL_SIGN_CHARACTERS = 7
const AUXILIARY_FROM = 980_000_000
const AUXILIARY_TO = 989_999_999

/** Type 24: part A in 160 bits (168 by the standard), part B in 168. */
export const decodeStaticPart = (bits: Bits, head: MessageHead): StaticPartA | StaticPartB | PayloadRefusal => {
  const part = unsigned(bits, 38, 2)
  if (part === 0) {
    return { kind: 'static-a', type: 24, repeat: head.repeat, mmsi: head.mmsi, name: text(bits, 40, NAME_CHARACTERS) }
  }
  if (part !== 1) return 'part-unknown'
  return bits.bitCount < 168 ? 'length-too-short' : decodeStaticB(bits, head)
}

const decodeStaticB = (bits: Bits, { repeat, mmsi }: MessageHead): StaticPartB => {
  const auxiliary = mmsi >= AUXILIARY_FROM && mmsi <= AUXILIARY_TO
  return {
    kind: 'static-b',
    type: 24,
    repeat,
    mmsi,
    shipType: nonZero(unsigned(bits, 40, 8)),
    vendor: text(bits, 48, 3),
    unitModel: unsigned(bits, 66, 4),
    serialNumber: unsigned(bits, 70, 20),
    callSign: text(bits, 90, CALL_SIGN_CHARACTERS),
    ...(auxiliary ? NO_DIMENSIONS : decodeDimensions(bits, 132)),
    mothershipMmsi: auxiliary ? nonZero(unsigned(bits, 132, 30)) : undefined,
  }
}

const NO_DIMENSIONS = {
  toBowMetres: undefined,
  toSternMetres: undefined,
  toPortMetres: undefined,
  toStarboardMetres: undefined,
}
