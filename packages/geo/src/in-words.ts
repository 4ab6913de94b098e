import { type LatticePoint, TURN, toDegrees } from './lattice.ts'

/** For people: as on the wire, −180..180, to about a metre. */
export const inWords = ([x, y]: LatticePoint): string => {
  const longitude = toDegrees(x - TURN * Math.round(x / TURN))
  return `longitude ${longitude.toFixed(5)}, latitude ${toDegrees(y).toFixed(5)}`
}
