import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseWireTime } from '@landfall/contracts'
import { type Area, defaultAreaUrl, haversineMetres, loadArea, nauticalMiles } from '@landfall/geo'
import { describe, expect, test } from 'vitest'
import { busyFleet, busyPlaceAt } from './busy-sea/busy-fleet.ts'
import { BUSY_PLACES } from './busy-sea/busy-places.ts'
import { makeBusySea } from './busy-sea/busy-sea.ts'
import { scenarios } from './scenarios.ts'

const START_MS = Date.parse('2026-11-23T09:30:00.000Z')
const { LANDFALL_ZONES: zones = fileURLToPath(new URL('../../../../shared/zones', import.meta.url)) } = process.env
const LINZ = join(zones, 'linz-territorial-sea-12nm.geojson')

const builtIn = loadArea(readFileSync(defaultAreaUrl, 'utf8'), 'the built-in area')

/** The official line, as an area. */
const official = (): Area => {
  const properties = { areaId: 'linz', name: 'Official territorial sea' }
  return loadArea(JSON.stringify({ ...JSON.parse(readFileSync(LINZ, 'utf8')), properties }), LINZ)
}

const hasOfficial = existsSync(LINZ)
if (!hasOfficial) process.stderr.write(`NOT TESTED against the official line: ${LINZ} is not there\n`)

describe.each([
  ['the built-in area', () => builtIn] as const,
  ...(hasOfficial ? [['the official line', official] as const] : []),
])('in %s', (_, open) => {
  const area = open()

  test.each(scenarios.filter(({ name }) => name !== 'busy-sea'))(
    '$name: the expected arrivals are the first positions inside',
    (scenario) => {
      for (const craft of scenario.expected(START_MS).open.flatMap((alert) => alert.craft)) {
        const inside = placesOf(scenario, craft.craftId).filter(({ longitude, latitude }) =>
          area.contains(longitude, latitude),
        )
        const first = inside.toSorted((a, b) => a.timeMs - b.timeMs)[0]
        expect({ craftId: craft.craftId, ...first }).toEqual({
          craftId: craft.craftId,
          timeMs: parseWireTime(craft.arrivedAt),
          longitude: craft.longitude,
          latitude: craft.latitude,
        })
        expect(distanceToOutsideNm(area, craft.longitude, craft.latitude)).toBeGreaterThan(2)
      }
    },
  )

  test('every craft with a report of people has a position inside, also those that must not count; those near a call for help have none', () => {
    for (const scenario of scenarios.filter(({ name }) => name !== 'busy-sea' && name !== 'inbound')) {
      const reported = [...scenario.observations(1, START_MS)].filter(
        ({ observation }) => observation.type === 'persons',
      )
      for (const craftId of new Set(reported.map(({ observation }) => observation.craftId))) {
        const inside = placesOf(scenario, craftId).some(({ longitude, latitude }) => area.contains(longitude, latitude))
        const isAtSea = scenario
          .expected(START_MS)
          .distress.some(({ near }) => near.some((one) => one.craftId === craftId))
        expect([scenario.name, craftId, inside]).toEqual([scenario.name, craftId, !isAtSea])
      }
    }
  })

  test('inbound: of all that people are reported of, the two boats that land come inside, and the liner and the trawlers stay far off', () => {
    const scenario = scenarios.find(({ name }) => name === 'inbound')
    if (scenario === undefined) throw new Error('there is no scenario inbound')
    const sent = [...scenario.observations(1, START_MS)].map(({ observation }) => observation)
    const reported = new Set(sent.filter(({ type }) => type === 'persons').map(({ craftId }) => craftId))
    expect(reported.size).toBe(10)
    const inside = [...reported].filter((craftId) =>
      placesOf(scenario, craftId).some(({ longitude, latitude }) => area.contains(longitude, latitude)),
    )
    expect(inside).toEqual(['mmsi:457000311', 'mmsi:457000313'])
  })

  test('the craft near a call for help are as far from its place, at their newest positions, as was worked by hand', () => {
    for (const scenario of scenarios.filter(({ name }) => name === 'distress')) {
      const ids = new Set([...scenario.observations(1, START_MS)].map(({ observation }) => observation.craftId))
      for (const { place, areaId, near, craftId } of scenario.expected(START_MS).distress) {
        if (place === null) continue
        expect([craftId, area.contains(place.longitude, place.latitude)]).toEqual([craftId, areaId !== null])
        const found = [...ids].flatMap((id) => {
          const newest = placesOf(scenario, id).toSorted((a, b) => b.timeMs - a.timeMs)[0]
          if (newest === undefined || id.startsWith('mmsi:97')) return []
          const nm = distanceNm(place, newest)
          return nm > 10 ? [] : [{ craftId: id, distanceNm: Math.round(nm * 100) / 100 }]
        })
        const wanted = near.map(({ aboard: _aboard, ...one }) => one)
        expect(found.toSorted((a, b) => a.distanceNm - b.distanceNm)).toEqual(wanted)
      }
    }
  })

  test('the ships to the Chathams cross 180° outside', () => {
    const scenario = scenarios.find(({ name }) => name === 'chathams')
    const places = scenario === undefined ? [] : placesOf(scenario, 'mmsi:574000101')
    expect(places.filter(({ longitude }) => longitude > 0)).toHaveLength(2)
    expect(places.map(({ longitude, latitude }) => area.contains(longitude, latitude))).toEqual([
      ...Array.from({ length: 9 }, () => false),
      true,
      true,
    ])
  })

  test('busy-sea: craft near harbours stay inside, those on lanes and grounds outside', () => {
    for (const [longitude, latitude] of BUSY_PLACES.harbours) expect(area.contains(longitude, latitude)).toBe(true)
    for (const boat of busyFleet(5_000, 7)) {
      const isInside = [0, 41, 119, 600, 2_400].map((minute) => {
        const { longitude, latitude } = busyPlaceAt(boat, minute)
        return area.contains(longitude, latitude)
      })
      expect([boat, ...new Set(isInside)]).toHaveLength(2)
    }
  })

  test('busy-sea: 11 % are inside', () => {
    const places = [...makeBusySea({ craft: 5_000, minutes: 2 }).observations(7, START_MS)]
      .map(({ observation }) => observation)
      .filter((observation) => observation.type === 'position')
    const inside = places.filter(({ longitude, latitude }) => area.contains(longitude, latitude))
    expect(inside.length / places.length).toBeCloseTo(0.11, 3)
  })
})

