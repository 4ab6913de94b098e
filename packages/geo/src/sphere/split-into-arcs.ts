import { EARTH_RADIUS_METRES } from '../geometry/haversine-metres.ts'
import { toDegrees } from '../geometry/lattice-point.ts'
import type { Edge } from '../geometry/ring.ts'
import { type Place, placeAt } from '../geometry/within-metres.ts'

/** A piece of a line, so short that the great circle between its ends is as good as the line. */
export type Arc = { readonly from: Place; readonly to: Place }

/** How far the great circle of an arc may lie beside the line, which is straight in longitude and latitude. */
export const ARC_OFF_METRES_MAX = 0.1
/** Long arcs make large boxes, and a slow search. */
const ARC_METRES_MAX = 5_000
/** Nothing is asked of a line that runs this near to a pole. */
const LATITUDE_MAX = 89.99
const RADIANS = Math.PI / 180

/**
 * A line straight in longitude and latitude turns away from the great circle by tan φ sin α (1 + cos² α) / R, α being its course. So between the ends of
 * an arc of length l, of which e = l sin α lies eastwards, it is off by at most l e tan φ / 4R: the arcs are as short as that demands, at the highest latitude
 * of the edge.
 */
export const splitIntoArcs = ([ax, ay, bx, by]: Edge): readonly Arc[] => {
  const highest = Math.min(LATITUDE_MAX, Math.max(Math.abs(toDegrees(ay)), Math.abs(toDegrees(by)))) * RADIANS
  const lowest = Math.min(Math.abs(ay), Math.abs(by), ay * by < 0 ? 0 : Infinity)
  const eastMetres =
    Math.abs(toDegrees(bx - ax)) * RADIANS * EARTH_RADIUS_METRES * Math.cos(toDegrees(lowest) * RADIANS)
  const northMetres = Math.abs(toDegrees(by - ay)) * RADIANS * EARTH_RADIUS_METRES
  const metres = Math.hypot(eastMetres, northMetres)
  const offMetres = (metres * eastMetres * Math.tan(highest)) / (4 * EARTH_RADIUS_METRES)
  const count = Math.max(1, Math.ceil(Math.sqrt(offMetres / ARC_OFF_METRES_MAX)), Math.ceil(metres / ARC_METRES_MAX))
  const placeOf = (k: number): Place =>
    placeAt(toDegrees(ax + ((bx - ax) * k) / count), toDegrees(ay + ((by - ay) * k) / count))
  const places = Array.from({ length: count + 1 }, (_, k) => placeOf(k))
  return places.slice(1).map((to, k) => ({ from: places[k] ?? to, to }))
}
