import { HOUR_MS, hourOf, type Rules } from '../../rules.ts'
import type { RetractedSpan } from '../craft-records.ts'
import type { FixKeeping } from './create-fix-keeping.ts'
import { addFix, areSameFixes, type Fixes, type FixPoint, filterFixes, fixSlotOf, NO_FIXES } from './fixes.ts'
import { addFarPosition, type FarSlots } from './out-of-reach.ts'
import { addRange, areSameRanges, hasWithin, NO_RANGES, type TimeRanges } from './time-ranges.ts'

/** Where and when a craft was: milliseconds since 1970; degrees as on the wire. */
export type Point = { readonly atMs: number; readonly longitude: number; readonly latitude: number }

/** The earlier of two; at equal times the smaller longitude, then latitude (design §4.1). */
const earlierPoint = (a: Point, b: Point): Point => {
  if (a.atMs !== b.atMs) return a.atMs < b.atMs ? a : b
  if (a.longitude !== b.longitude) return a.longitude < b.longitude ? a : b
  return a.latitude <= b.latitude ? a : b
}

/**
 * Positions inside an area whose neighbours are never more than `visitGap` apart: nothing can split them, so only the
 * first one and the last time are kept.
 */
type Run = { readonly first: Point; readonly lastMs: number }

/** Sorted, more than `gapMs` apart. The same array where the point changed nothing. */
const addToRuns = (runs: readonly Run[], point: Point, gapMs: number): readonly Run[] => {
  // From the end: it is nearly always the newest run.
  let end = runs.length
  while (end > 0 && firstMs(runs, end - 1) > point.atMs + gapMs) end -= 1
  let start = end
  while (start > 0 && lastMs(runs, start - 1) >= point.atMs - gapMs) start -= 1
  const opening = runs[start]
  if (start === end || opening === undefined) {
    return [...runs.slice(0, start), { first: point, lastMs: point.atMs }, ...runs.slice(start)]
  }
  const first = earlierPoint(opening.first, point)
  const last = Math.max(lastMs(runs, end - 1), point.atMs)
  if (end - start === 1 && first === opening.first && last === opening.lastMs) return runs
  return [...runs.slice(0, start), { first, lastMs: last }, ...runs.slice(end)]
}

const firstMs = (runs: readonly Run[], index: number): number => runs[index]?.first.atMs ?? Number.NaN
const lastMs = (runs: readonly Run[], index: number): number => runs[index]?.lastMs ?? Number.NaN

/** Whether some hour [h, h + 1 h) with aMs ≤ h and h + 1 h ≤ bMs is among them. */
const hasOutsideHourWithin = (hours: TimeRanges, aMs: number, bMs: number): boolean =>
  hasWithin(hours, Math.ceil(aMs / HOUR_MS), Math.floor(bMs / HOUR_MS))

/** All that is kept of a craft's positions with regard to one area. */
export type Track = FarSlots & {
  readonly runs: readonly Run[]
  /**
   * UTC hours in which the craft was seen outside. The rule of visits needs whole hours only, so a craft at sea for a month takes
   * two numbers.
   */
  readonly outsideHours: TimeRanges
  /** Where it was outside: what an approach is made of. */
  readonly fixes: Fixes
  /** The earliest position of the newest slot in which it was too far off to be a fix; null: none. */
  readonly beyondMs: number | null
  /** When the last forgotten visit ended; reports up to then are forgotten with it. */
  readonly forgottenEndMs: number | null
}

/** A stay in the area: its first position is the arrival. */
export type Span = { readonly arrival: Point; readonly lastMs: number }

export type SeenPoint = Point & { readonly inside: boolean; readonly keeping: FixKeeping }

export const emptyTrack: Track = {
  runs: [],
  outsideHours: NO_RANGES,
  fixes: NO_FIXES,
  beyondMs: null,
  farBefore: NO_RANGES,
  farAfter: NO_RANGES,
  forgottenEndMs: null,
}

/**
 * Whether two tracks say the same of a craft that was never in their areas. Of many areas a craft has been in few: for all others
 * it has one track, in memory and as it is stored.
 */
export const areOneTrack = (a: Track, b: Track): boolean =>
  a === b ||
  (a.runs.length === 0 &&
    b.runs.length === 0 &&
    a.forgottenEndMs === b.forgottenEndMs &&
    areSameRanges(a.outsideHours, b.outsideHours) &&
    areSameRanges(a.farBefore, b.farBefore) &&
    areSameRanges(a.farAfter, b.farAfter) &&
    a.beyondMs === b.beyondMs &&
    areSameFixes(a.fixes, b.fixes))

/** Equal tracks, those of areas that the craft was never in being one and the same. */
export const shareTracks = (tracks: readonly Track[]): readonly Track[] => {
  let last: Track | undefined
  return tracks.map((track) => {
    if (track.runs.length > 0) return track
    if (last === undefined || !areOneTrack(track, last)) last = track
    return last
  })
}

