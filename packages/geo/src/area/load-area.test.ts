import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toDegrees } from '../geometry/lattice-point.ts'
import type { RingPolygon } from '../geometry/ring.ts'
import { pointsAbout, starPolygon } from '../testing/star-polygon.ts'
import { zoneAsArea, zonesArePresent } from '../testing/zone-text.ts'
import { checkPolygons } from './check-polygons.ts'
import { cutAtAntimeridian } from './cut-at-antimeridian.ts'
import { defaultAreaUrl } from './default-area-url.ts'
import { type Area, loadArea } from './load-area.ts'

const feature = (coordinates: unknown, type = 'Polygon', properties: object = {}): string =>
  JSON.stringify({
    type: 'Feature',
    properties: { areaId: 'test', name: 'Test', ...properties },
    geometry: { type, coordinates },
  })

const areaOf = (coordinates: unknown, type = 'Polygon'): Area => loadArea(feature(coordinates, type), 'test.geojson')

const box = (west: number, east: number) => [
  [west, -50],
  [east, -50],
  [east, -40],
  [west, -40],
  [west, -50],
]

describe('an area is the same whichever way it is written', () => {
  const writings = {
    '0..360': areaOf([box(170, 190)]),
    'beyond −180': areaOf([box(-190, -170)]),
    'jumping from 180 to −180': areaOf([
      [
        [170, -50],
        [-170, -50],
        [-170, -40],
        [170, -40],
        [170, -50],
      ],
    ]),
    'cut at 180°, as RFC 7946 wants': areaOf([[box(170, 180)], [box(-180, -170)]], 'MultiPolygon'),
    'the other way round': areaOf([box(170, 190).toReversed()]),
  }
  test.each(Object.entries(writings))('%s', (_, area) => {
    for (const longitude of [170, 175.3, 180, -180, -175.3, -170, 184.7, 190])
      expect([longitude, area.contains(longitude, -45)]).toEqual([longitude, true])
    for (const longitude of [169.999999999, -169.999999999, 0, 190.000000001, 10])
      expect([longitude, area.contains(longitude, -45)]).toEqual([longitude, false])
    for (const latitude of [-50, -40]) expect(area.contains(-180, latitude)).toBe(true)
    for (const latitude of [-50.000000001, -39.999999999]) expect(area.contains(180, latitude)).toBe(false)
  })
})

test('areas may cross Greenwich, or Greenwich and the antimeridian', () => {
  const near = areaOf([box(-5, 5)])
  for (const longitude of [-5, 0, 5, 355, 360])
    expect([longitude, near.contains(longitude, -45)]).toEqual([longitude, true])
  for (const longitude of [-5.1, 5.1, 180, -180])
    expect([longitude, near.contains(longitude, -45)]).toEqual([longitude, false])
  const far = areaOf([[box(-5, 5)], [box(175, 185)]], 'MultiPolygon')
  for (const longitude of [-5, 0, 5, 175, 180, -180, -175])
    expect([longitude, far.contains(longitude, -45)]).toEqual([longitude, true])
  for (const longitude of [-5.1, 5.1, 90, -90, 174.9, -174.9])
    expect([longitude, far.contains(longitude, -45)]).toEqual([longitude, false])
})

test.each([
  // A hole west of the line that touches it at 5° N, and one east of it.
  { name: 'west', hole: [180, 178, 176, 178], polygons: [2, 1] },
  { name: 'east', hole: [180, 182, 184, 182], polygons: [1, 2] },
])('a hole that touches the antimeridian from the $name stays a hole', ({ hole, polygons }) => {
  const at = (x: number, y: number) => [x * 1e9, y * 1e9] as const
  const outside = [at(170, 0), at(190, 0), at(190, 10), at(170, 10)]
  const [right = 0, below = 0, left = 0, above = 0] = hole
  const touching = [at(right, 5), at(below, 4), at(left, 5), at(above, 6)]
  const cut = cutAtAntimeridian([[outside, touching]])
  expect(cut.map((polygon) => polygon.length)).toEqual(polygons)
  expect(checkPolygons(cut)).toEqual({ faults: [], overlaps: [] })
})

