import { METRES_PER_NAUTICAL_MILE } from '@landfall/geo'
import { HOUR_MS, type InboundRules } from '../../rules.ts'
import { FIX_SLOT_MS } from './fixes.ts'

/**
 * What is kept of a place outside an area: `none` where no approaches are watched; `beyond` where it is so far off that the craft
 * cannot have come from there, or go there, while it is watched; else a `fix`.
 */
export type FixKeeping = 'none' | 'fix' | 'beyond'

type MetresToArea = (longitude: number, latitude: number) => number

/** More than from the middle of a cell of one degree to a corner of it, at the equator. */
const CELL_RADIUS_METRES = 80_000
const [UNMEASURED, FIX, BEYOND, MIXED] = [0, 1, 2, 3]

/**
 * Metres from the area beyond which a position can be no part of an approach: from there the watch distance is not reached at
 * `speedKnotsMax` within `trackHoursMax` and the slot in which that ends (decision 0046).
 */
export const beyondMetres = ({ watchDistanceMetres, trackMaxMs, speedKnotsMax }: InboundRules): number =>
  watchDistanceMetres + ((trackMaxMs + FIX_SLOT_MS) / HOUR_MS) * speedKnotsMax * METRES_PER_NAUTICAL_MILE

/** Cells of one degree are measured once, those about the limit aside: a distance takes as long as all else that is done with a position. */
export const createFixKeeping = (metresToArea: MetresToArea | undefined, inbound: InboundRules) => {
  if (metresToArea === undefined) return (): FixKeeping => 'none'
  const limitMetres = beyondMetres(inbound)
  let cells: Uint8Array | undefined
  const measure = (column: number, row: number): number => {
    const metres = metresToArea(column - 180 + 0.5, row - 90 + 0.5)
    if (metres + CELL_RADIUS_METRES <= limitMetres) return FIX
    return metres - CELL_RADIUS_METRES > limitMetres ? BEYOND : MIXED
  }
  return (longitude: number, latitude: number): FixKeeping => {
    cells ??= new Uint8Array(360 * 180)
    const column = Math.min(359, Math.floor(longitude + 180))
    const row = Math.min(179, Math.floor(latitude + 90))
    const cell = row * 360 + column
    if (cells[cell] === UNMEASURED) cells[cell] = measure(column, row)
    if (cells[cell] === MIXED) return metresToArea(longitude, latitude) > limitMetres ? 'beyond' : 'fix'
    return cells[cell] === FIX ? 'fix' : 'beyond'
  }
}
