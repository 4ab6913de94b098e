import { boxOf, isBoxIn } from './box.ts'
import { type Contact, type ContactKind, findContacts } from './find-contacts.ts'
import type { LatticePoint } from './lattice.ts'
import { isRingIn } from './place-in-ring.ts'
import type { RingPolygon } from './ring.ts'

/** Something about ring `ring` (0 is the outside) of polygon `polygon`, at a point. */
export type PolygonFinding = {
  readonly polygon: number
  readonly ring: number
  readonly problem: string
  readonly at: LatticePoint
}

/** With `faults` there is no area; `overlaps` may not be meant, but the area is then simply both polygons together. */
export type PolygonReport = { readonly faults: readonly PolygonFinding[]; readonly overlaps: readonly PolygonFinding[] }

/**
 * A ring may not meet itself. A hole lies inside its outside and may touch each other ring at one point at most, so that
 * the polygon stays in one piece. Polygons may touch and share edges (as at 180°).
 */
export const checkPolygons = (polygons: readonly RingPolygon[]): PolygonReport => {
  const places = polygons.flatMap((polygon, p) => polygon.map((points, r) => ({ polygon: p, ring: r, points })))
  const contacts = findContacts(places.map(({ points }) => points))
  const faults: PolygonFinding[] = []
  const overlaps: PolygonFinding[] = []
  const touches = new Map<string, Contact>()
  for (const contact of contacts) {
    const [first, second] = [places[contact.a.ring], places[contact.b.ring]]
    if (first === undefined || second === undefined) continue
    const { kind, at } = contact
    const finding = { polygon: second.polygon, ring: second.ring, at }
    if (first === second) faults.push({ ...finding, problem: MEETS_ITSELF[kind] })
    else if (first.polygon !== second.polygon) {
      if (kind === 'crossing') overlaps.push({ ...finding, problem: `overlaps polygon ${first.polygon}` })
    } else if (kind !== 'touching') faults.push({ ...finding, problem: `crosses or follows ring ${first.ring}` })
    else {
      const pair = [first.ring, second.ring].sort().join()
      const before = touches.get(`${first.polygon}:${pair}`)
      touches.set(`${first.polygon}:${pair}`, contact)
      if (before !== undefined && (before.at[0] !== at[0] || before.at[1] !== at[1]))
        faults.push({ ...finding, problem: `touches ring ${first.ring} in more than one place` })
    }
  }
  if (faults.length > 0) return { faults, overlaps } // Inside and outside mean little with rings that cross.
  return { faults: polygons.flatMap(misplacedHoles), overlaps: [...overlaps, ...nestedPolygons(polygons)] }
}

const MEETS_ITSELF = {
  crossing: 'crosses itself',
  overlapping: 'runs back along itself',
  touching: 'touches itself',
} as const satisfies Record<ContactKind, string>

const misplacedHoles = ([outside = [], ...holes]: RingPolygon, polygon: number): readonly PolygonFinding[] =>
  holes.flatMap((hole, h) => {
    const finding = { polygon, ring: h + 1, at: hole[0] ?? ([0, 0] as const) }
    if (!isRingIn(hole, outside)) return [{ ...finding, problem: 'is a hole outside its polygon' }]
    const around = holes.findIndex((other, o) => o !== h && isRingIn(hole, other))
    return around === -1 ? [] : [{ ...finding, problem: `is a hole inside the hole of ring ${around + 1}` }]
  })

/** Polygons whose lines do not cross may still lie one in the other; in a hole of it is as it should be. */
const nestedPolygons = (polygons: readonly RingPolygon[]): readonly PolygonFinding[] => {
  const boxes = polygons.map(([outside = []]) => boxOf(outside))
  return polygons.flatMap(([ring = []], inner) =>
    polygons.flatMap(([outside = [], ...holes], outer) => {
      const [innerBox, outerBox] = [boxes[inner], boxes[outer]]
      if (inner === outer || !innerBox || !outerBox || !isBoxIn(innerBox, outerBox)) return []
      if (!isRingIn(ring, outside) || holes.some((hole) => isRingIn(ring, hole))) return []
      const at = ring[0] ?? ([0, 0] as const)
      return [{ polygon: inner, ring: 0, at, problem: `lies inside polygon ${outer}` }]
    }),
  )
}
