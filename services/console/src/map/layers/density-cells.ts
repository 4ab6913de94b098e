import type { CraftStore } from '../../craft/create-craft-store.ts'
import { inWorld, type WorldFilter } from '../../navigation/world-filter.ts'
import { mercatorY } from '../view/mercator-y.ts'
import { type ScreenView, toScreen, worldPixels } from '../view/to-screen.ts'

/** A square of the screen, and how full of craft it is: 0 to 1 of the fullest, on a logarithmic scale. */
export type DensityCell = {
  readonly x: number
  readonly y: number
  readonly side: number
  readonly craft: number
  readonly share: number
}

const CELL_PIXELS = 24

/** Where craft are many. The squares stay with the sea while the map is dragged, and halve with each whole step of the zoom. */
export const densityCells = (view: ScreenView, craft: CraftStore, world: WorldFilter): readonly DensityCell[] => {
  const side = (CELL_PIXELS * worldPixels(view)) / worldPixels({ zoom: Math.floor(view.zoom) })
  const turn = side / worldPixels(view)
  const counts = new Map<string, { readonly column: number; readonly row: number; craft: number }>()
  for (const one of craft.all.values()) {
    if (!inWorld(one, world)) continue
    const [column, row] = [Math.floor((one.longitude + 180) / 360 / turn), Math.floor(mercatorY(one.latitude) / turn)]
    const key = `${column} ${row}`
    const cell = counts.get(key) ?? { column, row, craft: 0 }
    cell.craft += 1
    counts.set(key, cell)
  }
  const most = Math.max(1, ...[...counts.values()].map((cell) => cell.craft))
  const north = mercatorY(view.latitude) * worldPixels(view) - view.height / 2
  return [...counts.values()].flatMap((cell) => {
    const { x } = toScreen(view, { longitude: cell.column * turn * 360 - 180, latitude: 0 })
    const y = cell.row * side - north
    const isSeen = x > -side && y > -side && x < view.width && y < view.height
    return isSeen ? [{ x, y, side, craft: cell.craft, share: Math.log1p(cell.craft) / Math.log1p(most) }] : []
  })
}
