import { describe, expect, test } from 'vitest'
import { geodesicMetres } from '../testing/geodesic-metres.ts'
import { mulberry32 } from '../testing/mulberry32.ts'
import { type DeriveOptions, deriveArea } from './derive-area.ts'

const options: DeriveOptions = {
  areaId: 'test',
  name: 'Test',
  nauticalMiles: 12,
  box: { west: 170, south: -50, east: -170, north: -40 },
  source: 'test',
  toleranceMetres: 200,
}
const coast = (...rings: readonly (readonly (readonly [number, number])[])[]): string =>
  JSON.stringify({
    type: 'GeometryCollection',
    geometries: [{ type: 'MultiPolygon', coordinates: rings.map((ring) => [[...ring, ring[0]]]) }],
  })
const rock = (longitude: number, latitude: number): readonly (readonly [number, number])[] => [
  [longitude, latitude],
  [longitude + 1e-7, latitude],
  [longitude, latitude + 1e-7],
]

const derive = (text: string, more: Partial<DeriveOptions> = {}) => {
  const outcome = deriveArea(text, { ...options, ...more })
  if (outcome.outcome === 'refused') throw new Error(JSON.stringify(outcome.refusals))
  return outcome
}

describe('the zone of rocks is all within 12 nm of one of them', () => {
  const cases = {
    one: [[174, -45]],
    'one on the antimeridian': [[180, -45]],
    'two whose circles meet': [
      [174, -45],
      [174.4, -45.1],
    ],
    'four round a pocket of high sea': [
      [174, -45],
      [174.62, -45],
      [174.31, -45.22],
      [174.31, -44.78],
    ],
    'far south': [[-175, -49.5]],
  } as const
  test.each(Object.entries(cases))('%s', (_, rocks) => {
    const { area } = derive(coast(...rocks.map(([longitude, latitude]) => rock(longitude, latitude))))
    const random = mulberry32(1)
    let [inside, outside] = [0, 0]
    for (let i = 0; i < 5_000; i++) {
      const [near = [0, 0]] = [rocks[i % rocks.length]]
      const [x, latitude] = [near[0] + (random() - 0.5) * 0.8, near[1] + (random() - 0.5) * 0.5]
      const metres = Math.min(...rocks.map(([longitude, lat]) => geodesicMetres(x, latitude, longitude, lat)))
      const longitude = x > 180 ? x - 360 : x < -180 ? x + 360 : x
      if (metres < 22_224 - 201)
        expect([x, latitude, metres, area.contains(longitude, latitude)]).toEqual([x, latitude, metres, true])
      if (metres > 22_224 + 201)
        expect([x, latitude, metres, area.contains(longitude, latitude)]).toEqual([x, latitude, metres, false])
      if (metres <= 22_224) inside++
      else outside++
    }
    expect(Math.min(inside, outside)).toBeGreaterThan(500)
  })
})

test('every corner lies at the true distance, also with a finer tolerance', () => {
  const { area, verticesBefore } = derive(coast(rock(174, -45)), { toleranceMetres: 20 })
  const corners = area.geojson.geometry.coordinates.flat(2) as number[][]
  expect(corners.length).toBeGreaterThan(50)
  expect(verticesBefore).toBeGreaterThan(5_000)
  for (const [longitude = 0, latitude = 0] of corners)
    expect(Math.abs(geodesicMetres(longitude, latitude, 174, -45) - 22_224)).toBeLessThan(1)
})

test('land and lakes of any width belong to the area; a ring of land has no sea inside', () => {
  const coastline: readonly (readonly [number, number])[] = [
    [172, -47],
    [176, -47],
    [176, -43],
    [172, -43],
  ]
  const withLake = JSON.stringify({
    type: 'Polygon',
    coordinates: [
      [...coastline, coastline[0]],
      [
        [173, -46],
        [175, -46],
        [175, -44],
        [173, -44],
        [173, -46],
      ],
    ],
  })
  const { area } = derive(withLake, { toleranceMetres: 1_000 })
  expect(area.contains(174, -45)).toBe(true)
  expect(area.geojson.geometry.coordinates.flat()).toHaveLength(1)
  // 12 nm is 0.2° of latitude.
  expect([area.contains(174, -42.82), area.contains(174, -42.78)]).toEqual([true, false])
})

test('nothing outside the box belongs to the area', () => {
  const { area } = derive(coast(rock(174, -45)), { box: { west: 174, south: -50, east: 180, north: -40 } })
  expect([area.contains(173.9, -45), area.contains(174.1, -45)]).toEqual([false, true])
})

test.each([
  { name: 'no land there', text: coast(rock(100, 10)), more: {}, refusal: /^: holds no land polygon in the box$/ },
  {
    name: 'only lines',
    text: '{"type":"LineString","coordinates":[[174,-45],[175,-45]]}',
    more: {},
    refusal: /^: holds no land polygon/,
  },
  { name: 'not JSON', text: '[', more: {}, refusal: /^: is not JSON/ },
  {
    name: 'a broken ring',
    text: '{"type":"Polygon","coordinates":[[[174,-45],[175,"x"],[175,-44],[174,-45]]]}',
    more: {},
    refusal: /^coordinates\[0\]\[1\]\[1\]: .*number/,
  },
  {
    name: 'an open ring',
    text: '{"type":"Polygon","coordinates":[[[174,-45],[175,-45],[175,-44],[174,-44]]]}',
    more: {},
    refusal: /^coordinates\[0\]: is not closed/,
  },
  { name: 'miles', text: coast(), more: { nauticalMiles: 0 }, refusal: /^nm: is 0; it must be more than 0/ },
  { name: 'tolerance', text: coast(), more: { toleranceMetres: 1 }, refusal: /^tolerance: is 1; it must be 10 to/ },
  {
    name: 'box',
    text: coast(),
    more: { box: { west: 170, south: -40, east: 180, north: -50 } },
    refusal: /^box: is 170,-40,180,-50; it must be west,south/,
  },
  {
    name: 'too fine',
    text: coast(rock(20, 0)),
    more: { box: { west: -170, south: -80, east: 170, north: 80 }, toleranceMetres: 10 },
    refusal: /^box: is too large/,
  },
])('refuses: $name', ({ text, more, refusal }) => {
  const outcome = deriveArea(text, { ...options, ...more })
  if (outcome.outcome === 'made') throw new Error('was made')
  expect(`${outcome.refusals[0]?.field}: ${outcome.refusals[0]?.problem}`).toMatch(refusal)
})