test('an area contains the same points wherever it lies, cut at 180° or not', () => {
  const atDegrees = fc.integer({ min: -180, max: 180 })
  const cases = fc.tuple(starPolygon, atDegrees).chain(([star, degrees]) => {
    // 4,000 units become 40°, on tenths of a degree, and the centre anywhere: some cross 180°, some 0°, some neither.
    const placed: RingPolygon = star.map((ring) => ring.map(([x, y]) => [x * 1e7 + degrees * 1e9, y * 1e7] as const))
    return fc.tuple(fc.constant(placed), fc.array(pointsAbout([placed]), { minLength: 30, maxLength: 30 }))
  })
  const inDegrees = (polygons: readonly RingPolygon[]) =>
    polygons.map((polygon) =>
      polygon.map((ring) => [...ring, ...ring.slice(0, 1)].map(([x, y]) => [toDegrees(x), toDegrees(y)])),
    )
  const law = fc.property(cases, ([polygon, points]) => {
    const whole = areaOf(inDegrees([polygon]), 'MultiPolygon')
    const cut = areaOf(inDegrees(cutAtAntimeridian([polygon])), 'MultiPolygon')
    for (const [x, y] of points) {
      const longitude = toDegrees(x)
      const wire = longitude > 180 ? longitude - 360 : longitude < -180 ? longitude + 360 : longitude
      const expected = whole.contains(longitude < -180 ? longitude + 360 : longitude, toDegrees(y))
      expect([wire, y, whole.contains(wire, toDegrees(y))]).toEqual([wire, y, expected])
      // Cutting rounds the two new corners, so a point within a unit of a slanted edge may change sides; none of these is.
      if (Math.abs(y) % 10_000 === 0) expect([wire, y, cut.contains(wire, toDegrees(y))]).toEqual([wire, y, expected])
    }
  })
  fc.assert(law, { numRuns: 100 })
})

test.each([
  { name: 'not JSON', text: '{', message: /^f\.geojson: is not JSON/ },
  {
    name: 'no id',
    text: '{"type":"Feature","properties":{},"geometry":{}}',
    message: /^f\.geojson: properties\.areaId: /,
  },
  {
    name: 'a bad id',
    text: feature([box(1, 2)], 'Polygon', { areaId: 'New Zealand' }),
    message: /properties\.areaId: is "New Zealand", must be 1 to 32/,
  },
  { name: 'a point', text: feature([1, 2], 'Point'), message: /geometry\.type: / },
  {
    name: 'latitude 91',
    text: feature([
      [
        [0, 0],
        [1, 91],
        [1, 0],
        [0, 0],
      ],
    ]),
    message: /geometry\.coordinates\[0\]\[1\]: latitude is 91, must be in −90\.\.90/,
  },
  {
    name: 'too few points',
    text: feature([
      [
        [0, 0],
        [1, 1],
        [0, 0],
      ],
    ]),
    message: /geometry\.coordinates\[0\]: a ring needs/,
  },
  {
    name: 'not closed',
    text: feature([
      [
        [0, 0],
        [5, 0],
        [5, 5],
        [0, 5],
      ],
    ]),
    message: /geometry\.coordinates\[0\]: is not closed: the last position is not the first/,
  },
  {
    name: 'no area',
    text: feature([
      [
        [0, 0],
        [1, 1],
        [0, 0],
        [0, 0],
      ],
    ]),
    message: /geometry\.coordinates\[0\]: has fewer than three different points/,
  },
  {
    name: 'a figure of eight',
    text: feature([
      [
        [0, 0],
        [5, 5],
        [5, 0],
        [0, 5],
        [0, 0],
      ],
    ]),
    message: /geometry\.coordinates\[0\]: crosses itself near longitude 2\.50000, latitude 2\.50000/,
  },
  {
    name: 'a hole outside',
    text: feature([[box(1, 2), box(3, 4)]], 'MultiPolygon'),
    message: /geometry\.coordinates\[0\]\[1\]: is a hole outside its polygon/,
  },
  {
    name: 'round the pole',
    text: feature([
      [
        [0, -60],
        [120, -60],
        [-120, -60],
        [0, -60],
      ],
    ]),
    message: /geometry\.coordinates\[0\]: goes round a pole/,
  },
])('refuses $name and names file and field', ({ text, message }) => {
  expect(() => loadArea(text, 'f.geojson')).toThrow(message)
})

