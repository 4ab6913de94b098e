import type { TrackedCraft } from '@landfall/contracts'

export type IconName = 'craft' | 'craft-unknown' | 'craft-stale'

/** How the map draws one craft. */
export type CraftMark = {
  readonly icon: IconName
  /** 0..1 */
  readonly opacity: number
  readonly rotationDegrees: number
}

const FRESH_MS = 10 * 60_000
const GONE_MS = 6 * 3_600_000
const OPACITY_MIN = 0.25
/** So many times its own interval a craft may keep silent; of one that was heard once nothing is known. */
const MISSED = 3
const STALE_MS_MIN = 6 * 60_000 // Twice what AIS takes at anchor.
const STALE_MS_UNKNOWN = 30 * 60_000

/** From what age on a craft's place is a question. */
export const staleAfterMs = (everyMs: number | undefined): number =>
  everyMs === undefined ? STALE_MS_UNKNOWN : Math.min(GONE_MS, Math.max(STALE_MS_MIN, MISSED * everyMs))

/** Fading with age, and a question mark where it should have been heard again. */
export const craftMark = (craft: TrackedCraft, nowMs: number, everyMs: number | undefined): CraftMark => {
  const ageMs = nowMs - Date.parse(craft.observedAt)
  const rotationDegrees = craft.headingDegrees ?? craft.courseDegrees ?? 0
  const fade = Math.min(1, Math.max(0, (ageMs - FRESH_MS) / (GONE_MS - FRESH_MS)))
  const opacity = Math.round((1 - fade * (1 - OPACITY_MIN)) * 100) / 100
  if (ageMs > staleAfterMs(everyMs)) return { icon: 'craft-stale', opacity, rotationDegrees: 0 }
  const hasDirection = craft.headingDegrees !== undefined || craft.courseDegrees !== undefined
  return { icon: hasDirection ? 'craft' : 'craft-unknown', opacity, rotationDegrees }
}
