import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadArea } from '../area/load-area.ts'
import type { LonLat } from '../geometry/destination-at.ts'
import { sphereGeodesic } from '../testing/sphere-geodesic.ts'
import { type StarArea, starArea } from '../testing/star-area.ts'

const boxArea = (west: number, south: number, east: number, north: number) =>
  loadArea(
    JSON.stringify({
      type: 'Feature',
      properties: { areaId: 'box', name: 'A box' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [west, south],
            [east, south],
            [east, north],
            [west, north],
            [west, south],
          ],
        ],
      },
    }),
    'box',
  )

/** How far a corner of the line may be missed, and rounding to 10⁻⁹ degree. */
const MARGIN_METRES = 0.3

// A degree of a great circle is 111,195.08 m. The box lies from 1° S to 1° N.
test.each([
  ['straight in from the west', { longitude: -3, latitude: 0 }, 90, 222_390.16],
  ['from the east, across 180°', { longitude: -177, latitude: 0 }, 270, 354 * 111_195.080_2],
  ['away from it, round the Earth: more than half the way', { longitude: 3, latitude: 0 }, 90, null],
  [
    'along its southern line from outside: the corner is touched',
    { longitude: -1, latitude: -5 },
    0,
    4 * 111_195.080_2,
  ],
  ['a hair beside the corner', { longitude: -1.000_001, latitude: -5 }, 0, null],
  ['further than was asked', { longitude: -60, latitude: 0 }, 90, null],
  ['from the line itself', { longitude: -1, latitude: 0.5 }, 270, 0],
  ['from inside', { longitude: 0, latitude: 0 }, 12, 0],
] as const)('%s', (_, from, course, metres) => {
  const found = boxArea(-1, -1, 1, 1).firstPointInside(from, course, 6_000_000)
  if (metres === null || metres > 6_000_000) expect(found).toBeNull()
  else expect(found?.metres).toBeCloseTo(metres, 1)
})

test('over the pole', () => {
  const area = boxArea(100, 80, 110, 84)
  const found = area.firstPointInside({ longitude: -75, latitude: 85 }, 0, 2_000_000)
  // 5° to the pole and 6° down to 84° N; the line is straight in longitude and latitude, so it is met on its parallel.
  expect(found?.metres).toBeCloseTo(11 * 111_195.080_2, 0)
  expect(found?.longitude).toBeCloseTo(105, 5)
  expect(area.metresToArea(105, 89)).toBeCloseTo(5 * 111_195.080_2, 0)
  // Straight over the pole the middle of the line is the farthest of it; its corners are nearer.
  const corner = { longitude: 100, latitude: 84 }
  expect(area.metresToArea(-75, 89)).toBeCloseTo(sphereGeodesic.metres({ longitude: -75, latitude: 89 }, corner), 1)
})

test('a long line along a parallel is met on the parallel, not on the great circle between its ends', () => {
  // The great circle between the ends of 40° at 40° S lies 1.7° further south at its middle.
  const found = boxArea(160, -40, -160 + 360, -30).firstPointInside({ longitude: 180, latitude: -50 }, 0, 3_000_000)
  expect(found?.latitude).toBeCloseTo(-40, 5)
})

test('no step before it is inside, and it is the area that is met', () => {
  const course = fc.double({ min: 0, max: 360, noNaN: true })
  const away = fc.double({ min: 1, max: 8, noNaN: true })
  const law = fc.property(
    starArea,
    course,
    away,
    fc.double({ min: -25, max: 25, noNaN: true }),
    (star, bearing, degrees, off) => {
      const { area } = star
      const from = sphereGeodesic.direct(star, bearing, degrees * 111_195)
      const back = (sphereGeodesic.direct(star, bearing, degrees * 111_195).course + 180 + off) % 360
      const metresMax = 1_500_000
      const found = area.firstPointInside(from, back, metresMax)
      for (let metres = 0; metres < (found?.metres ?? metresMax) - MARGIN_METRES; metres += 4_000) {
        const step = sphereGeodesic.direct(from, back, metres)
        expect(area.contains(step.longitude, step.latitude)).toBe(false)
      }
      if (found === null) return
      expect(sphereGeodesic.metres(sphereGeodesic.direct(from, back, found.metres), found)).toBeLessThan(0.01)
      if (found.metres === 0) expect(area.contains(from.longitude, from.latitude)).toBe(true)
      else expect(leastToLine(found, star.polygon)).toBeLessThan(MARGIN_METRES)
    },
  )
  fc.assert(law, { numRuns: 150 })
})

test('the distance is the least to any point of any edge', () => {
  const law = fc.property(
    starArea,
    fc.double({ min: 0, max: 360, noNaN: true }),
    fc.double({ min: 0, max: 12, noNaN: true }),
    (star, bearing, degrees) => {
      const place = sphereGeodesic.direct(star, bearing, degrees * 111_195)
      const found = star.area.metresToArea(place.longitude, place.latitude)
      if (star.area.contains(place.longitude, place.latitude)) {
        expect(found).toBe(0)
        return
      }
      const least = leastToLine(place, star.polygon)
      expect(Math.abs(found - least)).toBeLessThan(MARGIN_METRES)
    },
  )
  fc.assert(law, { numRuns: 60 })
})

const leastToLine = (place: LonLat, polygon: StarArea['polygon']): number =>
  Math.min(...polygon.flatMap((ring) => ring.map((a, i) => leastToEdge(place, a, ring[(i + 1) % ring.length] ?? a))))

/** 40 places on the edge, then the least between the neighbours of the nearest, by thirds. */
const leastToEdge = (place: LonLat, a: readonly [number, number], b: readonly [number, number]): number => {
  const at = (t: number): number =>
    sphereGeodesic.metres(place, { longitude: a[0] + (b[0] - a[0]) * t, latitude: a[1] + (b[1] - a[1]) * t })
  const parts = Array.from({ length: 41 }, (_, i) => ({ t: i / 40, metres: at(i / 40) }))
  const nearest = parts.reduce((best, part) => (part.metres < best.metres ? part : best))
  let [low, high] = [Math.max(0, nearest.t - 1 / 40), Math.min(1, nearest.t + 1 / 40)]
  for (let round = 0; round < 50; round += 1) {
    const third = (high - low) / 3
    if (at(low + third) <= at(high - third)) high -= third
    else low += third
  }
  return at((low + high) / 2)
}
