import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Area, loadArea } from '@landfall/geo'
import { seeded, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { feedObservations } from './feed-observations.ts'
import { followAlerts } from './follow-alerts.ts'
import { runCli } from './run-cli.ts'
import { startSystem } from './start-system.ts'

// New Zealand's official zones through the real command, and into the services.

const { LANDFALL_ZONES: zones = fileURLToPath(new URL('../../../shared/zones', import.meta.url)) } = process.env
const arePresent = existsSync(join(zones, 'linz-eez-200nm.geojson'))
if (!arePresent) process.stderr.write(`NOT TESTED, zones by the command: ${zones} is not there\n`)

type Place = readonly [longitude: number, latitude: number]
type Zone = {
  readonly areaId: string
  readonly file: string
  readonly corners: number
  /** Corners left with --simplify 50. */
  readonly cornersMax: number
  readonly squareKm: number
  readonly inside: readonly Place[]
  readonly outside: readonly Place[]
}

const AUCKLAND: Place = [174.76, -36.85]
const CHATHAMS: Place = [-176.5, -44]
const ANTIMERIDIAN: Place = [180, -45]
const ZONES: readonly Zone[] = [
  {
    areaId: 'ts12',
    file: 'linz-territorial-sea-12nm.geojson',
    corners: 17_794,
    cornersMax: 3_300,
    squareKm: 449_049,
    inside: [AUCKLAND, CHATHAMS],
    outside: [ANTIMERIDIAN, [151.2, -33.87]],
  },
  {
    areaId: 'eez',
    file: 'linz-eez-200nm.geojson',
    corners: 6_772,
    cornersMax: 1_300,
    // Two high seas are holes in it.
    ...{
      squareKm: 4_367_617,
      inside: [ANTIMERIDIAN, [172.9, -46]],
      outside: [
        [173.247, -49.479],
        [178.0985, -44.37],
      ],
    },
  },
  {
    areaId: 'cz24',
    file: 'nz-contiguous-24nm.geojson',
    corners: 20_254,
    cornersMax: 2_700,
    squareKm: 620_714,
    inside: [AUCKLAND, CHATHAMS],
    outside: [ANTIMERIDIAN, [-150, -40]],
  },
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-zones-'))
})
afterAll(() => rm(folder, { recursive: true }))
const made = (areaId: string): string => join(folder, `${areaId}.geojson`)
const areaIn = (path: string): Area => loadArea(readFileSync(path, 'utf8'), path)

const polygonsOf = ({ geojson: { geometry } }: Area) =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
const cornersOf = (area: Area): number =>
  polygonsOf(area)
    .flat()
    .reduce((sum, ring) => sum + ring.length - 1, 0)

/** On the sphere of the same volume as the Earth, holes taken out (Chamberlain and Duquette, JPL 2007). */
const squareKmOf = (area: Area): number => {
  const radians = Math.PI / 180
  const ofRing = (ring: readonly (readonly number[])[]): number => {
    let sum = 0
    for (let at = 1; at < ring.length; at += 1) {
      const [[westLon = 0, westLat = 0], [eastLon = 0, eastLat = 0]] = [ring[at - 1] ?? [], ring[at] ?? []]
      sum += (eastLon - westLon) * radians * (2 + Math.sin(westLat * radians) + Math.sin(eastLat * radians))
    }
    return Math.abs((sum * 6_371.0088 ** 2) / 2)
  }
  return polygonsOf(area)
    .map(([outer = [], ...holes]) => ofRing(outer) - holes.reduce((sum, hole) => sum + ofRing(hole), 0))
    .reduce((sum, one) => sum + one, 0)
}

