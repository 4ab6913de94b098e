import { EARTH_RADIUS_METRES } from '../geometry/haversine-metres.ts'
import { type ArcBox, isCutByPlane, squareToBox } from './build-sphere-index.ts'
import type { GreatCircle } from './great-circle.ts'
import type { Arc } from './split-into-arcs.ts'
import { combine, dot, type Vector } from './vector.ts'

/** A place within 6 µm of the great circle is on it: rounding is that coarse. */
const ON_CIRCLE = 1e-12

/**
 * Metres along the great circle to the first of the arcs that it meets, at most `metresMax` and half the way round; null where it meets
 * none. To touch an end of an arc is to meet it.
 */
export const firstMeeting = (index: ArcBox, circle: GreatCircle, metresMax: number): number | null => {
  let best = Math.min(Math.PI, metresMax / EARTH_RADIUS_METRES)
  let isMet = false
  const search = (box: ArcBox): void => {
    for (const arc of box.arcs) {
      const angle = meetingAngle(arc, circle)
      if (angle === null || angle > best) continue
      best = angle
      isMet = true
    }
    if (box.halves === null) return
    const [a, b] = box.halves
    const [toA, toB] = [squareToBox(a, circle.from), squareToBox(b, circle.from)]
    for (const [half, square] of toA <= toB
      ? ([
          [a, toA],
          [b, toB],
        ] as const)
      : ([
          [b, toB],
          [a, toA],
        ] as const)) {
      if (square <= squareOf(best) && isCutByPlane(half, circle.normal)) search(half)
    }
  }
  search(index)
  return isMet ? best * EARTH_RADIUS_METRES : null
}

/** Of the straight distance between two places so far apart, with room for rounding. */
const squareOf = (angle: number): number => 4 * Math.sin(angle / 2) ** 2 + ON_CIRCLE

/** How far along the circle the arc is met, 0 up to a whole turn; null where it is not. */
const meetingAngle = ({ from, to }: Arc, circle: GreatCircle): number | null => {
  const [sideFrom, sideTo] = [dot(circle.normal, from), dot(circle.normal, to)]
  const [isFromOn, isToOn] = [Math.abs(sideFrom) <= ON_CIRCLE, Math.abs(sideTo) <= ON_CIRCLE]
  if (isFromOn && isToOn) return Math.min(angleOf(from, circle), angleOf(to, circle))
  if (isFromOn) return angleOf(from, circle)
  if (isToOn) return angleOf(to, circle)
  if (sideFrom > 0 === sideTo > 0) return null
  return angleOf(combine(Math.abs(sideTo), from, Math.abs(sideFrom), to), circle)
}

const angleOf = (vector: Vector, { from, ahead }: GreatCircle): number => {
  const angle = Math.atan2(dot(vector, ahead), dot(vector, from))
  return angle >= -ON_CIRCLE ? Math.max(0, angle) : angle + 2 * Math.PI
}
