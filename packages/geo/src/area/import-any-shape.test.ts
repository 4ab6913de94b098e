import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importArea } from './import-area.ts'
import { loadArea } from './load-area.ts'

const options = { areaId: 'test', name: 'Test', source: 'test.geojson' }

test('arbitrary text and JSON is refused with a reason, never thrown at', () => {
  const law = fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
    expect(importArea(text, options)).toMatchObject({
      outcome: 'refused',
      refusals: expect.arrayContaining([{ field: expect.any(String), problem: expect.stringMatching(/./) }]),
    })
  })
  fc.assert(law, { numRuns: 500 })
})

// Whole degrees, so that points repeat, touch and line up; a little out of range at times.
const position = fc.tuple(fc.integer({ min: -182, max: 200 }), fc.integer({ min: -20, max: 20 }))
const near = fc.tuple(fc.integer({ min: 174, max: 186 }), fc.integer({ min: -50, max: -40 }))
const line = fc.oneof(
  fc.array(near, { minLength: 2, maxLength: 6 }),
  fc.array(near, { minLength: 3, maxLength: 5 }).map((points) => [...points, ...points.slice(0, 1)]),
  fc.array(position, { minLength: 2, maxLength: 8 }),
)
const geometry = fc.oneof(
  fc.record({ type: fc.constant('Polygon'), coordinates: fc.array(line, { minLength: 1, maxLength: 2 }) }),
  fc.record({
    type: fc.constant('MultiPolygon'),
    coordinates: fc.array(fc.array(line, { minLength: 1, maxLength: 2 }), { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('LineString'), coordinates: line }),
  fc.record({ type: fc.constant('MultiLineString'), coordinates: fc.array(line, { maxLength: 3 }) }),
)

test('arbitrary shapes are refused with a reason, or become an area that loads, contains its line and imports to itself', () => {
  let [made, refused] = [0, 0]
  const law = fc.property(geometry, fc.constantFrom(undefined, 1_000, 300_000), (shape, simplifyMetres) => {
    const more = simplifyMetres === undefined ? {} : { simplifyMetres }
    const outcome = importArea(JSON.stringify(shape), { ...options, ...more })
    if (outcome.outcome === 'refused') {
      refused += 1
      expect(outcome.refusals.length).toBeGreaterThan(0)
      return
    }
    made += 1
    const corners = loadArea(outcome.text, 'made').geojson.geometry.coordinates.flat(2) as number[][]
    for (const [longitude = 0, latitude = 0] of corners) {
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180)
      expect([longitude, latitude, outcome.area.contains(longitude, latitude)]).toEqual([longitude, latitude, true])
    }
    const again = importArea(outcome.text, options)
    expect(again.outcome === 'made' && again.area.geojson.geometry).toEqual(outcome.area.geojson.geometry)
  })
  fc.assert(law, { numRuns: 600 })
  // Some 80 are made; with few of either the test would prove little.
  expect(made).toBeGreaterThan(20)
  expect(refused).toBeGreaterThan(20)
})

test('a box around the whole Earth is refused by name, not skipped as having no area', () => {
  const box = (south: number) => [
    [-180, south],
    [180, south],
    [180, 90],
    [-180, 90],
    [-180, south],
  ]
  const corner = [
    [0, 0],
    [1, 0],
    [0, 1],
    [0, 0],
  ]
  const outcome = importArea(JSON.stringify({ type: 'MultiPolygon', coordinates: [[corner], [box(60)]] }), options)
  expect(outcome).toMatchObject({
    refusals: [{ field: 'coordinates[1][0]', problem: expect.stringContaining('whole Earth') }],
  })
})
