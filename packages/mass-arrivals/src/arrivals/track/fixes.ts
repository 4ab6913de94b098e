/** A position of a craft outside an area, and what it says of its own motion. */
export type FixPoint = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly speedKnots?: number | undefined
  readonly courseDegrees?: number | undefined
}

/** What a craft says of its own motion, in knots and degrees from true north. */
export type ReportedMotion = { readonly speedKnots: number; readonly courseDegrees: number }

/** A fix as it is read: the earliest position of its slot, and the motion that the craft reported in it. */
export type Fix = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly reported: ReportedMotion | null
}

export const FIX_SLOT_MS = 1_800_000
/** Slots kept: six hours of neighbours, or a day of a craft that a satellite hears every two hours. */
export const FIXES_MAX = 13

/** Half hours since 1970, UTC. */
export const fixSlotOf = (atMs: number): number => Math.floor(atMs / FIX_SLOT_MS)

/**
 * The newest slots of half an hour, the oldest first (design §4.14, rule 1). Six numbers for each: time, longitude and latitude of the
 * earliest position; how much later the earliest one is that states speed and course (−1: none does), and these. Flat, because every
 * craft at sea has 13.
 */
export type Fixes = readonly number[]

/** One for all: most tracks have none where no approaches are watched. */
export const NO_FIXES: Fixes = []

const SIZE = 6
const UNREPORTED = -1

/**
 * With a position outside; the same array where it changed nothing, which takes a comparison where an earlier one of its slot is there.
 * A speed above `speedKnotsMax` counts as not stated. Of equal times the smaller longitude, then latitude; of motions the slower, then
 * the smaller course.
 */
export const addFix = (fixes: Fixes, point: FixPoint, speedKnotsMax: number): Fixes => {
  const slot = fixSlotOf(point.atMs)
  let index = fixes.length - SIZE
  while (index >= 0 && fixSlotOf(number(fixes, index)) > slot) index -= SIZE
  if (index >= 0 && fixSlotOf(number(fixes, index)) === slot) return mergeFix(fixes, index, point, speedKnotsMax)
  const place = index + SIZE
  if (place === 0 && fixes.length === FIXES_MAX * SIZE) return fixes
  const added = [...fixes.slice(0, place), ...newFix(point, speedKnotsMax), ...fixes.slice(place)]
  return added.length > FIXES_MAX * SIZE ? added.slice(SIZE) : added
}

const newFix = (point: FixPoint, speedKnotsMax: number): readonly number[] => {
  const { atMs, longitude, latitude } = point
  const reported = reportedBy(point, speedKnotsMax)
  return reported === null
    ? [atMs, longitude, latitude, UNREPORTED, 0, 0]
    : [atMs, longitude, latitude, 0, reported.speedKnots, reported.courseDegrees]
}

const reportedBy = ({ speedKnots, courseDegrees }: FixPoint, speedKnotsMax: number): ReportedMotion | null =>
  speedKnots === undefined || courseDegrees === undefined || speedKnots > speedKnotsMax
    ? null
    : { speedKnots, courseDegrees }

const mergeFix = (fixes: Fixes, index: number, point: FixPoint, speedKnotsMax: number): Fixes => {
  const beforeMs = number(fixes, index)
  const after = number(fixes, index + 3)
  // Nearly all: the slot has an earlier position, and an earlier motion.
  if (point.atMs > beforeMs && after !== UNREPORTED && point.atMs > beforeMs + after) return fixes
  const isEarlier = isEarlierPlace(fixes, index, point)
  const reported = reportedBy(point, speedKnotsMax)
  const isNewMotion = reported !== null && isEarlierMotion(fixes, index, point.atMs, reported)
  if (!isEarlier && !isNewMotion) return fixes
  const merged = [...fixes]
  const atMs = isEarlier ? point.atMs : beforeMs
  if (isEarlier) merged.splice(index, 3, atMs, point.longitude, point.latitude)
  if (isNewMotion) merged.splice(index + 3, 3, point.atMs - atMs, reported.speedKnots, reported.courseDegrees)
  else if (after !== UNREPORTED) merged[index + 3] = beforeMs + after - atMs
  return merged
}

const isEarlierPlace = (fixes: Fixes, index: number, { atMs, longitude, latitude }: FixPoint): boolean =>
  (atMs - number(fixes, index) || longitude - number(fixes, index + 1) || latitude - number(fixes, index + 2)) < 0

const isEarlierMotion = (fixes: Fixes, index: number, atMs: number, reported: ReportedMotion): boolean => {
  const after = number(fixes, index + 3)
  if (after === UNREPORTED) return true
  const sinceMs = atMs - (number(fixes, index) + after)
  return (
    (sinceMs || reported.speedKnots - number(fixes, index + 4) || reported.courseDegrees - number(fixes, index + 5)) < 0
  )
}

/** The fixes, the oldest first. */
export const readFixes = (fixes: Fixes): readonly Fix[] =>
  Array.from({ length: fixes.length / SIZE }, (_, place) => {
    const index = place * SIZE
    const isReported = number(fixes, index + 3) !== UNREPORTED
    return {
      atMs: number(fixes, index),
      longitude: number(fixes, index + 1),
      latitude: number(fixes, index + 2),
      reported: isReported ? { speedKnots: number(fixes, index + 4), courseDegrees: number(fixes, index + 5) } : null,
    }
  })

/** Those whose time passes; the same array where all do. */
export const filterFixes = (fixes: Fixes, passes: (atMs: number) => boolean): Fixes => {
  const kept = fixes.filter((_, index) => passes(number(fixes, index - (index % SIZE))))
  return kept.length === fixes.length ? fixes : kept
}

/** Time of the newest, −Infinity where there is none. */
export const newestFixMs = (fixes: Fixes): number => fixes[fixes.length - SIZE] ?? Number.NEGATIVE_INFINITY

export const areSameFixes = (a: Fixes, b: Fixes): boolean =>
  a === b || (a.length === b.length && a.every((each, index) => each === b[index]))

const number = (fixes: Fixes, index: number): number => fixes[index] ?? Number.NaN
