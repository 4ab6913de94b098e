import fc from 'fast-check'
import { expect, test } from 'vitest'
import { geodesicMetres } from '../testing/geodesic-metres.ts'
import { destinationAt } from './destination-at.ts'

// The first is Geoscience Australia's test of Vincenty's formula, Flinders Peak to Buninyon; the others are GeographicLib's (Karney).
test.each([
  [144.424_867_89, -37.951_033_42, 306.868_159, 54_972.271, 143.926_495_5, -37.652_821_1, 5],
  [173.051, -34.402, 45, 22_224, 173.221_622_9, -34.260_215_3, 0.1],
  [-179.95, -44, 280, 44_448, 179.504_891_1, -43.929_234_2, 1],
  [-21, 64, 190, 12_038, -21.042_558_6, 63.893_647_4, 0.1],
  [10, 0, 90, 5_000, 10.044_915_8, 0, 0.1],
])('from %f %f, %f degrees, %f m', (longitude, latitude, bearing, metres, toLongitude, toLatitude, withinMetres) => {
  const found = destinationAt({ longitude, latitude }, bearing, metres)
  expect(geodesicMetres(found.longitude, found.latitude, toLongitude, toLatitude)).toBeLessThan(withinMetres)
  expect(Math.abs(found.longitude)).toBeLessThanOrEqual(180)
})

test.each([
  { miles: 24, latitudeMax: 70, withinMetres: 1 },
  { miles: 24, latitudeMax: 85, withinMetres: 16 },
  { miles: 100, latitudeMax: 70, withinMetres: 70 },
  { miles: 100, latitudeMax: 85, withinMetres: 1_310 },
])(
  'is as far away as was asked: $withinMetres m at $miles nm up to $latitudeMax°',
  ({ miles, latitudeMax, ...law }) => {
    const from = fc.record({
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      latitude: fc.double({ min: -latitudeMax, max: latitudeMax, noNaN: true }),
    })
    const degrees = fc.double({ min: 0, max: 360, noNaN: true })
    const distance = fc.double({ min: 1, max: miles * 1_852, noNaN: true })
    const isThatFar = fc.property(from, degrees, distance, (start, bearing, metres) => {
      const { longitude, latitude } = destinationAt(start, bearing, metres)
      const found = geodesicMetres(start.longitude, start.latitude, longitude, latitude)
      expect(Math.abs(found - metres)).toBeLessThan(law.withinMetres)
    })
    fc.assert(isThatFar, { numRuns: 300 })
  },
)
