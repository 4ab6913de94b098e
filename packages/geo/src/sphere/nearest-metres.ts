import { EARTH_RADIUS_METRES } from '../geometry/haversine-metres.ts'
import type { Place } from '../geometry/within-metres.ts'
import { type ArcBox, squareToBox } from './build-sphere-index.ts'
import type { Arc } from './split-into-arcs.ts'
import { cross, dot } from './vector.ts'

/** Great-circle metres from a place to the nearest point of the arcs; Infinity without arcs. */
export const nearestMetres = (index: ArcBox, place: Place): number => {
  let best = Infinity
  const search = (box: ArcBox): void => {
    for (const arc of box.arcs) best = Math.min(best, squareToArc(arc, place))
    if (box.halves === null) return
    const [a, b] = box.halves
    const [toA, toB] = [squareToBox(a, place), squareToBox(b, place)]
    const [near, far] = toA <= toB ? [a, b] : [b, a]
    if (Math.min(toA, toB) < best) search(near)
    if (Math.max(toA, toB) < best) search(far)
  }
  search(index)
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(best) / 2))
}

/** The square of the straight distance, through the unit sphere, to the nearest point of the arc. */
const squareToArc = ({ from, to }: Arc, place: Place): number => {
  const normal = cross(from, to)
  // Between the planes that stand on the arc's ends the foot of the perpendicular is on the arc.
  const isAbeam = dot(cross(normal, from), place) > 0 && dot(cross(to, normal), place) > 0
  if (!isAbeam) return Math.min(squareBetween(from, place), squareBetween(to, place))
  const sine = dot(normal, place) / Math.sqrt(dot(normal, normal))
  return (2 * sine * sine) / (1 + Math.sqrt(1 - sine * sine))
}

const squareBetween = (a: Place, b: Place): number => (a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2
