import { boxOf } from '../geometry/lattice-box.ts'
import { type LatticePoint, TURN } from '../geometry/lattice-point.ts'
import { nestRings } from '../geometry/nest-rings.ts'
import { type Ring, type RingPolygon, turnedPolygon } from '../geometry/ring.ts'

/**
 * Polygons as RFC 7946 §3.1.9 requires them: cut where they cross the antimeridian, each part in −180..180, outer rings
 * counterclockwise. Cut points are rounded to the lattice (0.11 mm).
 */
export const cutAtAntimeridian = (polygons: readonly RingPolygon[]): readonly RingPolygon[] =>
  polygons.flatMap((polygon) => cutPolygon(turnedPolygon(polygon)))

const cutPolygon = (polygon: RingPolygon): readonly RingPolygon[] => {
  const { west, east } = boxOf(polygon[0] ?? [])
  const turns = Math.floor((west + TURN / 2) / TURN)
  const home = turns === 0 ? polygon : mapRings(polygon, ([x, y]) => [x - turns * TURN, y])
  if (east - turns * TURN <= TURN / 2) return [home]
  return [...westPart(home), ...westPart(mirrored(home)).map(mirrored).flatMap(cutPolygon)]
}

const mapRings = (polygon: RingPolygon, change: (point: LatticePoint) => LatticePoint): RingPolygon =>
  polygon.map((ring) => ring.map(change))

/** Mirrored at the antimeridian; rings are reversed, so that they keep their orientation. */
const mirrored = (polygon: RingPolygon): RingPolygon =>
  polygon.map((ring) => ring.map(([x, y]) => [TURN - x, y] as const).toReversed())

/** The part west of 180°. Chains of edges are joined along the line: from each end up to the next start. */
const westPart = (polygon: RingPolygon): readonly RingPolygon[] => {
  const chains = polygon.flatMap(westChains)
  const [closed, open] = [chains.filter(isLoop), chains.filter((chain) => !isLoop(chain))]
  const next = nextChains(open)
  const joined: Ring[] = []
  const used = new Set<Ring>()
  for (const first of open) {
    const ring: LatticePoint[] = []
    for (let chain: Ring | undefined = first; chain !== undefined && !used.has(chain); chain = next.get(chain)) {
      used.add(chain)
      ring.push(...chain)
    }
    joined.push(ring)
  }
  return nestRings([...closed, ...joined].map(withoutRepeats))
}

const LINE = TURN / 2

/** A ring that never reaches the line, or only touches it: joined with others it would make them touch themselves. */
const isLoop = (chain: Ring): boolean => {
  const [[firstX, firstY] = [], [lastX, lastY] = []] = [chain[0], chain.at(-1)]
  return firstX !== LINE || (lastX === LINE && lastY === firstY)
}

const withoutRepeats = (ring: Ring): Ring =>
  ring.filter(([x, y], i) => x !== ring.at(i - 1)?.[0] || y !== ring.at(i - 1)?.[1])

const isOnLine = (point: LatticePoint | undefined): boolean => point?.[0] === LINE

/** The pieces of the ring west of the line, from line to line; the whole ring if it never reaches the line. */
const westChains = (ring: Ring): readonly Ring[] => {
  const points = ring.flatMap((point, i) => {
    const [[ax, ay], [bx, by]] = [point, ring[(i + 1) % ring.length] ?? point]
    if (ax < LINE === bx < LINE || ax === LINE || bx === LINE) return [point]
    return [point, [LINE, Math.round(ay + ((by - ay) * (LINE - ax)) / (bx - ax))] as const]
  })
  const start = points.findIndex(isOnLine)
  if (start === -1) return points.every(([x]) => x < LINE) ? [points] : []
  const chains: LatticePoint[][] = []
  for (let i = 0; i < points.length; i++) {
    const [from, to] = [points[(start + i) % points.length], points[(start + i + 1) % points.length]]
    if (from === undefined || to === undefined || (from[0] >= LINE && to[0] >= LINE)) continue
    if (isOnLine(from)) chains.push([from])
    chains.at(-1)?.push(to)
  }
  return chains
}

/** Ends and starts alternate up the line. At equal heights whichever is due comes first: rings may touch there. */
const nextChains = (chains: readonly Ring[]): ReadonlyMap<Ring, Ring> => {
  const byHeight = (heightOf: (chain: Ring) => number) => chains.toSorted((a, b) => heightOf(a) - heightOf(b))
  const ends = byHeight((chain) => chain.at(-1)?.[1] ?? 0)
  const starts = byHeight((chain) => chain[0]?.[1] ?? 0)
  return new Map(ends.flatMap((end, i) => (starts[i] === undefined ? [] : [[end, starts[i]] as const])))
}
