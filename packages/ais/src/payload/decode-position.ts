import type { AircraftReport, ClassBReport, LongRangeReport, PayloadRefusal, PositionReport } from './ais-message.ts'
import { type Bits, flag, signed, unsigned } from './bits.ts'
import { below, COARSE, courseDegrees, FINE, headingDegrees, place, speedKnots, unless, utcSecond } from './fields.ts'

type Head = { readonly repeat: number; readonly mmsi: number }

/** Types 1, 2, 3: 168 bits. */
export const decodePosition = (bits: Bits, { repeat, mmsi }: Head): PositionReport | PayloadRefusal => {
  const at = place(bits, 61, FINE)
  if (typeof at === 'string') return at
  const manoeuvre = unsigned(bits, 143, 2)
  const turn = signed(bits, 42, 8)
  return {
    kind: 'position',
    type: unsigned(bits, 0, 6) as 1 | 2 | 3,
    repeat,
    mmsi,
    navigationStatus: below(unsigned(bits, 38, 4), 15, 1),
    turnIndicator: turn === -128 ? undefined : turn,
    speedKnots: speedKnots(bits, 50),
    accurate: flag(bits, 60),
    longitude: at.longitude,
    latitude: at.latitude,
    courseDegrees: courseDegrees(bits, 116),
    headingDegrees: headingDegrees(bits, 128),
    utcSecond: utcSecond(bits, 137),
    manoeuvre: manoeuvre === 0 || manoeuvre === 3 ? undefined : manoeuvre,
    raim: flag(bits, 148),
  }
}

/** Type 9: 168 bits. Whole knots: aircraft are faster. */
export const decodeAircraft = (bits: Bits, { repeat, mmsi }: Head): AircraftReport | PayloadRefusal => {
  const at = place(bits, 61, FINE)
  if (typeof at === 'string') return at
  return {
    kind: 'aircraft',
    type: 9,
    repeat,
    mmsi,
    altitudeMetres: unless(unsigned(bits, 38, 12), 4_095, 1),
    speedKnots: unless(unsigned(bits, 50, 10), 1_023, 1),
    accurate: flag(bits, 60),
    longitude: at.longitude,
    latitude: at.latitude,
    courseDegrees: courseDegrees(bits, 116),
    utcSecond: utcSecond(bits, 128),
    raim: flag(bits, 147),
  }
}

/** Type 18: 168 bits. */
export const decodeClassB = (bits: Bits, { repeat, mmsi }: Head): ClassBReport | PayloadRefusal => {
  const at = place(bits, 57, FINE)
  if (typeof at === 'string') return at
  return {
    kind: 'class-b',
    type: 18,
    repeat,
    mmsi,
    speedKnots: speedKnots(bits, 46),
    accurate: flag(bits, 56),
    longitude: at.longitude,
    latitude: at.latitude,
    courseDegrees: courseDegrees(bits, 112),
    headingDegrees: headingDegrees(bits, 124),
    utcSecond: utcSecond(bits, 133),
    raim: flag(bits, 147),
  }
}

/** Type 27: 96 bits, 168 from some transponders. Both coordinates are two's complement, also south of the equator. */
export const decodeLongRange = (bits: Bits, { repeat, mmsi }: Head): LongRangeReport | PayloadRefusal => {
  const at = place(bits, 44, COARSE)
  if (typeof at === 'string') return at
  return {
    kind: 'long-range',
    type: 27,
    repeat,
    mmsi,
    accurate: flag(bits, 38),
    raim: flag(bits, 39),
    navigationStatus: below(unsigned(bits, 40, 4), 15, 1),
    longitude: at.longitude,
    latitude: at.latitude,
    speedKnots: unless(unsigned(bits, 79, 6), 63, 1),
    courseDegrees: below(unsigned(bits, 85, 9), 360, 1),
    current: !flag(bits, 94),
  }
}