test.runIf(arePresent).each(ZONES)('$file is imported, whole and simplified, and checked', async (zone) => {
  const { areaId, corners, cornersMax, squareKm, inside, outside } = zone
  const file = join(zones, zone.file)
  const named = ['--area', areaId, '--name', zone.file, '--attribution', 'Land Information New Zealand']
  const whole = await runCli(['areas', 'import', file, ...named, '--out', made(areaId)], {})
  expect(whole).toMatchObject({ code: 0, stdout: '' })
  const area = areaIn(made(areaId))
  expect(cornersOf(area)).toBeGreaterThanOrEqual(corners)
  expect(Math.round(squareKmOf(area))).toBe(squareKm)
  expect(area.geojson.properties['attribution']).toBe('Land Information New Zealand')

  const check = (path: string, [longitude, latitude]: Place) =>
    runCli(['areas', 'check', `${longitude}`, `${latitude}`, '--area-file', path], {})
  for (const place of inside) expect(await check(made(areaId), place)).toMatchObject({ code: 0 })
  for (const place of outside) expect(await check(made(areaId), place)).toMatchObject({ code: 1 })

  const out = made(`${areaId}-50`)
  const simplified = await runCli(['areas', 'import', file, ...named, '--simplify', '50', '--out', out], {})
  expect(simplified.code).toBe(0)
  expect(cornersOf(areaIn(out))).toBeLessThan(cornersMax)
  // No point of the line moves farther than 50 m.
  expect(Math.abs(squareKmOf(areaIn(out)) / squareKm - 1)).toBeLessThan(0.001)
})

test.runIf(arePresent)('12 nm beyond the territorial sea, derived, is the contiguous zone', async () => {
  const coast = join(zones, 'linz-territorial-sea-12nm.geojson')
  const options = ['--nm', '12', '--box', '160,-56,-170,-25', '--tolerance', '500', '--area', 'derived']
  const derived = await runCli(['areas', 'derive', '--coast', coast, ...options, '--out', made('derived')], {})
  expect(derived).toMatchObject({ code: 0, stdout: '' })
  const [ours, theirs] = [areaIn(made('derived')), areaIn(made('cz24'))]
  const random = seeded(5)
  let differing = 0
  for (let n = 0; n < 100_000; n += 1) {
    const [longitude, latitude] = [162 + 22 * random(), -54 + 28 * random()]
    if (ours.contains(longitude, latitude) !== theirs.contains(longitude, latitude)) differing += 1
  }
  expect(differing).toBeLessThan(100)
})

test.runIf(arePresent)('what the command wrote serves as AREAS of the services', async () => {
  const areas = ZONES.map(({ areaId }) => made(areaId))
  await using system = await startSystem({
    kafkaBrokers: inject('kafkaBrokers'),
    redisUrl: inject('redisUrl'),
    prefix: `t${randomUUID().slice(0, 8)}`,
    env: { AREAS: areas.join(',') },
  })
  const shown = (await (await fetch(`${system.alertUrl}/v1/areas`)).json()) as {
    readonly features: readonly { readonly properties: { readonly areaId: string } }[]
  }
  expect(shown.features.map(({ properties }) => properties.areaId)).toEqual(['ts12', 'eez', 'cz24'])

  using feed = followAlerts(system.alertUrl)
  const [longitude, latitude] = ANTIMERIDIAN
  await feedObservations(system.ingestUrl, [
    {
      type: 'persons',
      craftId: 'track:far-out',
      observedAt: new Date().toISOString(),
      method: 'headcount',
      aboard: 40,
      notPermitted: 40,
      longitude,
      latitude,
      source: { id: 'patrol-7', kind: 'patrol' },
    },
  ])
  await waitFor(() => feed.alerts().length >= 3, { what: 'alerts of a boat 149 nm off any land' })
  // It has arrived in the economic zone. Of the other two it is within the watch distance, and where it is bound nobody knows.
  const kinds = feed.alerts().map(({ areaId, kind, severity }) => [areaId, kind, severity] as const)
  expect(kinds.toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))).toEqual([
    ['cz24', 'inbound-group', 'caution'],
    ['eez', 'mass-arrival', 'alarm'],
    ['ts12', 'inbound-group', 'caution'],
  ])
})
