import { type Area, type FirstPoint, nauticalMiles } from '@landfall/geo'
import type { Fix as TrackFix } from '../arrivals/track/fixes.ts'
import { roundTo } from '../round-to.ts'
import type { InboundRules } from '../rules.ts'

/** A great circle from the newest fix on a course within the spread. */
export type ApproachRay = {
  /** From true north, 0 up to 360. */
  readonly courseDegrees: number
  /** To 0.1 nm; null: it does not arrive. */
  readonly lengthNm: number | null
  /** Its first point in the area. */
  readonly arrival: FirstPoint | null
}

const QUARTERS = [-4, -3, -2, -1, 0, 1, 2, 3, 4] as const
/** Of the nine: the one on the course. */
export const MIDDLE_RAY = 4
/** Rays end at this many watch distances. */
const REACH_FACTOR = 2
const COURSE_DIGITS = 6 // What adding quarters leaves beyond them is noise.

/** Nine rays from port to starboard, at the course and every quarter of the spread to both sides (design §4.14, rule 4). */
export const drawRays = (
  from: TrackFix,
  courseDegrees: number,
  spreadDegrees: number,
  { firstPointInside }: Pick<Area, 'firstPointInside'>,
  { watchDistanceMetres }: InboundRules,
): readonly ApproachRay[] =>
  QUARTERS.map((quarter) => {
    const course = roundTo((courseDegrees + (quarter * spreadDegrees) / 4 + 360) % 360, COURSE_DIGITS) % 360
    const arrival = firstPointInside(from, course, REACH_FACTOR * watchDistanceMetres)
    return { courseDegrees: course, lengthNm: arrival === null ? null : lengthOf(arrival), arrival }
  })

const lengthOf = ({ metres }: FirstPoint): number => roundTo(nauticalMiles(metres), 1)
