import { boxOf, type LatticeBox } from './lattice-box.ts'
import { type Edge, edgesOf, type RingPolygon, turnedPolygon } from './ring.ts'
import { sideOfLine } from './side-of-line.ts'

const ROWS = 1_024
const COLUMNS = 1_024
const OUTSIDE = 0
const INSIDE = 1
const MIXED = 2

/** Exact point in polygon, in lattice units of the polygons' frame; a point on a line or a corner is inside. */
export type PointIndex = (x: number, y: number) => boolean

/**
 * A grid of 1,024 × 1,024 cells over the polygons: a cell that no edge touches is wholly inside or outside; in the others the
 * edges of the cell's row west of the point are counted. Outer rings run counterclockwise and holes clockwise, so that the
 * winding number of a point is above 0 exactly inside (and polygons that share an edge, as at 180°, simply add up).
 */
export const buildPointIndex = (polygons: readonly RingPolygon[]): PointIndex => {
  const edges = polygons.flatMap(turnedPolygon).flatMap(edgesOf)
  const box = boxOf(polygons.flat(2))
  const rowOf = gridAxis(box.south, box.north, ROWS)
  const columnOf = gridAxis(box.west, box.east, COLUMNS)
  const rows = edgesByRow(edges, rowOf)
  const cells = new Uint8Array(ROWS * COLUMNS)
  for (const edge of edges) markTouched(cells, edge, rowOf, columnOf, box)
  fillUntouched(cells, rows, box)
  return (x, y) => {
    if (!(x >= box.west && x <= box.east && y >= box.south && y <= box.north)) return false
    const row = rowOf(y)
    const cell = cells[row * COLUMNS + columnOf(x)]
    return cell === MIXED ? isInsideByRow(rows[row] as Float64Array, x, y) : cell === INSIDE
  }
}

type Axis = (value: number) => number

/** Monotonic even after rounding, so an edge can only touch the rows between those of its ends. */
const gridAxis = (from: number, to: number, count: number): Axis => {
  const perUnit = count / (to - from + 1)
  return (value) => Math.min(count - 1, Math.floor((value - from) * perUnit))
}

/** For each row the edges that touch it, flat (ax, ay, bx, by), sorted by their western end. */
const edgesByRow = (edges: readonly Edge[], rowOf: Axis): readonly Float64Array[] => {
  const rows: Edge[][] = Array.from({ length: ROWS }, () => [])
  for (const edge of edges.toSorted((a, b) => Math.min(a[0], a[2]) - Math.min(b[0], b[2]))) {
    const [first, last] = [rowOf(Math.min(edge[1], edge[3])), rowOf(Math.max(edge[1], edge[3]))]
    for (let row = first; row <= last; row++) rows[row]?.push(edge)
  }
  return rows.map((row) => Float64Array.from(row.flat()))
}

const markTouched = (cells: Uint8Array, [ax, ay, bx, by]: Edge, rowOf: Axis, columnOf: Axis, box: LatticeBox): void => {
  const first = rowOf(Math.min(ay, by))
  const last = rowOf(Math.max(ay, by))
  const rowHeight = (box.north - box.south + 1) / ROWS
  const margin = 16 // Lattice units; the arithmetic below is off by less than one.
  const [west, east] = [Math.min(ax, bx), Math.max(ax, bx)]
  for (let row = first; row <= last; row++) {
    let [from, to] = [west, east]
    if (last > first) {
      const xAt = (y: number) => ax + ((bx - ax) * (y - ay)) / (by - ay)
      const south = xAt(box.south + row * rowHeight - margin)
      const north = xAt(box.south + (row + 1) * rowHeight + margin)
      from = Math.max(west, Math.min(south, north) - margin)
      to = Math.min(east, Math.max(south, north) + margin)
    }
    const offset = row * COLUMNS
    cells.fill(MIXED, offset + columnOf(from), offset + columnOf(to) + 1)
  }
}

/** Between two touched cells of a row nothing changes, so one point decides for the whole run of cells. */
const fillUntouched = (cells: Uint8Array, rows: readonly Float64Array[], box: LatticeBox): void => {
  for (let row = 0; row < ROWS; row++) {
    const y = Math.floor(box.south + ((row + 0.5) * (box.north - box.south + 1)) / ROWS)
    let known: number | undefined
    for (let column = 0; column < COLUMNS; column++) {
      const cell = row * COLUMNS + column
      if (cells[cell] === MIXED) known = undefined
      else {
        const x = Math.floor(box.west + ((column + 0.5) * (box.east - box.west + 1)) / COLUMNS)
        known ??= isInsideByRow(rows[row] as Float64Array, x, y) ? INSIDE : OUTSIDE
        cells[cell] = known
      }
    }
  }
}

const isInsideByRow = (edges: Float64Array, x: number, y: number): boolean => {
  let turns = 0
  for (let i = 0; i < edges.length; i += 4) {
    const ax = edges[i] as number
    const ay = edges[i + 1] as number
    const bx = edges[i + 2] as number
    const by = edges[i + 3] as number
    const west = Math.min(ax, bx)
    if (west > x) break // They are sorted: all the rest lies to the east.
    const upward = ay <= y && by > y
    const downward = by <= y && ay > y
    if (Math.max(ax, bx) >= x) {
      if (!upward && !downward && ay !== y && by !== y) continue
      const side = sideOfLine(ax, ay, bx, by, x, y)
      if (side === 0 && y >= Math.min(ay, by) && y <= Math.max(ay, by)) return true
      if (upward && side < 0) turns--
      if (downward && side > 0) turns++
    } else if (upward) turns--
    else if (downward) turns++
  }
  return turns > 0
}
