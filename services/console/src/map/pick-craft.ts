import type { Map as MapLibre } from 'maplibre-gl'
import type { CraftStore } from '../craft/create-craft-store.ts'
import { inWorld, type WorldFilter } from '../navigation/world-filter.ts'

const REACH_PIXELS = 12

/** Key of the craft nearest to a click; null if none is within reach. */
export const pickCraft = (
  map: MapLibre,
  point: { readonly x: number; readonly y: number },
  craft: CraftStore,
  world: WorldFilter,
): string | null => {
  const { lng } = map.getCenter()
  let nearest: string | null = null
  let nearestPixels = REACH_PIXELS
  for (const [key, one] of craft.all) {
    if (!inWorld(one, world)) continue
    const longitude = one.longitude + 360 * Math.round((lng - one.longitude) / 360)
    const { x, y } = map.project([longitude, one.latitude])
    const pixels = Math.hypot(x - point.x, y - point.y)
    if (pixels > nearestPixels) continue
    nearestPixels = pixels
    nearest = key
  }
  return nearest
}
