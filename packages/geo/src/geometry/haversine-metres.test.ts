import { expect, test } from 'vitest'
import { EARTH_RADIUS_METRES, haversineMetres, nauticalMiles } from './haversine-metres.ts'

const QUARTER = (Math.PI / 2) * EARTH_RADIUS_METRES

test.each([
  { name: 'same place', a: [174, -41], b: [174, -41], metres: 0 },
  { name: 'pole to equator', a: [12, 90], b: [99, 0], metres: QUARTER },
  { name: 'opposite points', a: [-176, 44], b: [4, -44], metres: 2 * QUARTER },
  { name: 'over the antimeridian', a: [179.5, 0], b: [-179.5, 0], metres: QUARTER / 90 },
  { name: 'either writing', a: [183.5, -44], b: [-176.5, -44], metres: 0 },
  // Worked by hand: 2 R asin(cos 60° sin 5°).
  {
    name: 'along 60° south',
    a: [170, -60],
    b: [180, -60],
    metres: 2 * EARTH_RADIUS_METRES * Math.asin(0.5 * Math.sin(Math.PI / 36)),
  },
] as const)('$name', ({ a, b, metres }) => {
  expect(haversineMetres(a[0], a[1], b[0], b[1])).toBeCloseTo(metres, 6)
  expect(haversineMetres(b[0], b[1], a[0], a[1])).toBe(haversineMetres(a[0], a[1], b[0], b[1]))
})

test('a nautical mile is 1,852 metres', () => expect(nauticalMiles(44_448)).toBe(24))