/** The same track where the position inside changed nothing. */
export const addInside = (track: Track, point: Point, { visitGapMs }: Rules): Track => {
  const runs = addToRuns(track.runs, point, visitGapMs)
  return runs === track.runs ? track : { ...track, runs }
}

/** Where a place outside is, seen from an area. */
export type Outside = {
  /** For how many slots the area is out of its reach. */
  readonly slots: number
  readonly keeping: FixKeeping
}

/** The same track where the position outside changed nothing. */
export const addOutside = (track: Track, point: FixPoint, { slots, keeping }: Outside, { inbound }: Rules): Track => {
  const { atMs } = point
  const hour = hourOf(atMs)
  const outsideHours = addRange(track.outsideHours, hour, hour + 1)
  const { farBefore, farAfter } = slots === 0 ? track : addFarPosition(track, atMs, slots)
  const fixes = keeping === 'fix' ? addFix(track.fixes, point, inbound.speedKnotsMax) : track.fixes
  const beyondMs = keeping === 'beyond' ? newerSlot(track.beyondMs, atMs) : track.beyondMs
  const isSame =
    outsideHours === track.outsideHours &&
    farBefore === track.farBefore &&
    farAfter === track.farAfter &&
    fixes === track.fixes &&
    beyondMs === track.beyondMs
  return isSame ? track : { ...track, outsideHours, farBefore, farAfter, fixes, beyondMs }
}

/** The earliest time of the newest slot. */
const newerSlot = (aMs: number | null, bMs: number): number => {
  if (aMs === null || fixSlotOf(bMs) > fixSlotOf(aMs)) return bMs
  return fixSlotOf(bMs) < fixSlotOf(aMs) ? aMs : Math.min(aMs, bMs)
}

/** When the craft was last inside, −Infinity if never. */
export const lastInsideMs = ({ runs, forgottenEndMs }: Track): number =>
  runs.at(-1)?.lastMs ?? forgottenEndMs ?? Number.NEGATIVE_INFINITY

/** The visits of a track (design §4.1), in order of time; `seen` are positions from reports, kept separately because reports can be retracted. */
export const visitsOf = (track: Track, seen: Iterable<SeenPoint>, rules: Rules): readonly Span[] =>
  visitsOfWhole(withSeen(track, seen, rules), rules)

/**
 * The track as an operator left it: a run goes that lies within one retracted span, whole, as if none of its positions had been there.
 * Of a run that reaches beyond the span nobody knows where the rest of it begins, so it stays. A fix goes with its slot, of which nothing
 * later is kept. The same track where nothing goes. `beforeMs`: only what ended before it.
 */
export const withoutRetracted = (
  track: Track,
  spans: readonly RetractedSpan[],
  beforeMs = Number.POSITIVE_INFINITY,
): Track => {
  if (spans.length === 0) return track
  const isRetracted = (fromMs: number, toMs: number): boolean =>
    toMs < beforeMs && spans.some((span) => span.fromMs <= fromMs && toMs <= span.toMs)
  const runs = track.runs.filter(({ first, lastMs }) => !isRetracted(first.atMs, lastMs))
  const fixes = filterFixes(track.fixes, (atMs) => !isRetracted(atMs, atMs))
  const beyondMs = track.beyondMs !== null && isRetracted(track.beyondMs, track.beyondMs) ? null : track.beyondMs
  const isSame = runs.length === track.runs.length && fixes === track.fixes && beyondMs === track.beyondMs
  return isSame ? track : { ...track, runs, fixes, beyondMs }
}

/**
 * The track with positions from reports, those aside that went with a forgotten visit. Whoever reports people knows less exactly where
 * and when than a position does, so it keeps nothing out of reach.
 */
export const withSeen = (track: Track, seen: Iterable<SeenPoint>, rules: Rules): Track => {
  const forgottenEndMs = track.forgottenEndMs ?? Number.NEGATIVE_INFINITY
  let whole = track
  for (const point of seen) {
    if (point.atMs > forgottenEndMs)
      whole = point.inside
        ? addInside(whole, point, rules)
        : addOutside(whole, point, { slots: 0, keeping: point.keeping }, rules)
  }
  return whole
}

/** The visits of a track that holds every position. */
export const visitsOfWhole = ({ runs, outsideHours }: Track, rules: Rules): readonly Span[] => {
  const visits: Span[] = []
  for (const { first, lastMs } of runs) {
    const before = visits.at(-1)
    if (before === undefined || areApart(before.lastMs, first.atMs, outsideHours, rules)) {
      visits.push({ arrival: first, lastMs })
    } else {
      visits[visits.length - 1] = { arrival: before.arrival, lastMs }
    }
  }
  return visits
}

const areApart = (aMs: number, bMs: number, hours: TimeRanges, { visitGapMs, absenceGapMs }: Rules): boolean =>
  bMs - aMs > absenceGapMs || (bMs - aMs > visitGapMs && hasOutsideHourWithin(hours, aMs, bMs))
