import { type LatticePoint, TURN, toDegrees } from '../geometry/lattice-point.ts'

/** A point in words: longitude in −180..180, to about a metre. */
export const describePoint = ([x, y]: LatticePoint): string => {
  const longitude = toDegrees(x - TURN * Math.round(x / TURN))
  return `longitude ${longitude.toFixed(5)}, latitude ${toDegrees(y).toFixed(5)}`
}
