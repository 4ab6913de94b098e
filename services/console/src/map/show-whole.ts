import type { Map as MapLibre } from 'maplibre-gl'
import { unwrapLongitude } from './unwrap-longitude.ts'

export type Place = { readonly longitude: number; readonly latitude: number }

const MOVE_MS = 600
const PADDING_PIXELS_MAX = 70
/** Near enough to tell one craft from its neighbours. */
const FOUND_ZOOM_MIN = 8

export const goTo = (map: MapLibre, { longitude, latitude }: Place): void => {
  const zoom = Math.max(map.getZoom(), FOUND_ZOOM_MIN)
  map.easeTo({ center: [unwrapLongitude(longitude), latitude], zoom, animate: !isStill(), duration: MOVE_MS })
}

/** All of them in one view. */
export const showWhole = (map: MapLibre, places: readonly Place[], mayMove: boolean): void => {
  const xs = places.map(({ longitude }) => unwrapLongitude(longitude))
  const ys = places.map(({ latitude }) => latitude)
  const bounds: [[number, number], [number, number]] = [
    [Math.min(...xs), Math.min(...ys)],
    [Math.max(...xs), Math.max(...ys)],
  ]
  map.fitBounds(bounds, { padding: paddingOf(map), maxZoom: 9, animate: mayMove && !isStill(), duration: MOVE_MS })
}

/** A quarter of the shorter side at most: more than half would leave no map. */
const paddingOf = (map: MapLibre): number => {
  const { clientWidth, clientHeight } = map.getContainer()
  return Math.min(PADDING_PIXELS_MAX, Math.floor(Math.min(clientWidth, clientHeight) / 4))
}

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
