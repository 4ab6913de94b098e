import type { MapPlace } from '../show-whole.ts'
import { type ScreenView, toScreen } from '../view/to-screen.ts'

/** Whether a place that is followed is outside the middle three quarters of the map, and the map has to come along. */
export const isOutOfSight = (view: ScreenView, place: MapPlace): boolean => {
  const { x, y } = toScreen(view, place)
  const isAside = (at: number, size: number): boolean => at < size / 8 || at > (7 * size) / 8
  return isAside(x, view.width) || isAside(y, view.height)
}
