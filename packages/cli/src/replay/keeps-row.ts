import type { ObservationInput } from '@landfall/contracts'

/** Longitudes −180..180; `west` greater than `east` is a box over 180°. */
export type DegreesBox = {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

export type RowFilter = {
  readonly fromMs: number | undefined
  /** Exclusive. */
  readonly toMs: number | undefined
  readonly box: DegreesBox | undefined
}

/** Whether a row passes the filter. Rows without a place pass any box: a name or a report may be of a craft inside. */
export const keepsRow = (
  { fromMs = -Infinity, toMs = Infinity, box }: RowFilter,
  timeMs: number,
  observations: readonly ObservationInput[],
): boolean => {
  if (timeMs < fromMs || timeMs >= toMs) return false
  return box === undefined || observations.every((observation) => isIn(box, observation))
}

const isIn = ({ west, south, east, north }: DegreesBox, observation: ObservationInput): boolean => {
  if (!('longitude' in observation) || typeof observation.longitude !== 'number') return true
  const { longitude, latitude = Number.NaN } = observation
  const within = west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east
  return within && latitude >= south && latitude <= north
}
