import type { Map as MapLibre } from 'maplibre-gl'
import { type CraftStore, craftKey } from '../craft/create-craft-store.ts'
import { inWorld } from '../list/shown-alerts.ts'
import type { WorldFilter } from '../navigation/route.ts'

const REACH_PIXELS = 12

/** The key of the craft nearest to where was pressed; null where none is. */
export const pickCraft = (
  map: MapLibre,
  point: { readonly x: number; readonly y: number },
  craft: CraftStore,
  world: WorldFilter,
): string | null => {
  const { lng } = map.getCenter()
  let nearest: string | null = null
  let reach = REACH_PIXELS
  for (const one of craft.all.values()) {
    if (!inWorld(one, world)) continue
    const longitude = one.longitude + 360 * Math.round((lng - one.longitude) / 360)
    const { x, y } = map.project([longitude, one.latitude])
    const away = Math.hypot(x - point.x, y - point.y)
    if (away > reach) continue
    reach = away
    nearest = craftKey(one)
  }
  return nearest
}
