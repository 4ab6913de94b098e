import { TURN, toDegrees, toLattice } from '../geometry/lattice-point.ts'
import { buildLineDistance } from '../geometry/line-distance.ts'
import { type Edge, edgesOf } from '../geometry/ring.ts'
import { areaPolygons } from './area-polygons.ts'
import type { Area } from './load-area.ts'

const FAR_METRES = 1_000_000

export type AreaCheck = {
  readonly areaId: string
  readonly name: string
  readonly isInside: boolean
  /** To the nearest place of the line; null beyond 1,000 km. Within 0.2 m at 12 nm, 10 m at 60 nm, 1 % at the end. */
  readonly metresToLine: number | null
}

/** Where a position (degrees) lies as the area sees it, and how near a thing it is. */
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
  // A line on the other side of the frame's edge is near too.
  const found = [-1, 0, 1].map((turn) => metresFrom(x - (turns + turn) * TURN, toLattice(latitude), FAR_METRES))
  const metres = Math.min(...found)
  return {
    areaId: area.areaId,
    name: area.name,
    isInside: area.contains(longitude, latitude),
    metresToLine: metres === Infinity ? null : metres,
  }
}

/** Where an area is cut at 180° the cut is no border: there is area on both sides of it. */
const isInnerCut = (area: Area, [ax, ay, bx, by]: Edge): boolean => {
  if (ax !== bx || (ax - TURN / 2) % TURN !== 0) return false
  const latitude = toDegrees(Math.round((ay + by) / 2))
  return area.contains(179.999_999_999, latitude) && area.contains(-179.999_999_999, latitude)
}
