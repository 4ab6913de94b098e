import { describe, expect, test } from 'vitest'
import { mulberry32 } from '../testing/mulberry32.ts'
import { zoneAsArea, zonesArePresent, zoneText } from '../testing/zone-text.ts'
import type { AreaOutcome } from './area-outcome.ts'
import { importArea } from './import-area.ts'
import type { ImportOptions } from './import-options.ts'
import { loadArea } from './load-area.ts'

const square = (west: number, east: number, south = -50, north = -40) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const options: ImportOptions = { areaId: 'test', name: 'Test', source: 'test.geojson' }
const run = (json: unknown, more: Partial<ImportOptions> = {}): AreaOutcome =>
  importArea(JSON.stringify(json), { ...options, ...more })
const geometry = (type: string, coordinates: unknown) => ({ type, coordinates })
const feature = (type: string, coordinates: unknown, properties: object | null = null) => ({
  type: 'Feature',
  properties,
  geometry: geometry(type, coordinates),
})
const collection = (...features: readonly unknown[]) => ({ type: 'FeatureCollection', features })

const made = (outcome: AreaOutcome) => {
  if (outcome.outcome === 'refused') throw new Error(JSON.stringify(outcome.refusals))
  return outcome
}

/** The square from 170° to −170° and from 50° to 40° south, and nothing else. */
const expectSquare = (outcome: AreaOutcome): void => {
  const { area } = made(outcome)
  for (const longitude of [170, 175, 180, -180, -175, -170])
    expect([longitude, area.contains(longitude, -45)]).toEqual([longitude, true])
  for (const longitude of [169.9, -169.9, 0, 90])
    expect([longitude, area.contains(longitude, -45)]).toEqual([longitude, false])
  for (const latitude of [-50.1, -39.9]) expect([latitude, area.contains(179, latitude)]).toEqual([latitude, false])
}

describe('one square across the antimeridian imports the same from', () => {
  const [a, b, c, d] = [
    [170, -50],
    [190, -50],
    [190, -40],
    [170, -40],
  ]
  test.each<{ name: string; json: unknown; more?: Partial<ImportOptions>; warnings?: readonly RegExp[] }>([
    { name: 'polygon in 0..360', json: geometry('Polygon', [square(170, 190)]) },
    { name: 'clockwise', json: feature('Polygon', [square(170, 190).toReversed()]) },
    {
      name: 'jumping from 170 to −170',
      warnings: [/more than 180°: read as the short way/],
      json: feature('Polygon', [
        [
          [170, -50],
          [-170, -50],
          [-170, -40],
          [170, -40],
          [170, -50],
        ],
      ]),
    },
    { name: 'split, one polygon', json: feature('MultiPolygon', [[square(170, 180)], [square(-180, -170)]]) },
    {
      name: 'split, two features',
      json: collection(feature('Polygon', [square(170, 180)]), feature('Polygon', [square(-180, -170)])),
    },
    {
      name: 'overlapping polygons',
      json: collection(feature('Polygon', [square(170, 182)]), feature('Polygon', [square(178, 190)])),
      warnings: [/^features\[1\]\.geometry\.coordinates\[0\]: overlaps polygon 0 near /],
    },
    {
      name: 'not closed',
      json: feature('Polygon', [[a, b, c, d]]),
      warnings: [/^geometry\.coordinates\[0\]: was not closed/],
    },
    {
      name: 'repeated points',
      json: feature('Polygon', [[a, a, b, b, b, c, d, a]]),
      warnings: [/: 3 repeated points: left out$/],
    },
    { name: 'closed line', json: geometry('LineString', [a, b, c, d, a]) },
    {
      name: 'lines that meet, in any order and direction',
      json: geometry('MultiLineString', [
        [a, b],
        [d, c],
        [c, b],
        [d, a],
      ]),
    },
    {
      name: 'lines that meet at 180 and −180',
      json: collection(
        feature('LineString', [[180, -50], a, d, [180, -40]]),
        feature('LineString', [
          [-180, -40],
          [-170, -40],
          [-170, -50],
          [-180, -50],
        ]),
      ),
    },
    {
      name: 'line with a small gap',
      json: geometry('LineString', [a, b, c, d, [170, -49.99]]),
      more: { closeGapMetres: 1_852 },
      warnings: [/^coordinates: closed by a straight piece, its ends were 111\d m apart: longitude 170/],
    },
    { name: 'with altitudes', json: geometry('Polygon', [square(170, 190).map((position) => [...position, 12])]) },
    {
      name: 'with a point beside it',
      json: collection(feature('Polygon', [square(170, 190)]), feature('Point', [1, 2])),
      warnings: [/^features\[1\]\.geometry: is no line or polygon: left out$/],
    },
    {
      name: 'with a ring of no area',
      json: geometry('Polygon', [
        square(170, 190),
        [
          [175, -45],
          [176, -45],
          [177, -45],
          [175, -45],
        ],
      ]),
      warnings: [/^coordinates\[1\]: holds no area: left out$/],
    },
    {
      name: 'in a geometry collection',
      json: { type: 'GeometryCollection', geometries: [geometry('Polygon', [square(170, 190)])] },
    },
    {
      name: 'naming its system',
      json: {
        ...feature('Polygon', [square(170, 190)]),
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } },
      },
    },
  ])('$name', ({ json, more, warnings = [] }) => {
    const outcome = run(json, more)
    expectSquare(outcome)
    const given = made(outcome).warnings.map(({ field, problem }) => `${field}: ${problem}`)
    expect(given).toHaveLength(warnings.length)
    for (const [i, warning] of warnings.entries()) expect(given[i]).toMatch(warning)
  })
})

