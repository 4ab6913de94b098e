import { type LatticePoint, TURN, toLattice } from './lattice-point.ts'

/** A closed ring without its repeated last point. Longitudes are continuous, so they may leave −180..360. */
export type Ring = readonly LatticePoint[]

/** A segment of a line, in the direction of its ring. */
export type Edge = readonly [ax: number, ay: number, bx: number, by: number]

export const edgesOf = (ring: Ring): readonly Edge[] =>
  ring.map(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length] ?? [ax, ay]
    return [ax, ay, bx, by]
  })

/** The outer ring first, then holes. */
export type RingPolygon = readonly Ring[]

/** Twice the area in square lattice units, exact: positive when counterclockwise. */
export const signedArea = (ring: Ring): bigint => {
  let [beforeX, beforeY] = ring.at(-1) ?? [0, 0]
  let area = 0n
  for (const [x, y] of ring) {
    area += BigInt(beforeX) * BigInt(y) - BigInt(x) * BigInt(beforeY)
    beforeX = x
    beforeY = y
  }
  return area
}

/** Whether the last position equals the first; 180° and −180° are equal. */
export const isClosed = (positions: readonly (readonly number[])[]): boolean => {
  const [[x = NaN, y] = [], [lastX = NaN, lastY] = []] = [positions[0], positions.at(-1)]
  return positions.length > 1 && y === lastY && (toLattice(x) - toLattice(lastX)) % TURN === 0
}

/** The outer ring counterclockwise, holes clockwise, as RFC 7946 requires: the area is then left of every edge. */
export const turnedPolygon = (polygon: RingPolygon): RingPolygon =>
  polygon.map((ring, i) => (signedArea(ring) > 0n === (i === 0) ? ring : ring.toReversed()))

/**
 * Drops repeated points (the closing one included) and makes longitude continuous: a step of more than 180° is read as the
 * short way, across the antimeridian. `undefined` when the ring goes around a pole, so that it has no inside here.
 */
export const unwrapRing = (positions: readonly (readonly number[])[]): Ring | undefined => {
  const ring: LatticePoint[] = []
  let beforeX: number | undefined
  let beforeY = 0
  for (const [longitude = 0, latitude = 0] of positions) {
    const wrapped = toLattice(longitude)
    const x: number = beforeX === undefined ? wrapped : wrapped + TURN * Math.round((beforeX - wrapped) / TURN)
    const y = toLattice(latitude)
    if (x !== beforeX || y !== beforeY) ring.push([x, y])
    beforeX = x
    beforeY = y
  }
  const [first, last] = [ring[0], ring.at(-1)]
  if (first === undefined || last === undefined || ring.length === 1) return ring
  if (last[1] === first[1] && last[0] === first[0]) ring.pop()
  else if (last[0] !== first[0] && (last[0] - first[0]) % TURN === 0) return undefined
  return ring
}
