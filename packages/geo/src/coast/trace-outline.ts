import type { LatticePoint } from '../geometry/lattice-point.ts'
import type { Ring } from '../geometry/ring.ts'

/** A grid of corners (column, row): whole numbers from 0 to `size`, which is a power of two. */
export type OutlineGrid = {
  readonly size: number
  /** The lattice point of a corner; columns and rows may be fractions. */
  readonly pointAt: (column: number, row: number) => LatticePoint
  readonly isInside: (x: number, y: number) => boolean
  /** True when no outline can pass through this square, so that it need not be searched. */
  readonly isWhole: (column: number, row: number, size: number) => boolean
  /** How many bisections locate the crossing of a grid edge with the outline. */
  readonly halvings: number
}

/**
 * The outline of `isInside` as rings with the inside to their left (so outer rings run counterclockwise, holes clockwise), by
 * marching squares over the cells that `isWhole` does not rule out. Each corner of a ring lies on an edge of the grid, as
 * precise as the halvings. Rings never meet themselves or each other. All corners on the grid's rim must be outside.
 */
export const traceOutline = (grid: OutlineGrid): readonly Ring[] => {
  const isCornerInside = remembered(grid.size, (column, row) => grid.isInside(...grid.pointAt(column, row)))
  const next = new Map<number, number>()
  visitCells(grid, (column, row) => {
    for (const [from, to] of cellSteps(grid, isCornerInside, column, row)) next.set(from, to)
  })
  const rings: Ring[] = []
  for (const start of next.keys()) {
    const ring: LatticePoint[] = []
    for (let edge: number | undefined = start; edge !== undefined; ) {
      const after = next.get(edge)
      if (after === undefined) break
      ring.push(crossingOf(grid, isCornerInside, edge))
      next.delete(edge)
      edge = after
    }
    if (ring.length > 0) rings.push(ring)
  }
  return rings
}

type Ask = (column: number, row: number) => boolean

const remembered = (size: number, ask: Ask): Ask => {
  const answers = new Map<number, boolean>()
  return (column, row) => {
    const key = row * (size + 1) + column
    const known = answers.get(key)
    if (known !== undefined) return known
    const answer = ask(column, row)
    answers.set(key, answer)
    return answer
  }
}

const visitCells = ({ size, isWhole }: OutlineGrid, visit: (column: number, row: number) => void): void => {
  const squares: (readonly [column: number, row: number, size: number])[] = [[0, 0, size]]
  for (let square = squares.pop(); square !== undefined; square = squares.pop()) {
    const [column, row, side] = square
    if (side === 1) visit(column, row)
    else if (!isWhole(column, row, side)) {
      const half = side / 2
      squares.push(
        [column, row, half],
        [column + half, row, half],
        [column, row + half, half],
        [column + half, row + half, half],
      )
    }
  }
}

// An edge of the grid is named by its western or southern corner, doubled, plus 1 when it is upright.
const levelEdge = (size: number, column: number, row: number): number => 2 * (row * (size + 1) + column)
const uprightEdge = (size: number, column: number, row: number): number => 2 * (row * (size + 1) + column) + 1

/** Steps of the outline through one cell, from the edge where it enters to the edge where it leaves, inside to the left. */
const cellSteps = (
  { size, pointAt, isInside }: OutlineGrid,
  isCornerInside: Ask,
  column: number,
  row: number,
): readonly (readonly [from: number, to: number])[] => {
  // Corners counterclockwise from the south-west; side i runs from corner i to corner i + 1.
  const corners = [
    isCornerInside(column, row),
    isCornerInside(column + 1, row),
    isCornerInside(column + 1, row + 1),
    isCornerInside(column, row + 1),
  ]
  const sides = [
    levelEdge(size, column, row),
    uprightEdge(size, column + 1, row),
    levelEdge(size, column, row + 1),
    uprightEdge(size, column, row),
  ]
  // The inside is left of the outline, so it comes in where the walk round the cell goes from inside to outside.
  const comesIn = [0, 1, 2, 3].filter((i) => corners[i] === true && corners[(i + 1) % 4] === false)
  const goesOut = [0, 1, 2, 3].filter((i) => corners[i] === false && corners[(i + 1) % 4] === true)
  // With two opposite corners inside, the middle says whether they are joined: then each step rounds an outside corner.
  const turn = comesIn.length === 2 && isInside(...pointAt(column + 0.5, row + 0.5)) ? 1 : 3
  return comesIn.map((side) => {
    const to = goesOut.length === 1 ? (goesOut[0] ?? 0) : (side + turn) % 4
    return [sides[side] ?? 0, sides[to] ?? 0] as const
  })
}

/** Between the two corners of a grid edge, of which one is inside and one outside. */
const crossingOf = (
  { size, pointAt, isInside, halvings }: OutlineGrid,
  isCornerInside: Ask,
  edge: number,
): LatticePoint => {
  const corner = Math.floor(edge / 2)
  const [column, row] = [corner % (size + 1), Math.floor(corner / (size + 1))]
  const point = (part: number) => (edge % 2 === 0 ? pointAt(column + part, row) : pointAt(column, row + part))
  const isStartInside = isCornerInside(column, row)
  let [low, high] = [0, 1]
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2
    if (isInside(...point(middle)) === isStartInside) low = middle
    else high = middle
  }
  return point((low + high) / 2)
}