test('writes RFC 7946: cut at 180°, closed, outer rings counterclockwise, longitudes in −180..180', () => {
  const { text, area } = made(
    run(
      feature('Polygon', [square(170, 190).toReversed(), square(178, 182, -46, -44)], {
        licence: 'CC BY',
        source: 'someone',
      }),
    ),
  )
  const rings = (JSON.parse(text) as { geometry: { coordinates: number[][][][] } }).geometry.coordinates
  expect(rings).toEqual([
    [
      [
        [180, -40],
        [170, -40],
        [170, -50],
        [180, -50],
        [180, -46],
        [178, -46],
        [178, -44],
        [180, -44],
        [180, -40],
      ],
    ],
    [
      [
        [-180, -44],
        [-178, -44],
        [-178, -46],
        [-180, -46],
        [-180, -50],
        [-170, -50],
        [-170, -40],
        [-180, -40],
        [-180, -44],
      ],
    ],
  ])
  expect([area.contains(180, -45), area.contains(-180, -43), area.contains(177, -45)]).toEqual([false, true, true])
  expect(area.geojson.properties).toMatchObject({
    areaId: 'test',
    name: 'Test',
    licence: 'CC BY',
    attribution: 'someone',
    source: 'test.geojson',
  })
})

test('a ring of lines inside another is a hole, and one inside that is area again', () => {
  const rings = [square(170, 190), square(172, 188, -48, -42), square(174, 186, -46, -44)]
  const { area, warnings } = made(run(geometry('MultiLineString', rings)))
  expect([171, 173, 180].map((longitude) => area.contains(longitude, -45))).toEqual([true, false, true])
  expect(warnings).toEqual([{ field: 'coordinates[1]', problem: 'lies inside another line: read as a hole' }])
})

