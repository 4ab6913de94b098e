import { HOUR_MS, type Rules } from '../../rules.ts'
import type { RetractedSpan } from '../craft-records.ts'
import { NO_FIXES, newestFixMs } from './fixes.ts'
import { SLOT_MS } from './out-of-reach.ts'
import { dropRangesBefore } from './time-ranges.ts'
import { type SeenPoint, type Track, visitsOf, withoutRetracted } from './track.ts'

/** What is said of positions besides themselves: places of reports that stand, and spans that an operator has taken back. */
export type SaidOfPositions = { readonly seen: readonly SeenPoint[]; readonly retracted: readonly RetractedSpan[] }

/**
 * Forgets the visits that ended before `beforeMs`, whole, an approach that did, and what was taken back of before; the same track where
 * there is none.
 */
export const forgetVisits = (track: Track, said: SaidOfPositions, beforeMs: number, rules: Rules): Track => {
  const ended = visitsOf(withoutRetracted(track, said.retracted), said.seen, rules).filter(
    ({ lastMs }) => lastMs < beforeMs,
  )
  const standing = withoutRetracted(track, said.retracted, beforeMs)
  const kept = dropFixes(dropBefore(standing, beforeMs - HOUR_MS), said.seen, beforeMs)
  const endMs = ended.at(-1)?.lastMs
  if (endMs === undefined) return kept
  return { ...kept, runs: kept.runs.filter(({ lastMs }) => lastMs > endMs), forgottenEndMs: endMs }
}

/** All of them or none: without its older fixes an approach would be another one. */
const dropFixes = (track: Track, seen: readonly SeenPoint[], beforeMs: number): Track => {
  if (track.fixes.length === 0 && track.beyondMs === null) return track
  const seenMs = seen.filter(({ keeping }) => keeping === 'fix').map(({ atMs }) => atMs)
  const isOver = Math.max(newestFixMs(track.fixes), track.beyondMs ?? 0, ...seenMs) < beforeMs
  return isOver ? { ...track, fixes: NO_FIXES, beyondMs: null } : track
}

const dropBefore = (track: Track, beforeMs: number): Track => {
  const outsideHours = dropRangesBefore(track.outsideHours, beforeMs / HOUR_MS)
  const farBefore = dropRangesBefore(track.farBefore, beforeMs / SLOT_MS)
  const farAfter = dropRangesBefore(track.farAfter, beforeMs / SLOT_MS)
  const isSame = outsideHours === track.outsideHours && farBefore === track.farBefore && farAfter === track.farAfter
  return isSame ? track : { ...track, outsideHours, farBefore, farAfter }
}
