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
const STALE_MS = 30 * 60_000
const GONE_MS = 6 * 3_600_000
const OPACITY_MIN = 0.25

/**
 * Fading with age; a question mark beyond half an hour, since neither AIS (3 min at anchor) nor radar keeps silent so
 * long. `nowMs` is the newest observation of the craft's world, so that an exercise told of the past fades alike.
 */
export const craftMark = (craft: TrackedCraft, nowMs: number): CraftMark => {
  const ageMs = nowMs - Date.parse(craft.observedAt)
  const rotationDegrees = craft.headingDegrees ?? craft.courseDegrees ?? 0
  const fade = Math.min(1, Math.max(0, (ageMs - FRESH_MS) / (GONE_MS - FRESH_MS)))
  const opacity = Math.round((1 - fade * (1 - OPACITY_MIN)) * 100) / 100
  if (ageMs > STALE_MS) return { icon: 'craft-stale', opacity, rotationDegrees: 0 }
  const hasDirection = craft.headingDegrees !== undefined || craft.courseDegrees !== undefined
  return { icon: hasDirection ? 'craft' : 'craft-unknown', opacity, rotationDegrees }
}

/** Longitude in 0..360, where New Zealand's waters have no seam. */
export const unseamed = (longitude: number): number => (longitude < 0 ? longitude + 360 : longitude)

/** `34°24.1′S 173°03.1′E` */
export const placeWords = (longitude: number, latitude: number): string => {
  const wrapped = ((((longitude + 180) % 360) + 360) % 360) - 180
  const part = (value: number, letters: string, digits: number): string => {
    const minutes = Math.round(Math.abs(value) * 600) / 10
    const whole = Math.floor(minutes / 60)
    const rest = (minutes - whole * 60).toFixed(1).padStart(4, '0')
    return `${String(whole).padStart(digits, '0')}°${rest}′${value < 0 ? letters[1] : letters[0]}`
  }
  return `${part(latitude, 'NS', 2)} ${part(wrapped, 'EW', 3)}`
}