test.each<{ name: string; text: string; more?: Partial<ImportOptions>; refusal: RegExp }>([
  { name: 'not JSON', text: '{"type":', refusal: /^: is not JSON: SyntaxError/ },
  { name: 'no GeoJSON', text: '{"hello":1}', refusal: /^type: / },
  {
    name: 'nothing in it',
    text: JSON.stringify(collection()),
    refusal: /^geometry: holds no polygon and no closed line; an area needs one$/,
  },
  {
    name: 'only points',
    text: JSON.stringify(geometry('Point', [1, 2])),
    refusal: /^geometry: holds no polygon and no closed line; an area needs one$/,
  },
  {
    name: 'another system',
    text: JSON.stringify({ ...collection(), crs: { properties: { name: 'urn:ogc:def:crs:EPSG::2193' } } }),
    refusal: /^crs: is urn:ogc:def:crs:EPSG::2193; only longitude/,
  },
  {
    name: 'metres',
    text: JSON.stringify(
      collection(
        feature('Polygon', [
          [
            [1_756_000, 5_920_000],
            [1, 2],
            [3, 4],
          ],
        ]),
      ),
    ),
    refusal: /^features\[0\]\.geometry\.coordinates\[0\]\[0\]: longitude is 1756000, must be in/,
  },
  {
    name: 'a text as number',
    text: '{"type":"Polygon","coordinates":[[[1,2],["3",4],[5,6]]]}',
    refusal: /^coordinates\[0\]\[1\]\[0\]: .*expected number/,
  },
  {
    name: 'crossing itself',
    text: JSON.stringify(
      feature('Polygon', [
        [
          [0, 0],
          [4, 4],
          [4, 0],
          [0, 4],
          [0, 0],
        ],
      ]),
    ),
    refusal: /^geometry\.coordinates\[0\]: crosses itself near longitude 2\.00000, latitude 2\.00000$/,
  },
  {
    name: 'an open line',
    text: JSON.stringify(
      geometry('LineString', [
        [0, 0],
        [4, 0],
        [4, 4],
      ]),
    ),
    refusal:
      /^coordinates: is a line that is not closed, its ends 628\d\d\d m apart: longitude 0\.00000, latitude 0\.00000 and longitude 4/,
  },
  {
    name: 'an open line with too wide a gap',
    text: JSON.stringify(
      geometry('LineString', [
        [0, 0],
        [4, 0],
        [4, 4],
        [0, 0.1],
      ]),
    ),
    more: { closeGapMetres: 10_000 },
    refusal: /not closed, its ends 11120 m apart/,
  },
  {
    name: 'round the pole',
    text: JSON.stringify(
      geometry('Polygon', [
        [
          [0, -60],
          [120, -60],
          [-120, -60],
          [0, -60],
        ],
      ]),
    ),
    refusal: /^coordinates\[0\]: goes round a pole$/,
  },
  {
    name: 'round the Earth',
    text: JSON.stringify(geometry('MultiPolygon', [[square(0, 130)], [square(120, 250)], [square(240, 370 - 10)]])),
    refusal: /goes round the whole Earth/,
  },
  {
    name: 'a hole outside',
    text: JSON.stringify(geometry('Polygon', [square(0, 10), square(20, 30)])),
    refusal: /^coordinates\[1\]: is a hole outside its polygon/,
  },
  {
    name: 'a bad id',
    text: JSON.stringify(geometry('Polygon', [square(0, 10)])),
    more: { areaId: 'New Zealand' },
    refusal: /areaId/,
  },
])('refuses $name and names the place', ({ text, more, refusal }) => {
  const outcome = importArea(text, { ...options, ...more })
  if (outcome.outcome === 'made') throw new Error('was made')
  expect(`${outcome.refusals[0]?.field}: ${outcome.refusals[0]?.problem}`).toMatch(refusal)
})

describe.skipIf(!zonesArePresent)('the official zones', () => {
  const files = ['linz-territorial-sea-12nm.geojson', 'linz-eez-200nm.geojson', 'nz-contiguous-24nm.geojson'] as const
  test.each(files)('%s is imported whole, and the same from lines', (file) => {
    const { area, verticesBefore, verticesAfter } = made(importArea(zoneText(file), options))
    expect(verticesAfter).toBe(verticesBefore)
    const original = loadArea(zoneAsArea(file, 'original'), file)
    const { coordinates } = (JSON.parse(zoneText(file)) as { geometry: { coordinates: number[][][][] } }).geometry
    const lines = made(run(geometry('MultiLineString', coordinates.flat()))).area
    const random = mulberry32(7)
    for (let i = 0; i < 20_000; i++) {
      const [x, latitude] = [160 + 30 * random(), -56 + 31 * random()]
      const longitude = x > 180 ? x - 360 : x
      const expected = original.contains(longitude, latitude)
      expect([longitude, latitude, area.contains(longitude, latitude), lines.contains(longitude, latitude)]).toEqual([
        longitude,
        latitude,
        expected,
        expected,
      ])
    }
  })
  test.each(files)('%s is simplified on request', (file) => {
    const { area, verticesBefore, verticesAfter, text } = made(
      importArea(zoneText(file), { ...options, simplifyMetres: 100 }),
    )
    expect(verticesAfter).toBeLessThan(verticesBefore / 4)
    expect(area.geojson.properties['toleranceMetres']).toBe(100)
    expect(loadArea(text, 'again').contains(174.76, -36.85)).toBe(true)
  })
})
