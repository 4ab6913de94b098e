import type { Place } from '../geometry/within-metres.ts'
import type { Arc } from './split-into-arcs.ts'
import type { Vector } from './vector.ts'

/** A box about arcs, in the space of unit vectors, with two halves or the arcs themselves. */
export type ArcBox = {
  readonly low: readonly [x: number, y: number, z: number]
  readonly high: readonly [x: number, y: number, z: number]
  readonly halves: readonly [ArcBox, ArcBox] | null
  readonly arcs: readonly Arc[]
}

const ARCS_PER_LEAF = 8
/** An arc of 5 km bulges beyond the box of its ends by half a metre: less than this, in Earth radii. */
const BULGE = 1e-7

/** Halves along the longest side until few are left: about log₂(arcs / 8) steps deep. */
export const buildSphereIndex = (arcs: readonly Arc[]): ArcBox => {
  const ends = arcs.flatMap(({ from, to }) => [from, to])
  const extent = (of: (place: Place) => number): readonly [low: number, high: number] => {
    let [low, high] = [Infinity, -Infinity]
    for (const end of ends) {
      low = Math.min(low, of(end))
      high = Math.max(high, of(end))
    }
    return [low - BULGE, high + BULGE]
  }
  const axes = AXES.map(extent) as [readonly [number, number], readonly [number, number], readonly [number, number]]
  const low = [axes[0][0], axes[1][0], axes[2][0]] as const
  const high = [axes[0][1], axes[1][1], axes[2][1]] as const
  if (arcs.length <= ARCS_PER_LEAF) return { low, high, halves: null, arcs }
  const sides = axes.map(([from, to]) => to - from)
  const along = AXES[sides.indexOf(Math.max(...sides))] ?? AXES[0]
  const sorted = arcs.toSorted((a, b) => along(a.from) + along(a.to) - along(b.from) - along(b.to))
  const middle = sorted.length >> 1
  return {
    low,
    high,
    halves: [buildSphereIndex(sorted.slice(0, middle)), buildSphereIndex(sorted.slice(middle))],
    arcs: [],
  }
}

const AXES = [({ x }: Place) => x, ({ y }: Place) => y, ({ z }: Place) => z] as const

/** The square of the straight distance from a point to the box, through the unit sphere: 0 inside it. */
export const squareToBox = ({ low, high }: ArcBox, { x, y, z }: Vector): number => {
  const dx = Math.max(0, low[0] - x, x - high[0])
  const dy = Math.max(0, low[1] - y, y - high[1])
  const dz = Math.max(0, low[2] - z, z - high[2])
  return dx * dx + dy * dy + dz * dz
}

/** Whether the box has points on both sides of the plane through the centre with this normal, or on it. */
export const isCutByPlane = ({ low, high }: ArcBox, { x, y, z }: Vector): boolean => {
  const least = x * (x > 0 ? low[0] : high[0]) + y * (y > 0 ? low[1] : high[1]) + z * (z > 0 ? low[2] : high[2])
  const most = x * (x > 0 ? high[0] : low[0]) + y * (y > 0 ? high[1] : low[1]) + z * (z > 0 ? high[2] : low[2])
  return least <= 0 && most >= 0
}
