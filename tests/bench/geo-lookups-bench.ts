import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type Area, defaultAreaUrl, loadArea } from '@landfall/geo'
import { seeded } from '@landfall/testkit'
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { Bench, BenchRow } from './bench.ts'
import { median, ratePerSecond } from './rate-per-second.ts'

const ZONES = ['linz-territorial-sea-12nm.geojson', 'linz-eez-200nm.geojson', 'nz-contiguous-24nm.geojson'] as const
const POINTS = 1_000_000

type Point = readonly [longitude: number, latitude: number]
type Lookup = (point: Point) => boolean

/** Half of them anywhere about New Zealand (most are far from any line), half within a mile of a corner of the line. */
const pointsAbout = (area: Area, count: number): readonly Point[] => {
  const random = seeded(42)
  const { geometry } = area.geojson
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  const corners = polygons.flat(2)
  return Array.from({ length: count }, (_, i): Point => {
    const [longitude = 0, latitude = 0] = corners[Math.floor(random() * corners.length)] ?? []
    if (i % 2 === 1) return onWire(longitude + (random() - 0.5) / 30, latitude + (random() - 0.5) / 30)
    return onWire(160 + 30 * random(), -56 + 32 * random())
  })
}

/** In −180..180, which is all that turf reads. */
const onWire = (longitude: number, latitude: number): Point => [longitude - 360 * Math.round(longitude / 360), latitude]

const countInside = (points: readonly Point[], lookup: Lookup): number => {
  let inside = 0
  for (const point of points) if (lookup(point)) inside += 1
  return inside
}

const measure = (area: Area, name: string, points: readonly Point[], rounds: number): BenchRow => {
  const ours: Lookup = ([longitude, latitude]) => area.contains(longitude, latitude)
  const { geometry } = area.geojson as unknown as { geometry: Parameters<typeof booleanPointInPolygon>[1] }
  const turf: Lookup = (point) => booleanPointInPolygon([...point], geometry)
  const differing = points.filter((point) => ours(point) !== turf(point))
  // Turf gets a part of the points: with all of them its rate is the same and takes minutes.
  const some = points.slice(0, Math.ceil(points.length / 20))
  const rates = Array.from({ length: rounds }, () => ({
    ours: ratePerSecond(points.length, () => countInside(points, ours)),
    turf: ratePerSecond(some.length, () => countInside(some, turf)),
  }))
  const share = ((100 * (points.length - differing.length)) / points.length).toFixed(4)
  return {
    measure: name,
    value: median(rates.map((rate) => rate.ours)),
    unit: '/s',
    floor: { measure: '@turf/boolean-point-in-polygon', value: median(rates.map((rate) => rate.turf)) },
    aim: { valueMin: 1_000_000 },
    note: `${share} % of ${points.length} points alike`,
  }
}

export const geoLookupsBench: Bench = {
  name: 'geo-lookups',
  title: 'Point in polygon: half the points anywhere about New Zealand, half within a mile of the line; one core',
  run: async ({ quick, say, zones }) => {
    const files = zones === null ? [] : ZONES.map((file) => join(zones, file))
    if (zones === null) say('NOT MEASURED: the official zones, they are not there')
    const texts = files.map((file) => ({
      name: basename(file),
      text: asArea(readFileSync(file, 'utf8'), basename(file)),
    }))
    const areas = [{ name: 'built-in area', text: readFileSync(defaultAreaUrl, 'utf8') }, ...texts]
    const count = Math.ceil((quick ? POINTS / 50 : POINTS) / areas.length)
    return areas.map(({ name, text }) => {
      say(`${name}: ${count} points`)
      const area = loadArea(text, name)
      return measure(area, name, pointsAbout(area, count), quick ? 2 : 5)
    })
  },
}

/** The zones have no id. */
const asArea = (text: string, name: string): string =>
  JSON.stringify({ ...(JSON.parse(text) as object), properties: { areaId: 'zone', name } })
