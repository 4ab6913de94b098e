import { craftMark, type IconName } from '../craft/craft-mark.ts'
import { type CraftStore, craftKey } from '../craft/create-craft-store.ts'
import { inWorld } from '../list/shown-alerts.ts'
import type { WorldFilter } from '../navigation/route.ts'
import { unwrapLongitude } from './unwrap-longitude.ts'

/** Place in the world square (x, y), icon, heading in radians, opacity. */
export const FLOATS_PER_CRAFT = 5

export const ICONS: readonly IconName[] = ['craft', 'craft-unknown', 'craft-stale']

/** Every craft of the world that is shown, by its age: of the real sea now, of an exercise, which may be told of the past, at its newest. */
export const craftPoints = (craft: CraftStore, world: WorldFilter, serverMs: number): Float32Array<ArrayBuffer> => {
  const { exercise } = craft.newestMs
  const points = new Float32Array(craft.all.size * FLOATS_PER_CRAFT)
  let at = 0
  for (const one of craft.all.values()) {
    if (!inWorld(one, world)) continue
    const { icon, opacity, rotationDegrees } = craftMark(
      one,
      one.exercise ? (exercise ?? 0) : serverMs,
      craft.everyMs(craftKey(one)),
    )
    points[at] = (unwrapLongitude(one.longitude) + 180) / 360
    points[at + 1] = mercatorY(one.latitude)
    points[at + 2] = ICONS.indexOf(icon) + (one.exercise ? ICONS.length : 0)
    points[at + 3] = (rotationDegrees * Math.PI) / 180
    points[at + 4] = opacity
    at += FLOATS_PER_CRAFT
  }
  return points.subarray(0, at)
}

/** 0 in the north, 1 in the south; the projection ends at 85°. */
const mercatorY = (latitude: number): number => {
  const bounded = Math.min(85.05, Math.max(-85.05, latitude))
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360)) / (2 * Math.PI)
}
