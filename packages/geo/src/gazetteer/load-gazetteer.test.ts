import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { haversineMetres, METRES_PER_NAUTICAL_MILE, nauticalMiles } from '../geometry/haversine-metres.ts'
import { openCoast } from '../testing/open-coast.ts'
import { defaultGazetteerUrls } from './default-gazetteer-urls.ts'
import { describePlace } from './describe-place.ts'
import { GAZETTEER_CHARACTERS_MAX, GAZETTEER_NAMES_MAX } from './gazetteer-file.ts'
import { GazetteerFileError } from './gazetteer-file-error.ts'
import { joinGazetteers } from './join-gazetteers.ts'
import { loadGazetteer } from './load-gazetteer.ts'

const files = defaultGazetteerUrls.map((url) => readFileSync(url, 'utf8'))
const builtIn = joinGazetteers(files.map((text) => loadGazetteer(text, 'nz.geojson')))
const { entries, attribution } = builtIn

const feature = (properties: object = {}, geometry: object = {}) => ({
  type: 'Feature',
  properties: { name: 'Cape', ...properties },
  geometry: { type: 'Point', coordinates: [170, -40], ...geometry },
})
const load = (...features: readonly unknown[]) =>
  loadGazetteer(JSON.stringify({ type: 'FeatureCollection', features }), 'own.geojson')

test('an own file needs names and points; kind and rank have defaults', () => {
  expect(load(feature(), feature({ name: 'Tāwhiti', rank: 1, kind: 'island', height: 3 }))).toMatchObject({
    entries: [
      { name: 'Cape', kind: 'other', rank: 2, longitude: 170, latitude: -40 },
      { name: 'Tāwhiti', kind: 'island', rank: 1 },
    ],
    attribution: null,
  })
})

test.each([
  ['no points', [], 'own.geojson: features is empty, must have at least one point'],
  ['no name', [feature({ name: '' })], 'features[0].properties.name is empty, must be 1 to 80 characters'],
  [
    'a long name',
    [feature({ name: 'x'.repeat(81) })],
    'features[0].properties.name has 81 characters, must be at most 80',
  ],
  [
    'an invisible character',
    [feature({ name: 'Cape\u202e' })],
    'must have no spaces around it and no invisible characters',
  ],
  [
    'another rank',
    [feature(), feature({ rank: 4 })],
    'features[1].properties.rank is 4, must be 1 (known across the country)',
  ],
  ['a latitude out of range', [feature({}, { coordinates: [170, -95] })], 'latitude is -95, must be in −90..90'],
  ['a line', [feature({}, { type: 'LineString' })], 'features[0].geometry.type must be "Point"'],
])('%s is refused by field, value and remedy', (_what, features, message) => {
  expect(() => load(...features)).toThrow(GazetteerFileError)
  expect(() => load(...features)).toThrow(message)
})

test('what is no JSON, or too much of it, is refused', () => {
  expect(() => loadGazetteer('{', 'own.geojson')).toThrow('own.geojson: is not JSON')
  expect(() => loadGazetteer(' '.repeat(GAZETTEER_CHARACTERS_MAX + 1), 'own.geojson')).toThrow('must have at most')
  expect(() => load(...Array.from({ length: GAZETTEER_NAMES_MAX + 1 }, () => feature()))).toThrow(
    `features has ${GAZETTEER_NAMES_MAX + 1} points, must be at most ${GAZETTEER_NAMES_MAX}`,
  )
})

test('the built-in gazetteer is credited, and covers both sides of 180° and all outlying islands', () => {
  expect(attribution).toContain('Land Information New Zealand')
  expect(attribution).toContain('; © OpenStreetMap contributors')
  expect(entries.length).toBeGreaterThan(1_000)
  expect(entries.filter(({ longitude }) => longitude < 0).length).toBeGreaterThan(30)
  expect(entries.every(({ longitude }) => longitude >= -180 && longitude <= 180)).toBe(true)
})

