import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultAreaUrl, loadArea } from '@landfall/geo'
import { seeded } from '@landfall/testkit'
import type { Place } from '../places-apart.ts'

/** One coast of the world: the line of New Zealand's main islands, moved elsewhere. */
export type WorldArea = {
  readonly areaId: string
  readonly path: string
  /** A place inside, at random. */
  readonly inside: () => Place
  /** A place outside, within the box of the line: near an area, outside costs most to find out. */
  readonly outside: () => Place
  /** Inside, and too far apart for two boats to make one situation. */
  readonly apart: readonly Place[]
}

const AREAS = 20
const COLUMNS = 10
/** Degrees: the islands are 13 wide and 14 high, and stay clear of the antimeridian and the poles. */
const COLUMN_WIDTH = 36
const ROW_HEIGHT = 60
const SPACING = { longitude: 0.66, latitude: 0.45 } // At 48° S and nearer to the equator: 27 nm and more.

type Ring = readonly (readonly [longitude: number, latitude: number])[]
type Feature = { readonly geometry: { readonly coordinates: readonly (readonly Ring[])[] } }

/** Writes the areas as files for AREAS. */
export const writeWorldAreas = async (folder: string): Promise<readonly WorldArea[]> => {
  const { geometry } = JSON.parse(await readFile(defaultAreaUrl, 'utf8')) as Feature
  const islands = geometry.coordinates.toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0)).slice(0, 1)
  return await Promise.all(
    Array.from({ length: AREAS }, async (_, index) => {
      const east = (index % COLUMNS) * -COLUMN_WIDTH
      const north = Math.floor(index / COLUMNS) * ROW_HEIGHT
      const areaId = `coast-${String(index + 1).padStart(2, '0')}`
      const moved = islands.map((rings) =>
        rings.map((ring) =>
          ring.map(([longitude, latitude]) => [rounded(longitude + east), rounded(latitude + north)]),
        ),
      )
      const text = JSON.stringify({
        type: 'Feature',
        properties: { areaId, name: `Coast ${index + 1}` },
        geometry: { type: 'MultiPolygon', coordinates: moved },
      })
      const path = join(folder, `${areaId}.geojson`)
      await writeFile(path, text)
      return { areaId, path, ...placesOf(text, moved.flat(2), seeded(index)) }
    }),
  )
}

const rounded = (degrees: number): number => Number(degrees.toFixed(5))

const placesOf = (text: string, vertices: readonly (readonly number[])[], random: () => number) => {
  const { contains } = loadArea(text, 'an area of the world')
  const [longitudes, latitudes] = [0, 1].map((axis) => vertices.map((vertex) => vertex[axis] ?? 0))
  const box = { west: least(longitudes), east: most(longitudes), south: least(latitudes), north: most(latitudes) }
  const anywhere = (): Place => ({
    longitude: box.west + random() * (box.east - box.west),
    latitude: box.south + random() * (box.north - box.south),
  })
  const where = (isInside: boolean) => (): Place => {
    for (;;) {
      const place = anywhere()
      if (contains(place.longitude, place.latitude) === isInside) return place
    }
  }
  const apart: Place[] = []
  for (let latitude = box.south; latitude < box.north; latitude += SPACING.latitude)
    for (let longitude = box.west; longitude < box.east; longitude += SPACING.longitude)
      if (contains(longitude, latitude)) apart.push({ longitude, latitude })
  return { inside: where(true), outside: where(false), apart }
}

const least = (values: readonly number[] = []): number => values.reduce((a, b) => Math.min(a, b))
const most = (values: readonly number[] = []): number => values.reduce((a, b) => Math.max(a, b))
