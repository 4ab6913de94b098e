import type { LatticePoint } from '../geometry/lattice-point.ts'
import type { Ring, RingPolygon } from '../geometry/ring.ts'

/**
 * The oracle: no index, no doubles, no winding. Every edge of every ring, crossings counted eastwards as exact fractions; the area
 * is each outside without the insides of its holes, all lines included.
 */
export const slowContains = (polygons: readonly RingPolygon[], [x, y]: LatticePoint): boolean => {
  const point = { x: BigInt(x), y: BigInt(y) }
  return polygons.some(([outside = [], ...holes]) => {
    if (isOnRing(outside, point) || holes.some((hole) => isOnRing(hole, point))) return true
    return isOddlyCrossed(outside, point) && !holes.some((hole) => isOddlyCrossed(hole, point))
  })
}

type Exact = { readonly x: bigint; readonly y: bigint }

const edges = (ring: Ring): readonly (readonly [Exact, Exact])[] => {
  const exact = ring.map(([x, y]) => ({ x: BigInt(x), y: BigInt(y) }))
  return exact.map((from, i) => [from, exact[(i + 1) % exact.length] ?? from])
}

/** On the piece when the way from a to p plus the way from p to b is the way from a to b: p − a = t (b − a), 0 ≤ t ≤ 1. */
const isOnRing = (ring: Ring, p: Exact): boolean =>
  edges(ring).some(([a, b]) => {
    const [along, length] = [dot(a, b, p), dot(a, b, b)]
    // The foot of p on the line through a and b, times length, must be p itself.
    const [footX, footY] = [a.x * length + along * (b.x - a.x), a.y * length + along * (b.y - a.y)]
    return length === 0n
      ? a.x === p.x && a.y === p.y
      : along >= 0n && along <= length && footX === p.x * length && footY === p.y * length
  })

const dot = (a: Exact, b: Exact, p: Exact): bigint => (b.x - a.x) * (p.x - a.x) + (b.y - a.y) * (p.y - a.y)

const isOddlyCrossed = (ring: Ring, p: Exact): boolean => {
  let crossings = 0
  for (const [a, b] of edges(ring)) {
    const [low, high] = a.y < b.y ? [a, b] : [b, a]
    if (p.y < low.y || p.y >= high.y) continue
    // The edge is at x = low.x + (p.y − low.y) · (high.x − low.x) / (high.y − low.y); the divisor is positive.
    const height = high.y - low.y
    if (low.x * height + (p.y - low.y) * (high.x - low.x) > p.x * height) crossings++
  }
  return crossings % 2 === 1
}
