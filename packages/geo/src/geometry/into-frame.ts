import { boxOf } from './lattice-box.ts'
import { TURN } from './lattice-point.ts'
import type { Ring, RingPolygon } from './ring.ts'

/**
 * The western end of the 360° of longitude in which an area is processed, chosen so that the area does not cross it: 0..360
 * if possible (it keeps New Zealand in one piece), else −180..180, else from the middle of the widest free gap.
 * `undefined` when the area leaves no longitude free.
 */
export const frameWest = (polygons: readonly RingPolygon[]): number | undefined => {
  const spans = polygons.flatMap(([outside]) => (outside === undefined ? [] : [spanOf(outside)]))
  const gaps = gapsBetween(spans)
  if (gaps.some((gap) => isIn(gap, 0))) return 0
  if (gaps.some((gap) => isIn(gap, -TURN / 2))) return -TURN / 2
  const widest = gaps.toSorted((a, b) => b.width - a.width)[0]
  return widest === undefined ? undefined : Math.floor(widest.west + widest.width / 2) - TURN
}

/** Shifts every polygon by whole turns into the frame; holes move with their outer ring. */
export const intoFrame = (polygons: readonly RingPolygon[], west: number): readonly RingPolygon[] =>
  polygons.map((polygon) =>
    polygon.map((ring) => {
      const shift = -Math.floor((spanOf(ring).west - west) / TURN) * TURN
      return shift === 0 ? ring : ring.map(([x, y]) => [x + shift, y] as const)
    }),
  )

type Span = { readonly west: number; readonly width: number }

const spanOf = (ring: Ring): Span => {
  const { west, east } = boxOf(ring)
  return { west, width: east - west }
}

const isIn = ({ west, width }: Span, x: number): boolean => {
  const offset = (((x - west) % TURN) + TURN) % TURN
  return offset > 0 && offset < width
}

/** The free longitudes between the spans, each starting in 0..360. */
const gapsBetween = (spans: readonly Span[]): readonly Span[] => {
  const sorted = spans
    .map(({ west, width }) => ({ west: ((west % TURN) + TURN) % TURN, width }))
    .toSorted((a, b) => a.west - b.west)
  const first = sorted[0]
  if (first === undefined) return [{ west: 0, width: TURN }]
  const gaps: Span[] = []
  let reached = Math.max(first.west, ...sorted.map(({ west, width }) => west + width - TURN))
  for (const { west, width } of sorted) {
    if (west > reached) gaps.push({ west: reached, width: west - reached })
    reached = Math.max(reached, west + width)
  }
  if (first.west + TURN > reached) gaps.push({ west: reached, width: first.west + TURN - reached })
  return gaps
}
