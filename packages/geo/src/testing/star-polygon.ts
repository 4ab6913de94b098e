import fc from 'fast-check'
import type { LatticePoint } from '../geometry/lattice-point.ts'
import type { Ring, RingPolygon } from '../geometry/ring.ts'

/**
 * A ring seen whole from its centre: one point on each of some rays, in order, so it never meets itself. With a ray in
 * each eighth of the turn it holds the disc of half its smallest radius.
 */
const starRing = (radii: readonly [min: number, max: number]): fc.Arbitrary<Ring> =>
  fc
    .array(fc.tuple(fc.nat(63), fc.integer({ min: radii[0], max: radii[1] })), { minLength: 8, maxLength: 24 })
    .map((extra) => {
      const radiusByRay = new Map(Array.from({ length: 8 }, (_, i) => [i * 8, radii[0] + ((i * 7) % 5)]))
      for (const [ray, radius] of extra) radiusByRay.set(ray, radius)
      return [...radiusByRay]
        .toSorted(([a], [b]) => a - b)
        .map(([ray, radius]): LatticePoint => {
          const angle = (ray / 64) * 2 * Math.PI
          return [Math.round(radius * Math.cos(angle)), Math.round(radius * Math.sin(angle))]
        })
    })

const moved = (ring: Ring, dx: number, dy: number): Ring => ring.map(([x, y]) => [x + dx, y + dy] as const)

/** An outside with up to four holes in it that do not meet, either way round, centred on 0, reaching to ±4,000. */
export const starPolygon: fc.Arbitrary<RingPolygon> = fc
  .tuple(starRing([2_000, 4_000]), fc.array(starRing([50, 300]), { maxLength: 4 }), fc.boolean(), fc.boolean())
  .map(([outside, holes, flipOutside, flipHoles]) => [
    flipOutside ? outside.toReversed() : outside,
    ...holes.map((hole, i) => {
      const placed = moved(hole, i % 2 === 0 ? 350 : -350, i < 2 ? 350 : -350)
      return flipHoles ? placed.toReversed() : placed
    }),
  ])

/** Anything near the polygons, and above all their corners, points of their edges, and the neighbours of these. */
export const pointsAbout = (polygons: readonly RingPolygon[]): fc.Arbitrary<LatticePoint> => {
  const rings = polygons.flat()
  const corners = rings.flat()
  const edge = fc.constantFrom(
    ...rings.flatMap((ring) => ring.map((a, i) => [a, ring[(i + 1) % ring.length] ?? a] as const)),
  )
  const onEdge = fc.tuple(edge, fc.double({ min: 0, max: 1, noNaN: true })).map(([[a, b], part]): LatticePoint => {
    const pieces = gcd(Math.abs(b[0] - a[0]), Math.abs(b[1] - a[1])) || 1
    const step = Math.round(part * pieces)
    return [a[0] + step * ((b[0] - a[0]) / pieces), a[1] + step * ((b[1] - a[1]) / pieces)]
  })
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)]
  const anywhere = fc.tuple(
    fc.integer({ min: Math.min(...xs) - 20, max: Math.max(...xs) + 20 }),
    fc.integer({ min: Math.min(...ys) - 20, max: Math.max(...ys) + 20 }),
  )
  const level = fc.tuple(fc.constantFrom(...xs), fc.constantFrom(...ys))
  const nudge = fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -1, max: 1 }))
  const special = fc.oneof(onEdge, fc.constantFrom(...corners), level)
  const beside = fc.tuple(special, nudge).map(([[x, y], [dx, dy]]): LatticePoint => [x + dx, y + dy])
  return fc.oneof(special, beside, anywhere)
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b))
