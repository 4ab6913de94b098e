import type { CraftStore } from '../../craft/create-craft-store.ts'
import { inWorld, type WorldFilter } from '../../navigation/world-filter.ts'
import { fromScreen, type ScreenView, toScreen } from '../view/to-screen.ts'
import type { Label } from './lay-out-labels.ts'

/** Nearer than this a craft has its name beside it. */
export const CRAFT_NAME_ZOOM = 9

/** Names of the craft in view, where the map is near enough. */
export const craftLabels = (view: ScreenView, craft: CraftStore, world: WorldFilter): readonly Label[] => {
  if (view.zoom < CRAFT_NAME_ZOOM) return []
  const north = fromScreen(view, { x: 0, y: 0 }).latitude
  const south = fromScreen(view, { x: 0, y: view.height }).latitude
  const labels: Label[] = []
  for (const one of craft.all.values()) {
    if (one.latitude > north || one.latitude < south || !inWorld(one, world)) continue
    const { x, y } = toScreen(view, one)
    if (x < 0 || x > view.width) continue
    labels.push({ text: one.name ?? one.craftId, x: x + 8, y, kind: 'craft', stands: 'beside', rank: 1_000 })
  }
  return labels
}
