import { type ContactKind, findContacts } from '../geometry/find-contacts.ts'
import { boxOf, isBoxIn } from '../geometry/lattice-box.ts'
import type { LatticePoint } from '../geometry/lattice-point.ts'
import { isRingIn } from '../geometry/place-in-ring.ts'
import { type Ring, type RingPolygon, turnedPolygon } from '../geometry/ring.ts'

/** A problem of ring `ring` (0 is the outer one) of polygon `polygon`, at a point. */
export type PolygonFinding = {
  readonly polygon: number
  readonly ring: number
  readonly problem: string
  readonly point: LatticePoint
}

/** `faults` rule the area out; `overlaps` may be unintended, but the area is then simply the union of both polygons. */
type PolygonReport = { readonly faults: readonly PolygonFinding[]; readonly overlaps: readonly PolygonFinding[] }

/**
 * A ring must not meet itself. A hole lies inside its outer ring and may touch each other ring in one point at most, so that
 * the polygon stays in one piece. Polygons may touch and share edges (as at 180°).
 */
export const checkPolygons = (given: readonly RingPolygon[]): PolygonReport => {
  const polygons = given.map(turnedPolygon)
  const places = polygons.flatMap((polygon, p) => polygon.map((points, r) => ({ polygon: p, ring: r, points })))
  const faults: PolygonFinding[] = []
  const overlaps: PolygonFinding[] = []
  for (const contacts of contactsByPair(places.map(({ points }) => points))) {
    const [first, second] = [places[contacts[0].ringA], places[contacts[0].ringB]]
    if (first === undefined || second === undefined) continue
    const problem =
      first === second
        ? meetsItself(contacts)
        : first.polygon === second.polygon
          ? meetsRing(contacts, first.ring)
          : undefined
    const finding = { polygon: second.polygon, ring: second.ring, point: contacts[0].point }
    if (problem !== undefined) faults.push({ ...finding, problem })
    else if (first.polygon !== second.polygon && contacts.some(({ isOverlap }) => isOverlap))
      overlaps.push({ ...finding, problem: `overlaps polygon ${first.polygon}` })
  }
  if (faults.length > 0) return { faults, overlaps } // Crossing rings have no well-defined inside.
  return { faults: polygons.flatMap(misplacedHoles), overlaps: [...overlaps, ...nestedPolygons(polygons)] }
}

type PairContact = {
  readonly ringA: number
  readonly ringB: number
  readonly kind: ContactKind
  readonly point: LatticePoint
  /** Whether the areas left of the two edges share more than a line. */
  readonly isOverlap: boolean
}
type PairContacts = readonly [PairContact, ...PairContact[]]

const WORST_FIRST: readonly ContactKind[] = ['crossing', 'overlapping', 'touching']

/** The contacts of each pair of rings (or of a ring with itself), the worst kind first. */
const contactsByPair = (rings: readonly Ring[]): readonly PairContacts[] => {
  const pairs = new Map<string, [PairContact, ...PairContact[]]>()
  const contacts = findContacts(rings).toSorted((a, b) => WORST_FIRST.indexOf(a.kind) - WORST_FIRST.indexOf(b.kind))
  for (const { kind, a, b, point } of contacts) {
    const isOverlap =
      kind === 'crossing' || (kind === 'overlapping' && runAlike(rings[a.ring], a.edge, rings[b.ring], b.edge))
    const contact = { ringA: Math.min(a.ring, b.ring), ringB: Math.max(a.ring, b.ring), kind, point, isOverlap }
    const key = `${contact.ringA},${contact.ringB}`
    const known = pairs.get(key)
    if (known === undefined) pairs.set(key, [contact])
    else known.push(contact)
  }
  return [...pairs.values()]
}

/** Neighbours that merely share an edge run along it in opposite directions, each with its area to the left. */
const runAlike = (ringA: Ring = [], edgeA: number, ringB: Ring = [], edgeB: number): boolean => {
  const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = [ringA[edgeA], ringA[(edgeA + 1) % ringA.length]]
  const [[cx, cy] = [0, 0], [dx, dy] = [0, 0]] = [ringB[edgeB], ringB[(edgeB + 1) % ringB.length]]
  return (bx - ax) * (dx - cx) + (by - ay) * (dy - cy) > 0
}

const MEETS_ITSELF = {
  crossing: 'crosses itself',
  overlapping: 'runs back along itself',
  touching: 'touches itself',
} as const satisfies Record<ContactKind, string>

const meetsItself = (contacts: PairContacts): string => {
  const { kind } = contacts[0]
  const places = new Set(contacts.filter((contact) => contact.kind === kind).map(({ point }) => point.join()))
  return places.size === 1 ? MEETS_ITSELF[kind] : `${MEETS_ITSELF[kind]} in ${places.size} places, once`
}

const meetsRing = (contacts: PairContacts, ring: number): string | undefined => {
  if (contacts[0].kind !== 'touching') return `crosses or follows ring ${ring}`
  const places = new Set(contacts.map(({ point }) => point.join()))
  return places.size > 1 ? `touches ring ${ring} in more than one place` : undefined
}

const misplacedHoles = ([outside = [], ...holes]: RingPolygon, polygon: number): readonly PolygonFinding[] =>
  holes.flatMap((hole, h) => {
    const finding = { polygon, ring: h + 1, point: hole[0] ?? ([0, 0] as const) }
    if (!isRingIn(hole, outside)) return [{ ...finding, problem: 'is a hole outside its polygon' }]
    const around = holes.findIndex((other, o) => o !== h && isRingIn(hole, other))
    return around === -1 ? [] : [{ ...finding, problem: `is a hole inside the hole of ring ${around + 1}` }]
  })

/** Polygons whose lines do not cross may still lie inside one another; inside a hole is fine. */
const nestedPolygons = (polygons: readonly RingPolygon[]): readonly PolygonFinding[] => {
  const boxes = polygons.map(([outside = []]) => boxOf(outside))
  return polygons.flatMap(([ring = []], inner) =>
    polygons.flatMap(([outside = [], ...holes], outer) => {
      const [innerBox, outerBox] = [boxes[inner], boxes[outer]]
      if (inner === outer || !innerBox || !outerBox || !isBoxIn(innerBox, outerBox)) return []
      if (!isRingIn(ring, outside) || holes.some((hole) => isRingIn(ring, hole))) return []
      const point = ring[0] ?? ([0, 0] as const)
      return [{ polygon: inner, ring: 0, point, problem: `lies inside polygon ${outer}` }]
    }),
  )
}
