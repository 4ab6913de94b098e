import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compassPoint, formatGreatCircle, greatCircle } from './great-circle.ts'

const place = (longitude: number, latitude: number) => ({ longitude, latitude })
const CAPE = place(173.05, -34.41)

// Worked with vectors (the angle by atan2 of the cross and the dot product), another way than the one that is tested.
test.each([
  { name: 'a degree north', from: place(174, -36), to: place(174, -35), words: '60.0 nm · 000°T' },
  {
    name: 'two degrees east on the equator, over 180°',
    from: place(179, 0),
    to: place(-179, 0),
    words: '120.1 nm · 090°T',
  },
  { name: 'North Cape to Wellington', from: CAPE, to: place(174.78, -41.29), words: '421.1 nm · 169°T' },
  { name: 'North Cape to Waitangi, beyond 180°', from: CAPE, to: place(-176.56, -43.95), words: '748.4 nm · 143°T' },
  { name: 'the same, the place written as 183.44°', from: CAPE, to: place(183.44, -43.95), words: '748.4 nm · 143°T' },
  {
    name: 'Cape Reinga to East Cape',
    from: place(172.68, -34.43),
    to: place(178.55, -37.69),
    words: '345.5 nm · 126°T',
  },
  { name: 'nowhere', from: CAPE, to: CAPE, words: '0.0 nm · 000°T' },
])('$name: $words', ({ from, to, words }) => expect(formatGreatCircle(greatCircle(from, to))).toBe(words))

test('a course just short of north is 000°, not 360°', () =>
  expect(formatGreatCircle({ distanceNm: 1, courseDegrees: 359.7 })).toBe('1.0 nm · 000°T'))

test.each([
  [0, 'N'],
  [11.2, 'N'],
  [11.3, 'NNE'],
  [112.5, 'ESE'],
  [225, 'SW'],
  [349, 'N'],
])('%d° is %s', (courseDegrees, point) => expect(compassPoint(courseDegrees)).toBe(point))

test('the way back is as long, and never longer than half the earth', () => {
  const anywhere = fc.record({
    longitude: fc.double({ min: -180, max: 360, noNaN: true }),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  })
  fc.assert(
    fc.property(anywhere, anywhere, (a, b) => {
      const { distanceNm } = greatCircle(a, b)
      expect(distanceNm).toBeCloseTo(greatCircle(b, a).distanceNm, 6)
      expect(distanceNm).toBeLessThanOrEqual(10_808)
    }),
  )
})
