import { type Bits, signed } from './bits.ts'
import type { PayloadRefusal } from './payload-refusal.ts'

type Place = { readonly longitude: number | undefined; readonly latitude: number | undefined }
type Grid = { readonly longitudeBits: number; readonly latitudeBits: number; readonly perDegree: number }

/** Ten-thousandths of a minute (all but type 27) and tenths of a minute. */
export const FINE: Grid = { longitudeBits: 28, latitudeBits: 27, perDegree: 600_000 }
export const COARSE: Grid = { longitudeBits: 18, latitudeBits: 17, perDegree: 600 }

const NOWHERE: Place = { longitude: undefined, latitude: undefined }

/**
 * Longitude from bit `start` and, right after it, latitude. 181° and 91° mean "not available"; anything else beyond
 * 180° and 90° is a damaged message. Rounded to a millionth of a degree, finer than the finest grid (1.7 millionths).
 */
export const decodePlace = (bits: Bits, start: number, grid: Grid): Place | PayloadRefusal => {
  const { longitudeBits, latitudeBits, perDegree } = grid
  const longitude = signed(bits, start, longitudeBits)
  const latitude = signed(bits, start + longitudeBits, latitudeBits)
  const longitudeGiven = longitude !== 181 * perDegree
  const latitudeGiven = latitude !== 91 * perDegree
  if (longitudeGiven && Math.abs(longitude) > 180 * perDegree) return 'longitude-out-of-range'
  if (latitudeGiven && Math.abs(latitude) > 90 * perDegree) return 'latitude-out-of-range'
  if (!longitudeGiven || !latitudeGiven) return NOWHERE
  return { longitude: toDegrees(longitude, perDegree), latitude: toDegrees(latitude, perDegree) }
}

// `+ 0` turns −0 into 0, which JSON cannot distinguish.
const toDegrees = (raw: number, perDegree: number): number => Math.round(raw * (1_000_000 / perDegree)) / 1_000_000 + 0
