import { HOUR_MS } from '../durations.ts'
import type { Rules } from '../rules.ts'
import { addOutsideHour, dropHoursBefore, hasOutsideHourWithin, type OutsideHours } from './outside-hours.ts'
import type { Point } from './point.ts'
import { addToRuns, type Run } from './runs.ts'

/** All that is kept of a craft's positions with regard to one area. */
export type Track = {
  readonly runs: readonly Run[]
  readonly outsideHours: OutsideHours
  /** Where the last forgotten visit ended; reports up to it go with it. */
  readonly forgottenEndMs: number | null
}

/** A stay in the area: its first position is the arrival. */
export type Span = { readonly arrival: Point; readonly lastMs: number }

export type SeenPoint = Point & { readonly inside: boolean }

export const emptyTrack: Track = { runs: [], outsideHours: [], forgottenEndMs: null }

/** The same track where the position changed nothing. */
export const addPosition = (track: Track, point: Point, inside: boolean, { visitGapMs }: Rules): Track => {
  if (inside) {
    const runs = addToRuns(track.runs, point, visitGapMs)
    return runs === track.runs ? track : { ...track, runs }
  }
  const outsideHours = addOutsideHour(track.outsideHours, point.atMs)
  return outsideHours === track.outsideHours ? track : { ...track, outsideHours }
}

/** The visits of a track (design, semantics 1), in order of time; `seen` are positions kept apart, because they may be taken back. */
export const visitsOf = (track: Track, seen: readonly SeenPoint[], rules: Rules): readonly Span[] => {
  const forgottenEndMs = track.forgottenEndMs ?? Number.NEGATIVE_INFINITY
  const { runs, outsideHours } = seen
    .filter(({ atMs }) => atMs > forgottenEndMs)
    .reduce((all, point) => addPosition(all, point, point.inside, rules), track)
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

const areApart = (aMs: number, bMs: number, hours: OutsideHours, { visitGapMs, absenceGapMs }: Rules): boolean =>
  bMs - aMs > absenceGapMs || (bMs - aMs > visitGapMs && hasOutsideHourWithin(hours, aMs, bMs))

/** Forgets the visits that ended before `beforeMs`, whole; the same track where there is none. */
export const forgetVisits = (track: Track, seen: readonly SeenPoint[], beforeMs: number, rules: Rules): Track => {
  const ended = visitsOf(track, seen, rules).filter(({ lastMs }) => lastMs < beforeMs)
  const outsideHours = dropHoursBefore(track.outsideHours, beforeMs - HOUR_MS)
  const endMs = ended.at(-1)?.lastMs
  if (endMs === undefined) return outsideHours === track.outsideHours ? track : { ...track, outsideHours }
  return { runs: track.runs.filter(({ lastMs }) => lastMs > endMs), outsideHours, forgottenEndMs: endMs }
}
