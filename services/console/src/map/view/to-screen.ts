import type { MapPlace } from '../show-whole.ts'
import { mercatorY } from './mercator-y.ts'

/** What the map shows: its centre in degrees, north up, and its size in CSS pixels. */
export type ScreenView = {
  readonly longitude: number
  readonly latitude: number
  readonly zoom: number
  readonly width: number
  readonly height: number
}
export type ScreenPoint = { readonly x: number; readonly y: number }

/** The side of the whole world at zoom 0, as MapLibre has it. */
const TILE_PIXELS = 512

export const worldPixels = ({ zoom }: Pick<ScreenView, 'zoom'>): number => TILE_PIXELS * 2 ** zoom

/** Where a place is, from the map’s top left corner: of its copies to the east and west, the one nearest to the centre. */
export const toScreen = (view: ScreenView, { longitude, latitude }: MapPlace): ScreenPoint => {
  const east = longitude - view.longitude
  const turns = (east - 360 * Math.round(east / 360)) / 360
  return {
    x: view.width / 2 + turns * worldPixels(view),
    y: view.height / 2 + (mercatorY(latitude) - mercatorY(view.latitude)) * worldPixels(view),
  }
}

/** The place under a point of the screen. Its longitude goes on past 180° with the map. */
export const fromScreen = (view: ScreenView, { x, y }: ScreenPoint): MapPlace => {
  const turns = mercatorY(view.latitude) + (y - view.height / 2) / worldPixels(view)
  return {
    longitude: view.longitude + (360 * (x - view.width / 2)) / worldPixels(view),
    latitude: (360 / Math.PI) * Math.atan(Math.exp((0.5 - turns) * 2 * Math.PI)) - 90,
  }
}
