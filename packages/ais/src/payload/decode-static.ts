import type {
  AidToNavigation,
  ClassBExtended,
  Eta,
  PayloadRefusal,
  StaticPartA,
  StaticPartB,
  StaticVoyage,
} from './ais-message.ts'
import { type Bits, flag, text, unsigned } from './bits.ts'
import { below, dimensions, FINE, headingDegrees, motion, place, positive, utcSecond } from './fields.ts'

type Head = { readonly repeat: number; readonly mmsi: number }

const NAME_CHARACTERS = 20
const CALL_SIGN_CHARACTERS = 7
const AID_BITS_MIN = 272
const AID_NAME_CHARACTERS_MORE_MAX = 14
const AUXILIARY_FROM = 980_000_000
const AUXILIARY_TO = 989_999_999

/** Type 5: 424 bits; some transponders send 422, which lacks only the last flag. */
export const decodeStaticVoyage = (bits: Bits, { repeat, mmsi }: Head): StaticVoyage => ({
  kind: 'static-voyage',
  type: 5,
  repeat,
  mmsi,
  aisVersion: unsigned(bits, 38, 2),
  imo: positive(unsigned(bits, 40, 30)),
  callSign: text(bits, 70, CALL_SIGN_CHARACTERS),
  name: text(bits, 112, NAME_CHARACTERS),
  shipType: positive(unsigned(bits, 232, 8)),
  ...dimensions(bits, 240),
  positionDevice: unsigned(bits, 270, 4),
  eta: decodeEta(bits, 274),
  draughtMetres: positive(unsigned(bits, 294, 8) / 10),
  destination: text(bits, 302, NAME_CHARACTERS),
  dataTerminalReady: bits.bitCount > 422 ? !flag(bits, 422) : undefined,
})

const decodeEta = (bits: Bits, at: number): Eta => ({
  month: from1(unsigned(bits, at, 4), 12),
  day: from1(unsigned(bits, at + 4, 5), 31),
  hour: below(unsigned(bits, at + 9, 5), 24, 1),
  minute: below(unsigned(bits, at + 14, 6), 60, 1),
})

const from1 = (value: number, last: number): number | undefined => (value >= 1 && value <= last ? value : undefined)

/** Type 19: 312 bits. */
export const decodeClassBExtended = (bits: Bits, { repeat, mmsi }: Head): ClassBExtended | PayloadRefusal => {
  const at = place(bits, 57, FINE)
  if (typeof at === 'string') return at
  return {
    kind: 'class-b-extended',
    type: 19,
    repeat,
    mmsi,
    ...at,
    ...motion(bits, { speed: 46, accurate: 56, course: 112, raim: 305 }),
    headingDegrees: headingDegrees(bits, 124),
    utcSecond: utcSecond(bits, 133),
    name: text(bits, 143, NAME_CHARACTERS),
    shipType: positive(unsigned(bits, 263, 8)),
    ...dimensions(bits, 271),
    positionDevice: unsigned(bits, 301, 4),
  }
}

/** Type 21: 272 bits, and up to 88 more that carry on a name of more than 20 characters. */
export const decodeAid = (bits: Bits, { repeat, mmsi }: Head): AidToNavigation | PayloadRefusal => {
  const at = place(bits, 164, FINE)
  if (typeof at === 'string') return at
  return {
    kind: 'aid',
    type: 21,
    repeat,
    mmsi,
    aidType: unsigned(bits, 38, 5),
    name: aidName(bits),
    accurate: flag(bits, 163),
    ...at,
    utcSecond: utcSecond(bits, 253),
    offPosition: flag(bits, 259),
    virtual: flag(bits, 269),
  }
}

const aidName = (bits: Bits): string | undefined => {
  const name = text(bits, 43, NAME_CHARACTERS)
  const more = Math.min(AID_NAME_CHARACTERS_MORE_MAX, Math.floor((bits.bitCount - AID_BITS_MIN) / 6))
  // Only a name that fills its field goes on behind.
  if (name?.length !== NAME_CHARACTERS || more <= 0) return name
  return name + (text(bits, AID_BITS_MIN, more) ?? '')
}

/** Type 24: part A in 160 bits (168 by the standard), part B in 168. */
export const decodeStaticPart = (bits: Bits, head: Head): StaticPartA | StaticPartB | PayloadRefusal => {
  const part = unsigned(bits, 38, 2)
  if (part === 0) {
    return { kind: 'static-a', type: 24, repeat: head.repeat, mmsi: head.mmsi, name: text(bits, 40, NAME_CHARACTERS) }
  }
  if (part !== 1) return 'part-unknown'
  return bits.bitCount < 168 ? 'length-too-short' : decodeStaticB(bits, head)
}

const decodeStaticB = (bits: Bits, { repeat, mmsi }: Head): StaticPartB => {
  const auxiliary = mmsi >= AUXILIARY_FROM && mmsi <= AUXILIARY_TO
  return {
    kind: 'static-b',
    type: 24,
    repeat,
    mmsi,
    shipType: positive(unsigned(bits, 40, 8)),
    vendor: text(bits, 48, 3),
    unitModel: unsigned(bits, 66, 4),
    serialNumber: unsigned(bits, 70, 20),
    callSign: text(bits, 90, CALL_SIGN_CHARACTERS),
    ...(auxiliary ? NO_DIMENSIONS : dimensions(bits, 132)),
    mothershipMmsi: auxiliary ? positive(unsigned(bits, 132, 30)) : undefined,
  }
}

const NO_DIMENSIONS = {
  toBowMetres: undefined,
  toSternMetres: undefined,
  toPortMetres: undefined,
  toStarboardMetres: undefined,
}
