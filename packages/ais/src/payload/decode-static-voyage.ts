import type { Eta, MessageHead, StaticVoyage } from './ais-message.ts'
import { type Bits, flag, text, unsigned } from './bits.ts'
import { decodeDimensions } from './decode-dimensions.ts'
import { nonZero, scaledBelow } from './scaled-below.ts'

const NAME_CHARACTERS = 20
const CALL_SIGN_CHARACTERS = 7

/** Type 5: 424 bits; some transponders send 422, which lacks only the last flag. */
export const decodeStaticVoyage = (bits: Bits, { repeat, mmsi }: MessageHead): StaticVoyage => ({
  kind: 'static-voyage',
  type: 5,
  repeat,
  mmsi,
  aisVersion: unsigned(bits, 38, 2),
  imo: nonZero(unsigned(bits, 40, 30)),
  callSign: text(bits, 70, CALL_SIGN_CHARACTERS),
  name: text(bits, 112, NAME_CHARACTERS),
  shipType: nonZero(unsigned(bits, 232, 8)),
  ...decodeDimensions(bits, 240),
  positionDevice: unsigned(bits, 270, 4),
  eta: decodeEta(bits, 274),
  draughtMetres: nonZero(unsigned(bits, 294, 8) / 10),
  destination: text(bits, 302, NAME_CHARACTERS),
  dataTerminalReady: bits.bitCount > 422 ? !flag(bits, 422) : undefined,
})

const decodeEta = (bits: Bits, start: number): Eta => ({
  month: from1(unsigned(bits, start, 4), 12),
  day: from1(unsigned(bits, start + 4, 5), 31),
  hour: scaledBelow(unsigned(bits, start + 9, 5), 24, 1),
  minute: scaledBelow(unsigned(bits, start + 14, 6), 60, 1),
})

const from1 = (value: number, last: number): number | undefined => (value >= 1 && value <= last ? value : undefined)
