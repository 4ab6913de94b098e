import { expect, test } from 'vitest'
import { destinationAt } from './destination-at.ts'
import { initialBearingDegrees } from './initial-bearing-degrees.ts'

const at = (longitude: number, latitude: number) => ({ longitude, latitude })

test.each([
  ['north', at(174, -36), at(174, -35), 0],
  ['east, on the equator', at(10, 0), at(11, 0), 90],
  ['south', at(174, -35), at(174, -36), 180],
  ['west, beyond 180°', at(-179.5, 0), at(179.5, 0), 270],
])('%s', (_, from, to, degrees) => {
  expect(initialBearingDegrees(from, to)).toBeCloseTo(degrees, 9)
})

test.each([12, 100, 200, 303])('is that at which a place 5 nm away was set: %d°', (degrees) => {
  const from = at(179.99, -43.75)
  // The ellipsoid and the sphere differ by less than a fifth of a degree.
  expect(Math.abs(initialBearingDegrees(from, destinationAt(from, degrees, 9_260)) - degrees)).toBeLessThan(0.2)
})
