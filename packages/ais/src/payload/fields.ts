import type { PayloadRefusal } from './ais-message.ts'
import { type Bits, flag, signed, unsigned } from './bits.ts'

type Place = { readonly longitude: number | undefined; readonly latitude: number | undefined }
type Grid = { readonly longitudeBits: number; readonly latitudeBits: number; readonly perDegree: number }

/** Ten-thousandths of a minute (all but type 27) and tenths of a minute. */
export const FINE: Grid = { longitudeBits: 28, latitudeBits: 27, perDegree: 600_000 }
export const COARSE: Grid = { longitudeBits: 18, latitudeBits: 17, perDegree: 600 }

const NOWHERE: Place = { longitude: undefined, latitude: undefined }

/**
 * Longitude and, right behind it, latitude from bit `at`. 181° and 91° say "not available"; what else is beyond 180°
 * and 90° is a damaged message. Degrees are rounded to a millionth, finer than the finest grid (1.7 millionths).
 */
export const place = (bits: Bits, at: number, grid: Grid): Place | PayloadRefusal => {
  const { longitudeBits, latitudeBits, perDegree } = grid
  const longitude = signed(bits, at, longitudeBits)
  const latitude = signed(bits, at + longitudeBits, latitudeBits)
  const longitudeGiven = longitude !== 181 * perDegree
  const latitudeGiven = latitude !== 91 * perDegree
  if (longitudeGiven && Math.abs(longitude) > 180 * perDegree) return 'longitude-out-of-range'
  if (latitudeGiven && Math.abs(latitude) > 90 * perDegree) return 'latitude-out-of-range'
  if (!longitudeGiven || !latitudeGiven) return NOWHERE
  return { longitude: toDegrees(longitude, perDegree), latitude: toDegrees(latitude, perDegree) }
}

// `+ 0` turns −0 into 0, which JSON could not tell apart.
const toDegrees = (raw: number, perDegree: number): number => Math.round(raw * (1_000_000 / perDegree)) / 1_000_000 + 0

/** Tenths of a knot; 1023 is not available. */
export const speedKnots = (bits: Bits, at: number): number | undefined => unless(unsigned(bits, at, 10), 1_023, 10)

/** Tenths of a degree; 3600 is not available, above it nothing is defined. */
export const courseDegrees = (bits: Bits, at: number): number | undefined => below(unsigned(bits, at, 12), 3_600, 10)

/** Degrees; 511 is not available, 360..510 are not defined. */
export const headingDegrees = (bits: Bits, at: number): number | undefined => below(unsigned(bits, at, 9), 360, 1)

/** 60 is not available, 61 manual input, 62 dead reckoning, 63 out of order: none of them a time. */
export const utcSecond = (bits: Bits, at: number): number | undefined => below(unsigned(bits, at, 6), 60, 1)

export const positive = (value: number): number | undefined => (value === 0 ? undefined : value)

/** Bow and stern in 9 bits each, port and starboard in 6 each, from bit `at`. */
export const dimensions = (bits: Bits, at: number) => ({
  toBowMetres: positive(unsigned(bits, at, 9)),
  toSternMetres: positive(unsigned(bits, at + 9, 9)),
  toPortMetres: positive(unsigned(bits, at + 18, 6)),
  toStarboardMetres: positive(unsigned(bits, at + 24, 6)),
})

/** Where the fields of a motion stand, in bits. */
type MotionAt = { readonly speed: number; readonly accurate: number; readonly course: number; readonly raim: number }

export const motion = (bits: Bits, at: MotionAt) => ({
  speedKnots: speedKnots(bits, at.speed),
  courseDegrees: courseDegrees(bits, at.course),
  accurate: flag(bits, at.accurate),
  raim: flag(bits, at.raim),
})

export const below = (value: number, limit: number, divisor: number): number | undefined =>
  value < limit ? value / divisor : undefined

export const unless = (value: number, unavailable: number, divisor: number): number | undefined =>
  value === unavailable ? undefined : value / divisor
