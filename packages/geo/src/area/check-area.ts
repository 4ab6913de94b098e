import { buildLineDistance } from '../geometry/build-line-distance.ts'
import { TURN, toDegrees, toLattice } from '../geometry/lattice-point.ts'
import { type Edge, edgesOf } from '../geometry/ring.ts'
import { areaPolygons } from './area-polygons.ts'
import type { Area } from './load-area.ts'

const FAR_METRES = 1_000_000

export type AreaCheck = {
  readonly areaId: string
  readonly name: string
  readonly isInside: boolean
  /** To the nearest point of the line; null beyond 1,000 km. Accurate to 0.2 m at 12 nm, 10 m at 60 nm, 1 % at 1,000 km. */
  readonly metresToLine: number | null
}

/** Whether a position (degrees) is inside the area, and how far from its line. */
export const checkArea = (area: Area, longitude: number, latitude: number): AreaCheck => {
  const { west, polygons } = areaPolygons(area.geojson, area.areaId)
  const metresFrom = buildLineDistance(
    polygons
      .flat()
      .flatMap(edgesOf)
      .filter((edge) => !isInnerCut(area, edge)),
  )
  const x = toLattice(longitude)
  const turns = Math.floor((x - west) / TURN)
  // A line just across the frame's edge is near, too.
  const found = [-1, 0, 1].map((turn) => metresFrom(x - (turns + turn) * TURN, toLattice(latitude), FAR_METRES))
  const metres = Math.min(...found)
  return {
    areaId: area.areaId,
    name: area.name,
    isInside: area.contains(longitude, latitude),
    metresToLine: metres === Infinity ? null : metres,
  }
}

/** A cut at 180° is not a border: there is area on both sides of it. */
const isInnerCut = (area: Area, [ax, ay, bx, by]: Edge): boolean => {
  if (ax !== bx || (ax - TURN / 2) % TURN !== 0) return false
  const latitude = toDegrees(Math.round((ay + by) / 2))
  return area.contains(179.999_999_999, latitude) && area.contains(-179.999_999_999, latitude)
}
