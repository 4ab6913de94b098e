import { ACCURACY_METRES_MAX, SLOT_MS } from './arrivals/track/out-of-reach.ts'
import type { WatchedArea } from './watched-area.ts'

type Position = {
  readonly atMs: number
  readonly longitude: number
  readonly latitude: number
  readonly accuracyMetres?: number | undefined
}

/**
 * Whether one hull cannot have been at a position and have arrived at that time, being there before or after it (design §4.1); null where it can, or
 * nothing says that it cannot. An arrival is doubted when there are both.
 */
export const contradictsArrival = (
  { atMs, longitude, latitude, accuracyMetres = 0 }: Position,
  arrivedMs: number,
  area: WatchedArea,
): 'before' | 'after' | null => {
  if (accuracyMetres > ACCURACY_METRES_MAX || area.contains(longitude, latitude)) return null
  const slots = area.slotsOutOfReach(longitude, latitude)
  if (slots === 0) return null
  const blockOf = (ms: number): number => Math.floor(ms / (SLOT_MS * slots))
  const blocks = blockOf(arrivedMs) - blockOf(atMs)
  if (blocks === 1) return 'before'
  return blocks === -1 ? 'after' : null
}
