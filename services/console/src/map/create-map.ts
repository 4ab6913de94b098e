import { Map as MapLibre } from 'maplibre-gl'
import type { AreaShown } from '../state/state.ts'
import { FLAT_MAP } from './flat-map.ts'
import { mapStyle } from './map-style.ts'
import { ringLines } from './ring-lines.ts'
import { type MapPlace, showPlace, showWhole } from './show-whole.ts'

export type MapMoves = {
  readonly goTo: (place: MapPlace) => void
  /** All of them, at most as near as `zoomMax`. */
  readonly fit: (places: readonly MapPlace[], zoomMax?: number) => void
  readonly zoomBy: (steps: 1 | -1) => void
  /** Zooms, as if the wheel were turned over the map itself. */
  readonly turnWheel: (event: WheelEvent) => void
  /** All watched areas. */
  readonly home: () => void
}

/** New Zealand, until the areas are known. */
const HOME = { center: [174, -40.5] as [number, number], zoom: 4.1 }

export const createMap = (element: HTMLElement): MapLibre => {
  const map = new MapLibre({
    ...HOME,
    ...FLAT_MAP,
    container: element,
    style: mapStyle(),
    renderWorldCopies: true,
  })
  map.touchZoomRotate.disableRotation()
  return map
}

/** What a button does to the view. */
export const mapMoves = (map: MapLibre, areas: () => readonly AreaShown[]): MapMoves => ({
  goTo: (place) => showPlace(map, place),
  fit: (places, zoomMax) => showWhole(map, places, true, zoomMax),
  zoomBy: (steps) => (steps > 0 ? map.zoomIn() : map.zoomOut()),
  turnWheel: (event) => void map.getCanvas().dispatchEvent(new WheelEvent(event.type, event)),
  home: () => {
    const places = areas().flatMap(({ geometry }) => ringLines(geometry).flat())
    if (places.length === 0) map.easeTo(HOME)
    else
      showWhole(
        map,
        places.map(([longitude, latitude]) => ({ longitude, latitude })),
        true,
      )
  },
})
