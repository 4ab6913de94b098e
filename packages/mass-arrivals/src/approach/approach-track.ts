import { FIX_SLOT_MS, fixSlotOf, readFixes, type Fix as TrackFix } from '../arrivals/track/fixes.ts'
import { lastInsideMs, type Track } from '../arrivals/track/track.ts'
import { hourOf, type Rules } from '../rules.ts'

/** The fixes of a craft since it was last inside, the oldest first: never empty. */
export type ApproachTrack = {
  readonly fixes: readonly TrackFix[]
  /** n: the newest. */
  readonly last: TrackFix
  /** When the craft was last inside, −Infinity if never. */
  readonly insideMs: number
}

/**
 * The track of an approach (design §4.14, rules 1 and 2), wherever its newest fix is; undefined where the craft is inside, was so a
 * short time before, or is beyond the reach of the area. `whole`: with the places of reports, and without what was taken back.
 */
export const approachTrackOf = (whole: Track, rules: Rules): ApproachTrack | undefined => {
  const insideMs = lastInsideMs(whole)
  const all = readFixes(whole.fixes)
  const last = all.at(-1)
  if (last === undefined || isBeyond(whole, last)) return undefined
  const slot = fixSlotOf(last.atMs)
  // Hours, because readers know to the hour how long a visit lasts, and decide the same of the other names of the boat.
  if (slot <= fixSlotOf(insideMs) || hourOf(insideMs) >= hourOf(last.atMs - rules.visitGapMs)) return undefined
  const fromSlot = Math.max(slot - Math.floor(rules.inbound.trackMaxMs / FIX_SLOT_MS), fixSlotOf(insideMs) + 1)
  return { fixes: all.filter(({ atMs }) => fixSlotOf(atMs) >= fromSlot), last, insideMs }
}

/** Whether the craft was seen too far off to be approaching in a later slot, or in the same one before. */
const isBeyond = ({ beyondMs }: Track, last: TrackFix): boolean => {
  if (beyondMs === null) return false
  const slots = fixSlotOf(beyondMs) - fixSlotOf(last.atMs)
  return slots > 0 || (slots === 0 && beyondMs < last.atMs)
}
