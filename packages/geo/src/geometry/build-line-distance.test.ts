import fc from 'fast-check'
import { expect, test } from 'vitest'
import { geodesicMetres } from '../testing/geodesic-metres.ts'
import { buildLineDistance } from './build-line-distance.ts'
import { toDegrees, toLattice } from './lattice-point.ts'
import type { Edge } from './ring.ts'

test('the oracle agrees with a published geodesic', () => {
  // Flinders Peak to Buninyon, Geoscience Australia's test of Vincenty's formula (GRS80 there, which differs by less than 0.1 mm).
  expect(geodesicMetres(144.42486789, -37.95103342, 143.92649554, -37.65282114)).toBeCloseTo(54_972.271, 2)
})

const place = fc.record({
  longitude: fc.double({ min: 0, max: 360, noNaN: true }),
  latitude: fc.double({ min: -70, max: 70, noNaN: true }),
})
const offsets = fc.array(
  fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
  { minLength: 1, maxLength: 60 },
)

/** Points as edges without length, so that nothing is between their ends. */
const pointsAt = (points: readonly (readonly [number, number])[]): readonly Edge[] =>
  points.map(([longitude, latitude]) => {
    const [x, y] = [toLattice(longitude), toLattice(latitude)]
    return [x, y, x, y]
  })

test.each([
  { miles: 12, marginMetres: 0.2 },
  { miles: 60, marginMetres: 10 },
])('is within $marginMetres m of the geodesic at $miles nm', ({ miles, marginMetres }) => {
  const reach = miles / 60
  const law = fc.property(place, offsets, ({ longitude, latitude }, steps) => {
    const widen = reach / Math.cos((latitude * Math.PI) / 180)
    const points = steps.map(([east, north]) => [longitude + east * widen, latitude + north * reach] as const)
    const distance = buildLineDistance(pointsAt(points))(toLattice(longitude), toLattice(latitude), 500_000)
    const expected = Math.min(...points.map(([lon, lat]) => geodesicMetres(longitude, latitude, lon, lat)))
    if (expected <= miles * 1_852) expect(Math.abs(distance - expected)).toBeLessThan(marginMetres)
  })
  fc.assert(law, { numRuns: 300 })
})

test('finds the nearest point between the ends of a long edge', () => {
  const law = fc.property(place, place, fc.double({ min: 0, max: 1, noNaN: true }), (a, away, part) => {
    const b = { longitude: a.longitude + (away.longitude - 180) / 100, latitude: a.latitude + away.latitude / 70 }
    const edge: Edge = [toLattice(a.longitude), toLattice(a.latitude), toLattice(b.longitude), toLattice(b.latitude)]
    const x = Math.round(edge[0] + part * (edge[2] - edge[0]))
    const y = Math.round(edge[1] + part * (edge[3] - edge[1]))
    expect(buildLineDistance([edge])(x, y, 1_000)).toBeLessThan(0.5)
    // A point 5 km off has no point of the edge nearer than the nearest of many, and one about as near.
    const [offX, offY] = [x, y + toLattice(0.045)]
    const samples = Array.from({ length: 2_001 }, (_, i) => {
      const [sx, sy] = [edge[0] + ((edge[2] - edge[0]) * i) / 2_000, edge[1] + ((edge[3] - edge[1]) * i) / 2_000]
      return geodesicMetres(toDegrees(offX), toDegrees(offY), toDegrees(sx), toDegrees(sy))
    })
    const found = buildLineDistance([edge])(offX, offY, 50_000)
    expect(found).toBeLessThan(Math.min(...samples) + 0.5)
    expect(found).toBeGreaterThan(Math.min(...samples) - 5)
  })
  fc.assert(law, { numRuns: 100 })
})

test('is Infinity beyond the limit, and any distance within enoughMetres will do', () => {
  const distance = buildLineDistance(
    pointsAt([
      [174, -41],
      [174.1, -41],
    ]),
  )
  expect(distance(toLattice(174), toLattice(-42), 100_000)).toBe(Infinity)
  expect(distance(toLattice(174), toLattice(-42), 112_000)).toBeCloseTo(geodesicMetres(174, -42, 174, -41), 0)
  expect(distance(toLattice(174), toLattice(-42), 120_000, 119_000)).toBeLessThan(119_000)
})
