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
/** How many of its own intervals a craft may miss before its position is doubtful. */
const MISSED = 3
const STALE_MS_MIN = 6 * 60_000 // Twice the interval of AIS at anchor.
/** For a craft with one position, whose interval is unknown. */
const STALE_MS_UNKNOWN = 30 * 60_000

/** Fades with age, and becomes a question mark when the craft should have reported again. */
export const craftMark = (craft: TrackedCraft, nowMs: number, intervalMs: number | undefined): CraftMark => {
  const ageMs = nowMs - Date.parse(craft.observedAt)
  const rotationDegrees = craft.headingDegrees ?? craft.courseDegrees ?? 0
  const fade = Math.min(1, Math.max(0, (ageMs - FRESH_MS) / (GONE_MS - FRESH_MS)))
  const opacity = Math.round((1 - fade * (1 - OPACITY_MIN)) * 100) / 100
  if (ageMs > staleAfterMs(intervalMs)) return { icon: 'craft-stale', opacity, rotationDegrees: 0 }
  const hasDirection = craft.headingDegrees !== undefined || craft.courseDegrees !== undefined
  return { icon: hasDirection ? 'craft' : 'craft-unknown', opacity, rotationDegrees }
}

const staleAfterMs = (intervalMs: number | undefined): number =>
  intervalMs === undefined ? STALE_MS_UNKNOWN : Math.min(GONE_MS, Math.max(STALE_MS_MIN, MISSED * intervalMs))
