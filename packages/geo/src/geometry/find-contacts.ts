import type { LatticePoint } from './lattice-point.ts'
import type { Ring } from './ring.ts'
import { sideOfLine } from './side-of-line.ts'

/** `crossing`: the edges pass through each other. `overlapping`: they share a segment. `touching`: they share one point. */
export type ContactKind = 'crossing' | 'overlapping' | 'touching'

/** Edge i of a ring runs from its vertex i to the next one. `point` is a point of the contact, rounded when edges cross. */
export type Contact = {
  readonly kind: ContactKind
  readonly a: { readonly ring: number; readonly edge: number }
  readonly b: { readonly ring: number; readonly edge: number }
  readonly point: LatticePoint
}

type Edge = {
  readonly ring: number
  readonly edge: number
  readonly from: LatticePoint
  readonly to: LatticePoint
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

/**
 * All contacts between edges, exact, without the vertex that neighbours in a ring share. Edges are swept from west to east
 * in bands of latitude: about n log n for real lines.
 */
export const findContacts = (rings: readonly Ring[]): readonly Contact[] => {
  const edges = rings.flatMap(edgesOf).toSorted((a, b) => a.west - b.west)
  const bandOf = bandsFor(edges)
  const bands: Edge[][] = []
  for (const edge of edges) {
    for (let band = bandOf(edge.south); band <= bandOf(edge.north); band++) {
      const members = bands[band] ?? []
      if (members.push(edge) === 1) bands[band] = members
    }
  }
  const contacts: Contact[] = []
  for (const [band, members] of bands.entries()) {
    for (const [a, b] of boxesThatMeet(members ?? [])) {
      if (bandOf(Math.max(a.south, b.south)) !== band) continue // Found once already, in another band.
      const contact = contactOf(a, b, rings[a.ring]?.length ?? 0)
      if (contact !== undefined) contacts.push(contact)
    }
  }
  return contacts
}

const edgesOf = (ring: Ring, ringIndex: number): readonly Edge[] =>
  ring.map((from, edge) => {
    const to = ring[(edge + 1) % ring.length] ?? from
    const [west, east] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])]
    const [south, north] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])]
    return { ring: ringIndex, edge, from, to, west, east, south, north }
  })

/** As many bands as possible such that an edge lies in three of them on average. */
const bandsFor = (edges: readonly Edge[]): ((y: number) => number) => {
  let [south, north, heights] = [Infinity, -Infinity, 1]
  for (const edge of edges) {
    south = Math.min(south, edge.south)
    north = Math.max(north, edge.north)
    heights += edge.north - edge.south
  }
  const bandHeight = Math.max(1, heights / 2 / edges.length, (north - south) / edges.length)
  return (y) => Math.floor((y - south) / bandHeight)
}

function* boxesThatMeet(edges: readonly Edge[]): Generator<readonly [Edge, Edge]> {
  for (const [i, a] of edges.entries()) {
    for (let j = i + 1; j < edges.length; j++) {
      const b = edges[j] as Edge
      if (b.west > a.east) break
      if (b.south <= a.north && b.north >= a.south) yield [a, b]
    }
  }
}

const contactOf = (a: Edge, b: Edge, ringLength: number): Contact | undefined => {
  const kind = kindOf(a, b)
  if (kind === undefined || (kind === 'touching' && areNeighbours(a, b, ringLength))) return undefined
  return { kind, a: { ring: a.ring, edge: a.edge }, b: { ring: b.ring, edge: b.edge }, point: pointOf(a, b, kind) }
}

const areNeighbours = (a: Edge, b: Edge, ringLength: number): boolean => {
  const steps = Math.abs(a.edge - b.edge)
  return a.ring === b.ring && (steps === 1 || steps === ringLength - 1)
}

const sideOf = ({ from, to }: Edge, [x, y]: LatticePoint): number => sideOfLine(from[0], from[1], to[0], to[1], x, y)

const kindOf = (a: Edge, b: Edge): ContactKind | undefined => {
  const [fromB, toB] = [sideOf(b, a.from), sideOf(b, a.to)]
  if ((fromB > 0 && toB > 0) || (fromB < 0 && toB < 0)) return undefined
  const [fromA, toA] = [sideOf(a, b.from), sideOf(a, b.to)]
  if ((fromA > 0 && toA > 0) || (fromA < 0 && toA < 0)) return undefined
  if (fromA === 0 && toA === 0) {
    const sharedWidth = Math.min(a.east, b.east) - Math.max(a.west, b.west)
    const sharedHeight = Math.min(a.north, b.north) - Math.max(a.south, b.south)
    return sharedWidth > 0 || sharedHeight > 0 ? 'overlapping' : 'touching'
  }
  return fromA === 0 || toA === 0 || fromB === 0 || toB === 0 ? 'touching' : 'crossing'
}

const pointOf = (a: Edge, b: Edge, kind: ContactKind): LatticePoint => {
  if (kind !== 'crossing') {
    const isOn = (edge: Edge) => (end: LatticePoint) => sideOf(edge, end) === 0 && isInBox(edge, end)
    return [a.from, a.to].find(isOn(b)) ?? [b.from, b.to].find(isOn(a)) ?? a.from
  }
  const [left, right] = [sideOf(b, a.from), sideOf(b, a.to)]
  const part = left / (left - right)
  const [x, y] = [a.from[0] + part * (a.to[0] - a.from[0]), a.from[1] + part * (a.to[1] - a.from[1])]
  return [Math.round(x), Math.round(y)]
}

const isInBox = ({ west, south, east, north }: Edge, [x, y]: LatticePoint): boolean =>
  x >= west && x <= east && y >= south && y <= north