const LINK_NM = 24

test.each(scenarios)('$name: the craft of each alert are linked', (scenario) => {
  const groups = scenario.expected(START_MS).open.map(({ craft }) => craft)
  for (const group of groups) {
    const linked = group.slice(0, 1)
    for (let grown = true; grown; ) {
      const next = group.filter(
        (craft) => !linked.includes(craft) && linked.some((other) => distanceNm(craft, other) < LINK_NM),
      )
      linked.push(...next)
      grown = next.length > 0
    }
    expect(linked).toHaveLength(group.length)
  }
})

test('inbound: the boats are 90 nm off Cape Reinga when they are sighted, and never near those of northland', () => {
  const [inbound, northland] = ['inbound', 'northland'].map((name) => scenarios.find((one) => one.name === name))
  if (inbound === undefined || northland === undefined) throw new Error('a scenario is missing')
  const reinga = { longitude: 172.682, latitude: -34.418 }
  const boats = ['mmsi:457000311', 'mmsi:457000312', 'mmsi:457000313'].map((craftId) => placesOf(inbound, craftId))
  expect(boats.map(([sighted]) => Math.round(distanceNm(sighted ?? reinga, reinga)))).toEqual([90, 88, 91])
  const landed = northland.expected(START_MS).open.flatMap(({ craft }) => craft)
  for (const place of boats.flat()) for (const arrival of landed) expect(distanceNm(place, arrival)).toBeGreaterThan(28)
})

test('the places that must not link are far beyond 24 nm', () => {
  const karikari = { longitude: 173.47, latitude: -34.66 }
  expect(distanceNm({ longitude: 173.25, latitude: -35.52 }, karikari)).toBeGreaterThan(50)
  expect(distanceNm({ longitude: 175.55, latitude: -36.15 }, { longitude: 173.68, latitude: -34.88 })).toBeGreaterThan(
    100,
  )
  expect(distanceNm({ longitude: 178.7, latitude: -37.75 }, { longitude: -177.05, latitude: -43.85 })).toBeGreaterThan(
    400,
  )
})

type Place = { readonly longitude: number; readonly latitude: number }

const distanceNm = (a: Place, b: Place) =>
  nauticalMiles(haversineMetres(a.longitude, a.latitude, b.longitude, b.latitude))

const placesOf = (scenario: (typeof scenarios)[number], craftId: string) =>
  [...scenario.observations(1, START_MS)]
    .map(({ observation }) => observation)
    .filter((observation) => observation.craftId === craftId)
    .flatMap((observation) =>
      'longitude' in observation && observation.longitude !== undefined && observation.latitude !== undefined
        ? [
            {
              timeMs: parseWireTime(observation.observedAt),
              longitude: observation.longitude,
              latitude: observation.latitude,
            },
          ]
        : [],
    )

/** How far a place could be off and still be inside: the least of 16 directions, up to 5 nm. */
const distanceToOutsideNm = (area: Area, longitude: number, latitude: number): number => {
  for (let nm = 0.5; nm <= 5; nm += 0.5) {
    for (let turn = 0; turn < 16; turn++) {
      const [east, north] = [Math.cos((turn * Math.PI) / 8), Math.sin((turn * Math.PI) / 8)]
      const outside = !area.contains(
        longitude + (nm * east) / 60 / Math.cos((latitude * Math.PI) / 180),
        latitude + (nm * north) / 60,
      )
      if (outside) return nm
    }
  }
  return 5
}
