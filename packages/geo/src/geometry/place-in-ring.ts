import type { LatticePoint } from './lattice-point.ts'
import type { Ring } from './ring.ts'
import { sideOfLine } from './side-of-line.ts'

/** Exact, by looking at every edge: for the few queries that are not worth an index. */
export const placeInRing = (ring: Ring, [x, y]: LatticePoint): 'inside' | 'line' | 'outside' => {
  let [ax, ay] = ring.at(-1) ?? [Infinity, Infinity]
  let isInside = false
  for (const [bx, by] of ring) {
    const side = sideOfLine(ax, ay, bx, by, x, y)
    const isInBox = x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by)
    if (side === 0 && isInBox) return 'line'
    if (ay <= y !== by <= y && side > 0 === by > ay) isInside = !isInside
    ax = bx
    ay = by
  }
  return isInside ? 'inside' : 'outside'
}

/** Whether a ring that does not cross `outer` lies inside it: its first point off the line decides. */
export const isRingIn = (ring: Ring, outer: Ring): boolean => {
  for (const point of ring) {
    const place = placeInRing(outer, point)
    if (place !== 'line') return place === 'inside'
  }
  return true
}
