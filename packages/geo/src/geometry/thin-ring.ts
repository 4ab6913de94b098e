import { distanceToPiece, groundScale } from './ground-scale.ts'
import { type LatticePoint, toDegrees, UNITS_PER_DEGREE } from './lattice-point.ts'
import type { Ring } from './ring.ts'

/** Which vertices of a ring are kept: one flag each. */
export type KeptVertices = Uint8Array

/**
 * Douglas and Peucker's algorithm: every vertex left out lies within `toleranceMetres` of the segment that replaces it
 * (on WGS84), so neither line is anywhere further than that from the other.
 */
export const thinRing = (
  ring: Ring,
  toleranceMetres: number,
  isFixed: (point: LatticePoint) => boolean,
): KeptVertices => {
  const kept = new Uint8Array(ring.length)
  kept[0] = 1
  kept[farthestVertex(ring)] = 1
  for (const [i, point] of ring.entries()) if (isFixed(point)) kept[i] = 1
  const anchors = keptVertices(kept)
  const pieces = anchors.map((from, i): Piece => [from, anchors[i + 1] ?? ring.length])
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const { vertex, metres } = farthestOfPiece(ring, piece)
    if (!(metres > toleranceMetres)) continue
    kept[vertex] = 1
    pieces.push([piece[0], vertex], [vertex, piece[1]])
  }
  return kept
}

/** Keeps the farthest vertex that a segment replaced. False when it replaced none. */
export const splitPiece = (ring: Ring, kept: KeptVertices, [from, to]: Piece): boolean => {
  if (to - from < 2) return false
  kept[farthestOfPiece(ring, [from, to]).vertex] = 1
  return true
}

/** From one vertex to a later one; the second may be the ring's length, which is vertex 0 again. */
export type Piece = readonly [from: number, to: number]

export const keptVertices = (kept: KeptVertices): readonly number[] => {
  const vertices: number[] = []
  for (const [i, flag] of kept.entries()) if (flag === 1) vertices.push(i)
  return vertices
}

const farthestVertex = (ring: Ring): number => {
  const [x0, y0] = ring[0] ?? [0, 0]
  const { eastMetres, northMetres } = groundScale(toDegrees(y0))
  const distances = ring.map(([x, y]) => Math.hypot((x - x0) * eastMetres, (y - y0) * northMetres))
  return distances.reduce((best, distance, i) => (distance > (distances[best] ?? 0) ? i : best), 0)
}

/** Uses the scale at the vertex, where the distance is measured, so it holds for segments of any length. */
const farthestOfPiece = (ring: Ring, [from, to]: Piece): { readonly vertex: number; readonly metres: number } => {
  const [ax, ay] = ring[from] as LatticePoint
  const [bx, by] = ring[to % ring.length] as LatticePoint
  let [vertex, metres] = [from + 1, -1]
  for (let i = from + 1; i < to; i++) {
    const [x, y] = ring[i] as LatticePoint
    const scale = groundScale(toDegrees(y))
    const [east, north] = [scale.eastMetres / UNITS_PER_DEGREE, scale.northMetres / UNITS_PER_DEGREE]
    const distance = distanceToPiece((ax - x) * east, (ay - y) * north, (bx - x) * east, (by - y) * north)
    if (distance > metres) [vertex, metres] = [i, distance]
  }
  return { vertex, metres }
}
