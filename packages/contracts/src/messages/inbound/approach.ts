import { z } from 'zod'
import { WrittenTime } from '../../wire/wire-time.ts'
import { VisitPersons } from '../visit-persons.ts'

/** Where a craft was outside the area: of each half hour the earliest position counts. */
export const Fix = z.object({ at: WrittenTime, longitude: z.number(), latitude: z.number() })
export type Fix = Readonly<z.infer<typeof Fix>>

/**
 * What the motion of a craft says of its arrival:
 * - `unknown`    no motion is known, or it made nothing good and says that it moves
 * - `adrift`     slower than the policy's `adriftKnots`
 * - `heading-in` on its course it arrives within the policy's `horizonHours`
 * - `may-arrive` on its course, later, or on one within the spread
 * - `passing`    on no course within the spread
 */
export const ApproachState = z.enum(['unknown', 'adrift', 'heading-in', 'may-arrive', 'passing'])
export type ApproachState = z.infer<typeof ApproachState>

/** When a craft, or the first of a group, may arrive: earliest ≤ likely ≤ latest, in steps of 5 minutes. */
export const Eta = z.object({ earliest: WrittenTime, likely: WrittenTime, latest: WrittenTime })
export type Eta = Readonly<z.infer<typeof Eta>>

/** A great circle from the newest fix, to its first point in the area. */
export const Ray = z.object({
  /** At the newest fix, from true north. */
  courseDegrees: z.number(),
  /** To 0.1 nm; null: it does not arrive within twice the policy's `watchDistanceNm`. */
  lengthNm: z.number().nullable(),
})
export type Ray = Readonly<z.infer<typeof Ray>>

/** The forecast of one craft, with every number that it takes to redo it by hand. */
export const ApproachEvidence = z.object({
  state: ApproachState,
  /** Whose speed and course: those between `first` and `last`, or those that the craft gives of itself; null: neither is known. */
  motion: z.enum(['made-good', 'reported']).nullable(),
  /** The fix from which the motion was made good; null where it was not. */
  first: Fix.nullable(),
  /** The newest fix. */
  last: Fix,
  /** Fixes from which `last` cannot have been reached, and which are skipped; the oldest first. */
  jumps: z.array(Fix),
  /** To 0.1 kn. */
  speedKnots: z.number().nullable(),
  /** At `last`, from true north, to 0.1°. */
  courseDegrees: z.number().nullable(),
  /** From `last` to the nearest point of the area, to 0.1 nm. */
  distanceToAreaNm: z.number(),
  /** Nine, from port to starboard, the middle one on the course; none where the state is `unknown` or `adrift`. */
  rays: z.array(Ray),
  /** Null unless `heading-in` or `may-arrive`. */
  eta: Eta.nullable(),
  /** Where the ray of the likely arrival meets the area; null as `eta` is. */
  crossing: z.object({ longitude: z.number(), latitude: z.number() }).nullable(),
})
export type ApproachEvidence = Readonly<z.infer<typeof ApproachEvidence>>

/** An arrival that has not happened yet: a craft outside the area, near enough to be watched, of which people or other names are known. */
export const Approach = z.object({
  ...ApproachEvidence.shape,
  /** The track since the craft was last inside, without jumps: the oldest first, `last` at the end. */
  fixes: z.array(Fix),
  /** Null where only what the records say of the craft made it matter. */
  persons: VisitPersons.nullable(),
})
export type Approach = Readonly<z.infer<typeof Approach>>
