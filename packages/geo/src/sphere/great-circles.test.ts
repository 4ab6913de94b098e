import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sphereGeodesic } from '../testing/sphere-geodesic.ts'
import { destinationOnSphere } from './destination-on-sphere.ts'
import { finalBearingDegrees } from './final-bearing-degrees.ts'

const place = fc.record({
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.oneof(fc.double({ min: -89.999, max: 89.999, noNaN: true }), fc.constantFrom(-89.999, 0, 89.999)),
})
const course = fc.oneof(fc.double({ min: 0, max: 360, noNaN: true }), fc.constantFrom(0, 90, 180, 270))

// 60.04 nm to a degree on this sphere; over the pole, and across 180°.
test.each([
  [{ longitude: 0, latitude: 0 }, 90, 111_195.080_2, { longitude: 1, latitude: 0 }],
  [{ longitude: -75, latitude: 85 }, 0, 1_111_950.802_3, { longitude: 105, latitude: 85 }],
  [{ longitude: 179.5, latitude: 0 }, 90, 111_195.080_2, { longitude: -179.5, latitude: 0 }],
])('from %j on %f° for %f m', (from, bearing, metres, to) => {
  expect(sphereGeodesic.metres(destinationOnSphere(from, bearing, metres), to)).toBeLessThan(0.01)
})

test('the destination is that of GeographicLib, anywhere and at any distance', () => {
  const law = fc.property(
    place,
    course,
    fc.double({ min: 0, max: 15_000_000, noNaN: true }),
    (from, bearing, metres) => {
      const found = destinationOnSphere(from, bearing, metres)
      expect(sphereGeodesic.metres(found, sphereGeodesic.direct(from, bearing, metres))).toBeLessThan(0.01)
      expect(Math.abs(found.longitude)).toBeLessThanOrEqual(180)
    },
  )
  fc.assert(law, { numRuns: 500 })
})

test('the final bearing is the course at the end of the way', () => {
  const law = fc.property(
    place,
    course,
    fc.double({ min: 100, max: 3_000_000, noNaN: true }),
    (from, bearing, metres) => {
      const end = sphereGeodesic.direct(from, bearing, metres)
      fc.pre(Math.abs(end.latitude) < 89.9 && Math.abs(from.latitude) < 89.9)
      const turn = Math.abs(finalBearingDegrees(from, end) - end.course)
      expect(Math.min(turn, 360 - turn)).toBeLessThan(0.001)
    },
  )
  fc.assert(law, { numRuns: 500 })
})
