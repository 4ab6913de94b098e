import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { haversineMetres } from '../geometry/haversine-metres.ts'
import { createPlaceFinder, PLACE_METRES_MAX } from './create-place-finder.ts'
import { defaultGazetteerUrls } from './default-gazetteer-urls.ts'
import type { GazetteerEntry } from './gazetteer-file.ts'
import { joinGazetteers } from './join-gazetteers.ts'
import { loadGazetteer } from './load-gazetteer.ts'

const place = (name: string, rank: 1 | 2 | 3, longitude: number, latitude: number): GazetteerEntry => ({
  name,
  kind: 'other',
  rank,
  longitude,
  latitude,
})
const minutesNorth = (minutes: number) => -40 + minutes / 60

/** The rule once more, by great-circle distances alone. */
const slowFind = (entries: readonly GazetteerEntry[], longitude: number, latitude: number) => {
  const scored = entries
    .map((entry) => ({ entry, metres: haversineMetres(entry.longitude, entry.latitude, longitude, latitude) }))
    .map((found) => ({ ...found, score: found.metres * found.entry.rank }))
  const least = Math.min(...scored.map(({ score }) => score))
  const [best] = scored
    .filter(({ score }) => score === least)
    .toSorted((a, b) => a.entry.rank - b.entry.rank || (a.entry.name < b.entry.name ? -1 : 1))
  return best === undefined || best.metres > PLACE_METRES_MAX ? null : { entry: best.entry, metres: best.metres }
}

test.each([
  [
    'a known cape 9 nm off beats a rock at 7',
    [place('Cape', 1, 170, minutesNorth(9)), place('Rock', 3, 170, minutesNorth(-7))],
    'Cape',
  ],
  [
    'a rock within a third of the distance beats it',
    [place('Cape', 1, 170, minutesNorth(9)), place('Rock', 3, 170, minutesNorth(-2.9))],
    'Rock',
  ],
  ['the nearer of one rank', [place('A', 2, 170, minutesNorth(9)), place('B', 2, 170, minutesNorth(8))], 'B'],
  ['on a place, the better of two ranks', [place('A', 3, 170, -40), place('B', 1, 170, -40)], 'B'],
  ['on a place, the first by name', [place('B', 1, 170, -40), place('A', 1, 170, -40)], 'A'],
  ['over 180°', [place('West', 1, 179.9, -40), place('East', 1, -178, -40)], 'West', -179.9],
  ['longitudes beyond 180°', [place('Raoul', 1, 182.08, -29.27)], 'Raoul', -177.9],
] as const)('%s', (_what, entries, name, longitude: number = 170) => {
  const latitude = name === 'Raoul' ? -29.3 : -40
  expect(createPlaceFinder(entries)(longitude, latitude)?.entry.name).toBe(name)
})

test('a place more than 500 nm off does not fit', () => {
  const find = createPlaceFinder([place('A', 1, 170, -40)])
  expect(find(170, -40 + 499 / 60)?.entry.name).toBe('A')
  expect(find(170, -40 + 501 / 60)).toBeNull()
  expect(createPlaceFinder([])(170, -40)).toBeNull()
})

test('the built-in gazetteer: of any position, as the rule says', () => {
  const { entries, findPlace } = joinGazetteers(
    defaultGazetteerUrls.map((url) => loadGazetteer(readFileSync(url, 'utf8'), 'nz')),
  )
  const longitude = fc.double({ min: 158, max: 192, noNaN: true })
  const latitude = fc.double({ min: -60, max: -22, noNaN: true })
  fc.assert(
    fc.property(longitude, latitude, (lon, lat) => {
      expect(findPlace(lon, lat)).toEqual(slowFind(entries, lon, lat))
    }),
    { numRuns: 400 },
  )
  const near = fc.record({
    entry: fc.constantFrom(...entries),
    east: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
  })
  fc.assert(
    fc.property(near, ({ entry, east }) => {
      const [lon, lat] = [entry.longitude + east, entry.latitude + east / 2]
      expect(findPlace(lon, lat)).toEqual(slowFind(entries, lon, lat))
    }),
    { numRuns: 400 },
  )
})
