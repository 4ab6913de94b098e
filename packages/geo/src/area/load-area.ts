import { z } from 'zod'
import { buildLineDistance, type LineDistance } from '../geometry/build-line-distance.ts'
import { buildPointIndex } from '../geometry/build-point-index.ts'
import type { LonLat } from '../geometry/destination-at.ts'
import { TURN, toLattice } from '../geometry/lattice-point.ts'
import { edgesOf } from '../geometry/ring.ts'
import { placeAt } from '../geometry/within-metres.ts'
import { type ArcBox, buildSphereIndex } from '../sphere/build-sphere-index.ts'
import { firstMeeting } from '../sphere/first-meeting.ts'
import { greatCircleFrom, placeAlong } from '../sphere/great-circle.ts'
import { nearestMetres } from '../sphere/nearest-metres.ts'
import { splitIntoArcs } from '../sphere/split-into-arcs.ts'
import { AreaFeature, polygonsOf } from './area-feature.ts'
import { AreaFileError } from './area-file-error.ts'
import { areaPolygons } from './area-polygons.ts'

export const AREA_CHARACTERS_MAX = 64 * 1_048_576
export const AREA_VERTICES_MAX = 200_000

export type FirstPoint = LonLat & { readonly metres: number }

/** Everything inside a line, including the line. */
export type Area = {
  readonly areaId: string
  readonly name: string
  /** `properties.policy` of the file, unvalidated; undefined when absent. */
  readonly policyOverrides: unknown
  /** `properties.weight` of the file; 1 when absent. */
  readonly weight: number
  /** Exact to 10⁻⁹ degree. Longitude in −180..180 or 0..360, latitude in −90..90. */
  readonly contains: (longitude: number, latitude: number) => boolean
  /**
   * Metres to the nearest line; Infinity where none is within `limitMetres`. Accurate to 0.2 m at 12 nm, 10 m at 60 nm. An index is
   * built when it is first asked.
   */
  readonly metresToLine: (longitude: number, latitude: number, limitMetres: number) => number
  /**
   * Great-circle metres to the nearest point of the area, 0 in it, on a sphere with R = 6,371,008.8 m; anywhere on Earth, within 0.1 m
   * but for lines within a minute of a pole. An index is built when it is first asked.
   */
  readonly metresToArea: (longitude: number, latitude: number) => number
  /**
   * Where the great circle that leaves a place on a true course (degrees) first comes to the area, within `metresMax` and half the way
   * round the Earth; null where it does not. To touch it is to come to it; a place inside has come already. Within 0.1 m beside the line, as
   * `metresToArea`.
   */
  readonly firstPointInside: (from: LonLat, courseDegrees: number, metresMax: number) => FirstPoint | null
  /** The parsed file. */
  readonly geojson: AreaFeature
}

/** Throws an AreaFileError that names `source` (a file name) and the field. Takes some tens of milliseconds. */
export const loadArea = (geojsonText: string, source: string): Area => {
  const geojson = parseFeature(geojsonText, source)
  const { west, polygons } = areaPolygons(geojson, source)
  const isInside = buildPointIndex(polygons)
  const frame = (longitude: number): number => {
    const x = toLattice(longitude)
    return x < west ? x + TURN : x >= west + TURN ? x - TURN : x
  }
  const contains: Area['contains'] = (longitude, latitude) => isInside(frame(longitude), toLattice(latitude))
  let lineDistance: LineDistance | undefined
  let sphereIndex: ArcBox | undefined
  const arcs = (): ArcBox => {
    sphereIndex ??= buildSphereIndex(polygons.flat().flatMap(edgesOf).flatMap(splitIntoArcs))
    return sphereIndex
  }
  return {
    areaId: geojson.properties.areaId,
    name: geojson.properties.name,
    policyOverrides: geojson.properties.policy,
    weight: geojson.properties.weight ?? 1,
    contains,
    metresToLine: (longitude, latitude, limitMetres) => {
      lineDistance ??= buildLineDistance(polygons.flat().flatMap(edgesOf))
      const [x, y] = [frame(longitude), toLattice(latitude)]
      // A line just across the frame's edge is near, too.
      return Math.min(
        lineDistance(x, y, limitMetres),
        lineDistance(x - TURN, y, limitMetres),
        lineDistance(x + TURN, y, limitMetres),
      )
    },
    metresToArea: (longitude, latitude) =>
      contains(longitude, latitude) ? 0 : nearestMetres(arcs(), placeAt(longitude, latitude)),
    firstPointInside: (from, courseDegrees, metresMax) => {
      if (contains(from.longitude, from.latitude)) return { ...from, metres: 0 }
      const circle = greatCircleFrom(from, courseDegrees)
      const metres = firstMeeting(arcs(), circle, metresMax)
      return metres === null ? null : { metres, ...placeAlong(circle, metres) }
    },
    geojson,
  }
}

const parseFeature = (text: string, source: string): AreaFeature => {
  const parsed = AreaFeature.safeParse(parseJson(text, source))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new AreaFileError(source, z.core.toDotPath(issue?.path ?? []), issue?.message ?? 'is not an area')
  }
  const rings = polygonsOf(parsed.data).flat()
  const vertices = rings.reduce((sum, ring) => sum + ring.length, 0)
  if (vertices <= AREA_VERTICES_MAX) return parsed.data
  throw new AreaFileError(source, 'geometry', `has ${vertices} vertices, more than ${AREA_VERTICES_MAX}: simplify it`)
}

const parseJson = (text: string, source: string): unknown => {
  if (text.length > AREA_CHARACTERS_MAX)
    throw new AreaFileError(source, '', `has ${text.length} characters, more than ${AREA_CHARACTERS_MAX}`)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new AreaFileError(source, '', `is not JSON: ${String(cause)}`, { cause })
  }
}