test('keeps policy and properties unchanged', () => {
  const area = loadArea(feature([box(1, 2)], 'Polygon', { policy: { threshold: 12 }, note: 'kept' }), 'f.geojson')
  expect(area).toMatchObject({
    areaId: 'test',
    name: 'Test',
    policyOverrides: { threshold: 12 },
    geojson: { properties: { note: 'kept' } },
  })
})

describe('the built-in area', () => {
  const area = loadArea(readFileSync(defaultAreaUrl, 'utf8'), 'nz.geojson')

  test('it states its law, and where that was found and when', () => {
    expect(area.policyOverrides).toEqual({ excludes: ['domestic'], law: expect.stringContaining('s 9A') })
    expect(area.geojson.properties['lawSource']).toMatch(/legislation\.govt\.nz.* \d+ \w+ 20\d\d/)
  })

  test.each([
    { place: 'Auckland', at: [174.76, -36.85] },
    { place: 'Cook Strait', at: [174.4, -41.2] },
    { place: 'inland Otago', at: [169.5, -45.2] },
    { place: 'Chatham Islands', at: [-176.5, -44] },
    { place: 'Raoul (Kermadecs)', at: [-177.92, -29.27] },
    { place: 'L’Esperance Rock', at: [-178.9, -31.36] },
    { place: 'Bounty Islands', at: [179.05, -47.75] },
    { place: 'Antipodes', at: [178.8, -49.68] },
    { place: 'Auckland Islands', at: [166.1, -50.7] },
    { place: 'Campbell Island', at: [169.15, -52.54] },
    { place: 'The Snares', at: [166.6, -48.03] },
    { place: 'Three Kings', at: [172.1, -34.16] },
    { place: 'Stewart Island', at: [167.9, -47] },
  ] as const)('holds $place', ({ at }) => expect(area.contains(at[0], at[1])).toBe(true))
  test.each([
    { place: 'Norfolk Island', at: [167.95, -29.04] },
    { place: 'Tokelau', at: [-171.8, -9.2] },
    { place: 'Niue', at: [-169.87, -19.05] },
    { place: 'Rarotonga', at: [-159.78, -21.23] },
    { place: 'Sydney', at: [151.2, -33.87] },
    { place: '60 nm west of Auckland', at: [173, -37] },
    { place: 'between East Cape and the Chathams', at: [180, -41] },
  ] as const)('does not hold $place', ({ at }) => expect(area.contains(at[0], at[1])).toBe(false))
  test('states its source', () => {
    const { attribution, licence, source, derivedBy, toleranceMetres } = area.geojson.properties
    expect(`${attribution}`).toMatch(/OpenStreetMap contributors/)
    expect([licence, source, derivedBy, toleranceMetres]).not.toContain(undefined)
  })
})

describe.skipIf(!zonesArePresent)('the official zones', () => {
  test('the territorial sea, and the built-in area, agree at a distance', () => {
    const official = loadArea(zoneAsArea('linz-territorial-sea-12nm.geojson', 'official'), 'official')
    expect(official.contains(174.76, -36.85)).toBe(true)
    expect(official.contains(-176.5, -44)).toBe(true)
    expect(official.contains(180, -41)).toBe(false)
  })
  test('the economic zone, cut at 180° with two high seas as holes', () => {
    const zone = loadArea(zoneAsArea('linz-eez-200nm.geojson', 'eez'), 'eez')
    for (const longitude of [180, -180, 179.999, -179.999]) expect(zone.contains(longitude, -45)).toBe(true)
    expect(zone.contains(172.9, -46)).toBe(true)
    for (const [longitude, latitude] of [
      [173.247, -49.479],
      [178.0985, -44.37],
    ] as const)
      expect(zone.contains(longitude, latitude)).toBe(false)
  })
})