// From charts and light lists, to the minute.
test.each([
  ['North Cape', 173 + 3 / 60, -(34 + 25 / 60)],
  ['Cape Reinga', 172 + 41 / 60, -(34 + 25 / 60)],
  ['East Cape', 178 + 33 / 60, -(37 + 41 / 60)],
  ['Cape Egmont', 173 + 46 / 60, -(39 + 17 / 60)],
  ['Cape Palliser', 175 + 17 / 60, -(41 + 37 / 60)],
  ['Cape Campbell', 174 + 17 / 60, -(41 + 44 / 60)],
  ['Puysegur Point', 166 + 37 / 60, -(46 + 10 / 60)],
  ['Nugget Point', 169 + 49 / 60, -(46 + 27 / 60)],
  ['Whakaari / White Island', 177 + 11 / 60, -(37 + 31 / 60)],
  ['Cape Brett', 174 + 20 / 60, -(35 + 10 / 60)],
  ['Curtis Island', -(178 + 34 / 60), -(30 + 33 / 60)],
  ["L'Esperance Rock", -(178 + 49 / 60), -(31 + 21 / 60)],
  ['Mana Island', 174 + 47 / 60, -(41 + 5 / 60)],
  ['Slipper Island', 175 + 56 / 60, -(37 + 3 / 60)],
  ['Taranga Island', 174 + 43 / 60, -(35 + 58 / 60)],
  ['Taiaroa Head', 170 + 44 / 60, -(45 + 47 / 60)],
  ['Raoul Island', -(177 + 55 / 60), -(29 + 16 / 60)],
  ['Chatham Island', -(176 + 30 / 60), -(43 + 55 / 60)],
  ['Bounty Islands', 179 + 3 / 60, -(47 + 45 / 60)],
  ['Campbell Island / Motu Ihupuku', 169 + 9 / 60, -(52 + 32 / 60)],
  ['Antipodes Island', 178 + 46 / 60, -(49 + 41 / 60)],
  ['Snares Islands / Tini Heke', 166 + 33 / 60, -(48 + 2 / 60)],
  ['Auckland Island', 166 + 16 / 60, -(50 + 34 / 60)],
])('%s is where charts have it', (name, longitude, latitude) => {
  const found = entries.filter((entry) => entry.name === name && entry.rank === 1)
  expect(found).toHaveLength(1)
  for (const one of found) {
    expect(nauticalMiles(haversineMetres(one.longitude, one.latitude, longitude, latitude))).toBeLessThan(2)
  }
})

test.each([
  [174.4, -35.1, '6 nm NE of Cape Brett'],
  [-178.4, -30.5, '9 nm ENE of Curtis Island'],
  [-179, -31.4, "9 nm WSW of L'Esperance Rock"],
  [-175.6, -44, '10 nm ESE of Forty-Fours / Motuhara'],
])('a position off a place of the supplement is described by it: %s %s', (longitude, latitude, words) => {
  expect(describePlace(builtIn, longitude, latitude)?.text).toBe(words)
})

test('each place of the supplement says where its position is from, and what it was checked against', () => {
  const { features } = JSON.parse(files[1] ?? '') as { features: { properties: { source: string } }[] }
  for (const { properties } of features) expect(properties.source).toMatch(/.+[°].+; .+/)
  const derived = new Set(loadGazetteer(files[0] ?? '', 'nz.geojson').entries.map(({ name }) => name))
  for (const { name } of loadGazetteer(files[1] ?? '', 'nz-supplement.geojson').entries)
    expect(derived).not.toContain(name)
})

test('credits of joined gazetteers, and none where none has one', () => {
  expect(joinGazetteers([load(feature()), load(feature({ name: 'Bay' }))])).toMatchObject({
    entries: [{ name: 'Cape' }, { name: 'Bay' }],
    attribution: null,
  })
})

test('capes lie within 2 nm of the coastline or of a named island, bays and towns too', () => {
  const { metresToLine } = openCoast()
  const metresMax = 2 * METRES_PER_NAUTICAL_MILE
  const islands = entries.filter(({ kind }) => kind === 'island')
  const away = entries.filter(
    ({ kind, longitude, latitude }) =>
      kind !== 'island' &&
      metresToLine(longitude, latitude, metresMax) > metresMax &&
      islands.every((one) => haversineMetres(one.longitude, one.latitude, longitude, latitude) > metresMax),
  )
  expect(away).toEqual([])
})

test('no name stands twice within 1 nm, and none of rank 1 stands twice', () => {
  const twice = entries.filter((a, i) =>
    entries
      .slice(i + 1)
      .some(
        (b) =>
          a.name === b.name &&
          (a.rank === 1 ||
            haversineMetres(a.longitude, a.latitude, b.longitude, b.latitude) < METRES_PER_NAUTICAL_MILE),
      ),
  )
  expect(twice).toEqual([])
})
