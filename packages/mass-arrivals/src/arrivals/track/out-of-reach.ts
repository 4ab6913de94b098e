import { METRES_PER_NAUTICAL_MILE } from '@landfall/geo'
import { addRange, hasWithin, type TimeRanges } from './time-ranges.ts'

/** No hull that brings people is faster; beyond it one of two positions is wrong, or there are two hulls (design §4.1). */
export const REACH_KNOTS = 60

/** Time is counted in slots of 7.5 minutes from 1970. */
export const SLOT_MS = 450_000
const SLOTS_PER_HOUR = 8

/**
 * Positions are taken to be right to a nautical mile. One that says itself that it is worse keeps nothing out of reach.
 */
export const ACCURACY_METRES_MAX = METRES_PER_NAUTICAL_MILE

/**
 * From how far outside the line a place is out of reach for how long. A position somewhere in a block of so many slots is less than two
 * blocks before any time in the next one: 60 kn do not suffice.
 */
export const OUT_OF_REACH = [8, 4, 2, 1].map((slots) => ({
  slots,
  metresMin: (REACH_KNOTS * 2 * slots * METRES_PER_NAUTICAL_MILE) / SLOTS_PER_HOUR + ACCURACY_METRES_MAX,
}))

const FARTHEST_METRES = OUT_OF_REACH[0]?.metresMin ?? 0

type MetresToLine = (longitude: number, latitude: number, limitMetres: number) => number

const CELLS_PER_DEGREE = 50
/** More than from the middle of a cell to a corner of it, at the equator. */
const CELL_RADIUS_METRES = 1_800
/** Cells remembered: those of 5 by 5 degrees. */
const SIDE = 256
const UNKNOWN = -1

/**
 * For how many slots a place outside the line is out of its reach. Nearly all cells lie within one row of the table, and are measured
 * once: a distance takes as long as everything else that is done with a position.
 */
export const createReach = (metresToLine: MetresToLine) => {
  let cells: Int32Array | undefined
  let slotsOf: Int8Array | undefined
  return (longitude: number, latitude: number): number => {
    cells ??= new Int32Array(SIDE * SIDE).fill(UNKNOWN)
    slotsOf ??= new Int8Array(SIDE * SIDE)
    const column = Math.floor((longitude + 180) * CELLS_PER_DEGREE)
    const row = Math.floor((latitude + 90) * CELLS_PER_DEGREE)
    const cell = row * (360 * CELLS_PER_DEGREE + 1) + column
    const place = (row % SIDE) * SIDE + (column % SIDE)
    if (cells[place] !== cell) {
      const [x, y] = [(column + 0.5) / CELLS_PER_DEGREE - 180, (row + 0.5) / CELLS_PER_DEGREE - 90]
      const metres = metresToLine(x, y, FARTHEST_METRES + CELL_RADIUS_METRES)
      const [least, most] = [slotsAt(metres - CELL_RADIUS_METRES), slotsAt(metres + CELL_RADIUS_METRES)]
      cells[place] = cell
      slotsOf[place] = least === most ? least : UNKNOWN
    }
    const slots = slotsOf[place] ?? UNKNOWN
    return slots === UNKNOWN ? slotsAt(metresToLine(longitude, latitude, FARTHEST_METRES)) : slots
  }
}

const slotsAt = (metres: number): number => OUT_OF_REACH.find(({ metresMin }) => metres >= metresMin)?.slots ?? 0

/** Slots in which an arrival would contradict a position before it, or after it, that is too far outside. */
export type FarSlots = { readonly farBefore: TimeRanges; readonly farAfter: TimeRanges }

/** With a position that is out of reach for `slots` of its time; the same ranges where it changed nothing. */
export const addFarPosition = ({ farBefore, farAfter }: FarSlots, atMs: number, slots: number): FarSlots => {
  const from = Math.floor(atMs / (SLOT_MS * slots)) * slots
  return {
    farBefore: addRange(farBefore, from + slots, from + 2 * slots),
    farAfter: addRange(farAfter, from - slots, from),
  }
}

/** Whether one hull cannot have been inside then: not after the position before, and not before the one after. */
export const isOutOfReach = ({ farBefore, farAfter }: FarSlots, atMs: number): boolean => {
  const slot = Math.floor(atMs / SLOT_MS)
  return hasWithin(farBefore, slot, slot + 1) && hasWithin(farAfter, slot, slot + 1)
}
