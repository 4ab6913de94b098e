import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EARTH_RADIUS_METRES, haversineMetres, METRES_PER_NAUTICAL_MILE } from './haversine-metres.ts'
import { placeAt, withinMetres } from './within-metres.ts'

const longitude = fc.double({ min: -180, max: 180, noNaN: true })
const latitude = fc.double({ min: -90, max: 90, noNaN: true })
const nearby = fc.double({ min: -1, max: 1, noNaN: true })
const pairs = fc.oneof(
  fc.tuple(longitude, latitude, longitude, latitude),
  fc.tuple(longitude, latitude, nearby, nearby).map(([lon, lat, east, north]) => {
    const lonB = lon + east > 180 ? lon + east - 360 : lon + east < -180 ? lon + east + 360 : lon + east
    return [lon, lat, lonB, Math.max(-90, Math.min(90, lat + north))] as const
  }),
)

const check = ([lonA, latA, lonB, latB]: readonly [number, number, number, number], limitMetres: number): void => {
  const expected = haversineMetres(lonA, latA, lonB, latB) <= limitMetres
  expect(withinMetres(placeAt(lonA, latA), placeAt(lonB, latB), limitMetres)).toBe(expected)
}

test('agrees with the haversine for any limit', () => {
  const limits = fc.oneof(
    fc.double({ min: 0, max: 100_000, noNaN: true }),
    fc.double({ min: -1, max: 2.1e7, noNaN: true }),
  )
  fc.assert(fc.property(pairs, limits, check), { numRuns: 5_000 })
})

test('agrees with the haversine at a limit equal to the distance, and at the numbers next to it', () => {
  const nudges = fc.constantFrom(
    1,
    1 + 2 ** -52,
    1 - 2 ** -53,
    1 + 1e-14,
    1 - 1e-14,
    1 + 1e-12,
    1 - 1e-12,
    1 + 1e-9,
    1 - 1e-9,
  )
  const law = fc.property(pairs, nudges, (pair, nudge) =>
    check(pair, haversineMetres(pair[0], pair[1], pair[2], pair[3]) * nudge),
  )
  fc.assert(law, { numRuns: 20_000 })
})

test('a distance equal to the limit is within', () => {
  const limitMetres = 24 * METRES_PER_NAUTICAL_MILE
  const degreesOfLatitude = ((limitMetres / EARTH_RADIUS_METRES) * 180) / Math.PI
  expect(withinMetres(placeAt(174, 0), placeAt(174, degreesOfLatitude * (1 - 1e-13)), limitMetres)).toBe(true)
  expect(withinMetres(placeAt(174, 0), placeAt(174, degreesOfLatitude * (1 + 1e-13)), limitMetres)).toBe(false)
  expect(withinMetres(placeAt(174, -41), placeAt(174, -41), 0)).toBe(true)
})
