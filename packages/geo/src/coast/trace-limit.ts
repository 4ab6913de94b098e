import { buildLineDistance } from '../geometry/build-line-distance.ts'
import { buildPointIndex } from '../geometry/build-point-index.ts'
import { groundScale } from '../geometry/ground-scale.ts'
import type { LatticeBox } from '../geometry/lattice-box.ts'
import { type LatticePoint, toDegrees, UNITS_PER_DEGREE } from '../geometry/lattice-point.ts'
import { nestRings } from '../geometry/nest-rings.ts'
import { edgesOf, type Ring, type RingPolygon } from '../geometry/ring.ts'
import { traceOutline } from './trace-outline.ts'

export type LimitOptions = {
  readonly limitMetres: number
  /** Largest side of the grid's squares: it bounds what can be missed between the corners of the outline. */
  readonly cellMetres: number
  /** Lattice units; nothing outside it belongs to the area. */
  readonly box: LatticeBox
}

/** How precisely the crossing of a grid edge is located. */
const CORNER_METRES = 0.5
const CELLS_A_SIDE_MAX = 2 ** 18

/**
 * Land and everything within `limitMetres` of its coast on WGS84, as polygons: the envelope of arcs around every point of the
 * coast. Corners lie within 1 m of the true limit; between them the outline is off by less than `cellMetres`, most where two
 * arcs meet. Openings and enclosed waters narrower than a cell may be closed. `undefined` when the box is too
 * large for such cells. `lands` are outer rings in the box's frame; lakes are land.
 */
export const traceLimit = (
  lands: readonly Ring[],
  { limitMetres, cellMetres, box }: LimitOptions,
): readonly RingPolygon[] | undefined => {
  const coastDistance = buildLineDistance(lands.flatMap(edgesOf))
  const isOnLand = buildPointIndex(lands.map((ring) => [ring]))
  const isInBox = (x: number, y: number) => x >= box.west && x <= box.east && y >= box.south && y <= box.north
  const grid = gridOver(box, cellMetres)
  if (grid.size > CELLS_A_SIDE_MAX) return undefined
  const rings = traceOutline({
    ...grid,
    isInside: (x, y) =>
      isInBox(x, y) && (coastDistance(x, y, limitMetres, limitMetres) <= limitMetres || isOnLand(x, y)),
    isWhole: (column, row, size) => {
      const [[west, south], [east, north]] = [grid.pointAt(column, row), grid.pointAt(column + size, row + size)]
      if (east < box.west || west > box.east || north < box.south || south > box.north) return true
      if (!isInBox(west, south) || !isInBox(east, north)) return false
      // Distance changes by at most a metre a metre: if the middle is far enough from the limit, so is the whole square.
      const [x, y] = grid.pointAt(column + size / 2, row + size / 2)
      const reachMetres = size * grid.halfDiagonalMetres
      const metres = coastDistance(x, y, limitMetres + reachMetres, limitMetres - reachMetres - 1)
      return metres === Infinity || metres < limitMetres - reachMetres
    },
    halvings: Math.ceil(Math.log2(cellMetres / CORNER_METRES)),
  })
  return nestRings(rings)
}

type Grid = {
  readonly size: number
  readonly pointAt: (column: number, row: number) => LatticePoint
  readonly halfDiagonalMetres: number
}

/** Squares, at most `cellMetres` wide, that cover the box with a margin on all sides. */
const gridOver = (box: LatticeBox, cellMetres: number): Grid => {
  const [south, north] = [toDegrees(box.south), toDegrees(box.north)]
  const widest = groundScale(south <= 0 && north >= 0 ? 0 : Math.min(Math.abs(south), Math.abs(north)))
  const tallest = groundScale(Math.max(Math.abs(south), Math.abs(north)))
  const cellWidth = (cellMetres / widest.eastMetres) * UNITS_PER_DEGREE
  const cellHeight = (cellMetres / tallest.northMetres) * UNITS_PER_DEGREE
  const cells = Math.max((box.east - box.west) / cellWidth, (box.north - box.south) / cellHeight) + 3
  return {
    size: 2 ** Math.ceil(Math.log2(cells)),
    pointAt: (column, row) => [
      Math.round(box.west + (column - 1.5) * cellWidth),
      Math.round(box.south + (row - 1.5) * cellHeight),
    ],
    halfDiagonalMetres: cellMetres * Math.SQRT1_2 * 1.01, // The hundredth is for the distance's own small errors.
  }
}
