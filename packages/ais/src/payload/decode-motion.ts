import { type Bits, flag, unsigned } from './bits.ts'
import { scaledBelow, scaledUnless } from './scaled-below.ts'

/** The first bit of each field. */
type MotionStarts = {
  readonly speed: number
  readonly accurate: number
  readonly course: number
  readonly raim: number
}

export const decodeMotion = (bits: Bits, starts: MotionStarts) => ({
  speedKnots: decodeSpeedKnots(bits, starts.speed),
  courseDegrees: decodeCourseDegrees(bits, starts.course),
  accurate: flag(bits, starts.accurate),
  raim: flag(bits, starts.raim),
})

/** From tenths of a knot; 1023 is "not available". */
export const decodeSpeedKnots = (bits: Bits, start: number): number | undefined =>
  scaledUnless(unsigned(bits, start, 10), 1_023, 10)

/** From tenths of a degree; 3600 is "not available", nothing above it is defined. */
export const decodeCourseDegrees = (bits: Bits, start: number): number | undefined =>
  scaledBelow(unsigned(bits, start, 12), 3_600, 10)

/** Degrees; 511 is "not available", 360..510 are not defined. */
export const decodeHeadingDegrees = (bits: Bits, start: number): number | undefined =>
  scaledBelow(unsigned(bits, start, 9), 360, 1)

/** 60 is "not available", 61 manual input, 62 dead reckoning, 63 out of order: none of them is a time. */
export const decodeUtcSecond = (bits: Bits, start: number): number | undefined =>
  scaledBelow(unsigned(bits, start, 6), 60, 1)
