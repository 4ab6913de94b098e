import type { Area } from '@landfall/geo'
import type { Crossing, HeardPosition } from './crossing.ts'

/** Where a craft was unheard for longer than this as it came in, nobody knows when it came in. */
const GAP_MS_MAX = 1_800_000

/**
 * Each time that a craft was first heard inside after it had been outside for longer than a visit lasts without it; half-way between
 * the two positions, when it crossed.
 */
export const crossingsOf = (
  craftId: string,
  track: readonly HeardPosition[],
  area: Area,
  visitGapMs: number,
): readonly Crossing[] => {
  const crossings: Crossing[] = []
  let outside: HeardPosition | undefined
  for (const [index, position] of track.entries()) {
    const before = track[index - 1]
    if (!area.contains(position.longitude, position.latitude)) outside ??= position
    else if (outside !== undefined && before !== undefined) {
      const crossedMs = (before.atMs + position.atMs) / 2
      if (position.atMs - before.atMs <= GAP_MS_MAX && crossedMs - outside.atMs > visitGapMs) {
        crossings.push({ craftId, heard: track.slice(0, index), outsideFromMs: outside.atMs, crossedMs })
      }
      outside = undefined
    }
  }
  return crossings
}
