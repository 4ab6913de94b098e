import { craftMark, type IconName } from '../../craft/craft-mark.ts'
import type { CraftStore } from '../../craft/create-craft-store.ts'
import { inWorld, type WorldFilter } from '../../navigation/world-filter.ts'
import { unwrapLongitude } from '../unwrap-longitude.ts'
import { mercatorY } from '../view/mercator-y.ts'

/** Position in the Web Mercator square (x, y), icon, heading in radians, opacity. */
export const FLOATS_PER_CRAFT = 5

/** In the order of the atlas; the same icons follow again for exercise craft. The dot is for any craft, where the map is far out. */
export const ICONS = ['craft', 'craft-unknown', 'craft-stale', 'dot'] as const satisfies readonly (IconName | 'dot')[]

/**
 * Every craft of the chosen world. The age of a real craft is measured at `serverMs`, that of an exercise craft at the
 * newest observation of the exercise, which may play in the past.
 */
export const craftPoints = (craft: CraftStore, world: WorldFilter, serverMs: number): Float32Array<ArrayBuffer> => {
  const exerciseMs = craft.newestMs.exercise ?? 0
  const points = new Float32Array(craft.all.size * FLOATS_PER_CRAFT)
  let index = 0
  for (const [key, one] of craft.all) {
    if (!inWorld(one, world)) continue
    const mark = craftMark(one, one.exercise ? exerciseMs : serverMs, craft.intervalMsOf(key))
    points[index] = (unwrapLongitude(one.longitude) + 180) / 360
    points[index + 1] = mercatorY(one.latitude)
    points[index + 2] = ICONS.indexOf(mark.icon) + (one.exercise ? ICONS.length : 0)
    points[index + 3] = (mark.rotationDegrees * Math.PI) / 180
    points[index + 4] = mark.opacity
    index += FLOATS_PER_CRAFT
  }
  return points.subarray(0, index)
}
