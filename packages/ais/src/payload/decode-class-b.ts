import type { ClassBExtended, ClassBReport, MessageHead } from './ais-message.ts'
import { type Bits, flag, text, unsigned } from './bits.ts'
import { decodeDimensions } from './decode-dimensions.ts'
import {
  decodeCourseDegrees,
  decodeHeadingDegrees,
  decodeMotion,
  decodeSpeedKnots,
  decodeUtcSecond,
} from './decode-motion.ts'
import { decodePlace, FINE } from './decode-place.ts'
import type { PayloadRefusal } from './payload-refusal.ts'
import { nonZero } from './scaled-below.ts'

const NAME_CHARACTERS = 20

/** Type 18: 168 bits. */
export const decodeClassB = (bits: Bits, { repeat, mmsi }: MessageHead): ClassBReport | PayloadRefusal => {
  const place = decodePlace(bits, 57, FINE)
  if (typeof place === 'string') return place
  return {
    kind: 'class-b',
    type: 18,
    repeat,
    mmsi,
    speedKnots: decodeSpeedKnots(bits, 46),
    accurate: flag(bits, 56),
    longitude: place.longitude,
    latitude: place.latitude,
    courseDegrees: decodeCourseDegrees(bits, 112),
    headingDegrees: decodeHeadingDegrees(bits, 124),
    utcSecond: decodeUtcSecond(bits, 133),
    raim: flag(bits, 147),
  }
}

/** Type 19: 312 bits. */
export const decodeClassBExtended = (bits: Bits, { repeat, mmsi }: MessageHead): ClassBExtended | PayloadRefusal => {
  const place = decodePlace(bits, 57, FINE)
  if (typeof place === 'string') return place
  return {
    kind: 'class-b-extended',
    type: 19,
    repeat,
    mmsi,
    ...place,
    ...decodeMotion(bits, { speed: 46, accurate: 56, course: 112, raim: 305 }),
    headingDegrees: decodeHeadingDegrees(bits, 124),
    utcSecond: decodeUtcSecond(bits, 133),
    name: text(bits, 143, NAME_CHARACTERS),
    shipType: nonZero(unsigned(bits, 263, 8)),
    ...decodeDimensions(bits, 271),
    positionDevice: unsigned(bits, 301, 4),
  }
}
