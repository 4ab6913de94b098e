import type { CraftStore } from '../../craft/create-craft-store.ts'
import { inWorld, type WorldFilter } from '../../navigation/world-filter.ts'
import { fromScreen, type ScreenPoint, type ScreenView, toScreen } from '../view/to-screen.ts'

const REACH_PIXELS = 12

/** Keys of the craft within reach of a press, the nearest first. */
export const pickCraft = (
  view: ScreenView,
  point: ScreenPoint,
  craft: CraftStore,
  world: WorldFilter,
): readonly string[] => {
  // Most of thousands are ruled out by their latitude, which needs no projection.
  const north = fromScreen(view, { x: point.x, y: point.y - REACH_PIXELS }).latitude
  const south = fromScreen(view, { x: point.x, y: point.y + REACH_PIXELS }).latitude
  const near: { readonly key: string; readonly pixels: number }[] = []
  for (const [key, one] of craft.all) {
    if (one.latitude > north || one.latitude < south || !inWorld(one, world)) continue
    const { x, y } = toScreen(view, one)
    const pixels = Math.hypot(x - point.x, y - point.y)
    if (pixels <= REACH_PIXELS) near.push({ key, pixels })
  }
  return near.toSorted((a, b) => a.pixels - b.pixels).map(({ key }) => key)
}
