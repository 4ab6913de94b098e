import { expect, test } from 'vitest'
import { haversineMetres } from '../geometry/haversine-metres.ts'
import { createPlaceFinder } from './create-place-finder.ts'
import { COMPASS_POINTS, describePlace } from './describe-place.ts'

const capes = {
  findPlace: createPlaceFinder([
    { name: 'North Cape', kind: 'cape', rank: 1, longitude: 173.04281, latitude: -34.41061 },
    { name: 'Chatham Island', kind: 'island', rank: 1, longitude: -176.49228, latitude: -43.91786 },
  ]),
}
/** So many nautical miles north of North Cape. */
const north = (miles: number) => [173.04281, -34.41061 + miles / 60.0405] as const

test.each([
  ['the example of the glossary', [173.21667, -34.46667], '9 nm ESE of North Cape', 'ESE'],
  ['half a mile', north(0.49), 'at North Cape', null],
  ['more than half a mile', north(0.51), '0.5 nm N of North Cape', 'N'],
  ['a decimal below 3 nm', north(2.84), '2.8 nm N of North Cape', 'N'],
  ['none from there on', north(2.96), '3 nm N of North Cape', 'N'],
  ['whole miles', north(48.6), '49 nm N of North Cape', 'N'],
  ['over 180°, from the east', [179.9, -43.9], '156 nm W of Chatham Island', 'W'],
  ['a longitude beyond 180°', [183.5, -43.2], '43 nm N of Chatham Island', 'N'],
] as const)('%s', (_what, [longitude, latitude], text, direction) => {
  const described = describePlace(capes, longitude, latitude)
  expect(described).toMatchObject({
    text,
    direction,
    latitude: expect.closeTo(latitude, 5),
    longitude: expect.closeTo(longitude > 180 ? longitude - 360 : longitude, 5),
  })
  expect(described?.distanceMetres).toBeGreaterThanOrEqual(0)
})

test('no name, no words', () => expect(describePlace(capes, 0, 0)).toBeNull())

test('each of the sixteen directions is the one in whose 22.5° the position lies', () => {
  for (const [i, point] of COMPASS_POINTS.entries()) {
    for (const aside of [-11, 0, 11]) {
      const bearing = ((i * 22.5 + aside) * Math.PI) / 180
      const [longitude, latitude] = [
        173.04281 + (0.1 * Math.sin(bearing)) / Math.cos((34.41061 * Math.PI) / 180),
        -34.41061 + 0.1 * Math.cos(bearing),
      ]
      const described = describePlace(capes, longitude, latitude)
      expect(described?.direction).toBe(point)
      expect(described?.distanceMetres).toBe(Math.round(haversineMetres(173.04281, -34.41061, longitude, latitude)))
    }
  }
})
