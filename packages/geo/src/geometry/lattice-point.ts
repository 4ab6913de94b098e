/**
 * All geometry uses whole numbers of 10⁻⁹ degree (at most 0.11 mm on the ground). On a lattice "on the line?" and "which
 * side?" have exact answers, and −176.5 and 183.5 differ by exactly one turn.
 */
export const UNITS_PER_DEGREE = 1_000_000_000
export const TURN = 360 * UNITS_PER_DEGREE

/** A point in lattice units. Differences of two coordinates are exact in a double: they stay far below 2⁵³. */
export type LatticePoint = readonly [x: number, y: number]

export const toLattice = (degrees: number): number => Math.round(degrees * UNITS_PER_DEGREE)
export const toDegrees = (units: number): number => units / UNITS_PER_DEGREE
