import type { LatticePoint } from './lattice-point.ts'

export type LatticeBox = {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** The bounding box of the points; without points, a box that contains nothing. */
export const boxOf = (points: Iterable<LatticePoint>): LatticeBox => {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    west = Math.min(west, x)
    east = Math.max(east, x)
    south = Math.min(south, y)
    north = Math.max(north, y)
  }
  return { west, south, east, north }
}

export const isBoxIn = (inner: LatticeBox, outer: LatticeBox): boolean =>
  inner.west >= outer.west && inner.east <= outer.east && inner.south >= outer.south && inner.north <= outer.north
