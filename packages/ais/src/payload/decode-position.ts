import type { AircraftReport, LongRangeReport, MessageHead, PositionReport, TimeReport } from './ais-message.ts'
import { type Bits, flag, signed, unsigned } from './bits.ts'
import { decodeCourseDegrees, decodeHeadingDegrees, decodeSpeedKnots, decodeUtcSecond } from './decode-motion.ts'
import { COARSE, decodePlace, FINE } from './decode-place.ts'
import type { PayloadRefusal } from './payload-refusal.ts'
import { scaledBelow, scaledUnless } from './scaled-below.ts'

/** Types 1, 2 and 3: 168 bits. */
export const decodePosition = (bits: Bits, { repeat, mmsi }: MessageHead): PositionReport | PayloadRefusal => {
  const place = decodePlace(bits, 61, FINE)
  if (typeof place === 'string') return place
  const manoeuvre = unsigned(bits, 143, 2)
  const turn = signed(bits, 42, 8)
  return {
    kind: 'position',
    type: unsigned(bits, 0, 6) as 1 | 2 | 3,
    repeat,
    mmsi,
    navigationStatus: scaledBelow(unsigned(bits, 38, 4), 15, 1),
    turnIndicator: turn === -128 ? undefined : turn,
    speedKnots: decodeSpeedKnots(bits, 50),
    accurate: flag(bits, 60),
    longitude: place.longitude,
    latitude: place.latitude,
    courseDegrees: decodeCourseDegrees(bits, 116),
    headingDegrees: decodeHeadingDegrees(bits, 128),
    utcSecond: decodeUtcSecond(bits, 137),
    manoeuvre: manoeuvre === 0 || manoeuvre === 3 ? undefined : manoeuvre,
    raim: flag(bits, 148),
  }
}

/** Type 9: 168 bits. Whole knots: aircraft are faster. */
export const decodeAircraft = (bits: Bits, { repeat, mmsi }: MessageHead): AircraftReport | PayloadRefusal => {
  const place = decodePlace(bits, 61, FINE)
  if (typeof place === 'string') return place
  return {
    kind: 'aircraft',
    type: 9,
    repeat,
    mmsi,
    altitudeMetres: scaledUnless(unsigned(bits, 38, 12), 4_095, 1),
    speedKnots: scaledUnless(unsigned(bits, 50, 10), 1_023, 1),
    accurate: flag(bits, 60),
    longitude: place.longitude,
    latitude: place.latitude,
    courseDegrees: decodeCourseDegrees(bits, 116),
    utcSecond: decodeUtcSecond(bits, 128),
    raim: flag(bits, 147),
  }
}

/** Type 27: 96 bits, 168 from some transponders. Both coordinates are two's complement, also south of the equator. */
export const decodeLongRange = (bits: Bits, { repeat, mmsi }: MessageHead): LongRangeReport | PayloadRefusal => {
  const place = decodePlace(bits, 44, COARSE)
  if (typeof place === 'string') return place
  return {
    kind: 'long-range',
    type: 27,
    repeat,
    mmsi,
    accurate: flag(bits, 38),
    raim: flag(bits, 39),
    navigationStatus: scaledBelow(unsigned(bits, 40, 4), 15, 1),
    longitude: place.longitude,
    latitude: place.latitude,
    speedKnots: scaledUnless(unsigned(bits, 79, 6), 63, 1),
    courseDegrees: scaledBelow(unsigned(bits, 85, 9), 360, 1),
    current: !flag(bits, 94),
  }
}

/** Types 4 and 11: 168 bits. */
export const decodeTime = (bits: Bits, { repeat, mmsi }: MessageHead): TimeReport | PayloadRefusal => {
  const place = decodePlace(bits, 79, FINE)
  if (typeof place === 'string') return place
  return {
    kind: 'time',
    type: unsigned(bits, 0, 6) as 4 | 11,
    repeat,
    mmsi,
    utcMs: utcMs(bits),
    accurate: flag(bits, 78),
    longitude: place.longitude,
    latitude: place.latitude,
    positionDevice: unsigned(bits, 134, 4),
    raim: flag(bits, 148),
  }
}

const utcMs = (bits: Bits): number | undefined => {
  const year = unsigned(bits, 38, 14)
  const month = unsigned(bits, 52, 4)
  const day = unsigned(bits, 56, 5)
  const hour = unsigned(bits, 61, 5)
  const minute = unsigned(bits, 66, 6)
  const second = unsigned(bits, 72, 6)
  if (year < 1_970 || year > 9_999 || month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59)
    return undefined
  const timeMs = Date.UTC(year, month - 1, day, hour, minute, second)
  return new Date(timeMs).getUTCDate() === day ? timeMs : undefined
}
