import type { Map as MapLibre, PaddingOptions } from 'maplibre-gl'
import { drawsInSoftware } from './draws-in-software.ts'
import { unwrapLongitude } from './unwrap-longitude.ts'

export type MapPlace = { readonly longitude: number; readonly latitude: number }

/** So near that the coast is still seen. */
const WHOLE_ZOOM_MAX = 9
const MOVE_MS = 600
/** What stands at the edges: the finder, with a marker between it and its place; tools; the line at the bottom; an arrow on the left. */
const PADDING_PIXELS = { top: 126, right: 100, bottom: 70, left: 156 } as const
/** A map that is narrower has not so much to give: an arrow may lie on a place there. */
const WIDE_PIXELS = 480
const NARROW_PADDING_PIXELS = { ...PADDING_PIXELS, right: 70, left: 70 } as const
/** Close enough to distinguish one craft from its neighbours. */
const PLACE_ZOOM_MIN = 8

/** Centres the map on one place, zoomed in if it was far out. */
export const showPlace = (map: MapLibre, { longitude, latitude }: MapPlace): void => {
  const zoom = Math.max(map.getZoom(), PLACE_ZOOM_MIN)
  map.easeTo({
    center: [unwrapLongitude(longitude), latitude],
    zoom,
    animate: mayFly(map),
    duration: MOVE_MS,
  })
}

/** Fits all places into the view. */
export const showWhole = (
  map: MapLibre,
  places: readonly MapPlace[],
  mayAnimate: boolean,
  zoomMax = WHOLE_ZOOM_MAX,
): void => {
  const xs = places.map(({ longitude }) => unwrapLongitude(longitude))
  const ys = places.map(({ latitude }) => latitude)
  const bounds: [[number, number], [number, number]] = [
    [least(xs), least(ys)],
    [-least(xs.map((x) => -x)), -least(ys.map((y) => -y))],
  ]
  map.fitBounds(bounds, {
    padding: paddingOf(map),
    maxZoom: zoomMax,
    animate: mayAnimate && mayFly(map),
    duration: MOVE_MS,
  })
}

/** Of more numbers than a function takes arguments: an outline has thousands of points. */
const least = (all: readonly number[]): number => all.reduce((a, b) => Math.min(a, b), Infinity)

/** At most three tenths of each side, so that most of the map is left. */
const paddingOf = (map: MapLibre): PaddingOptions => {
  const { clientWidth, clientHeight } = map.getContainer()
  const across = (pixels: number): number => Math.min(pixels, Math.floor(0.3 * clientWidth))
  const down = (pixels: number): number => Math.min(pixels, Math.floor(0.3 * clientHeight))
  const { top, right, bottom, left } = clientWidth < WIDE_PIXELS ? NARROW_PADDING_PIXELS : PADDING_PIXELS
  return { top: down(top), right: across(right), bottom: down(bottom), left: across(left) }
}

const mayFly = (map: MapLibre): boolean =>
  !matchMedia('(prefers-reduced-motion: reduce)').matches && !drawsInSoftware(map)
