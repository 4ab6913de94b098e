import type { Map as MapLibre, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import type { MapPlace } from './show-whole.ts'
import type { ViewStore } from './view/create-view-store.ts'
import type { ScreenPoint } from './view/to-screen.ts'

export type MapListener = {
  /** Null when the pointer has left the map. */
  readonly onPointer: (point: ScreenPoint | null, place: MapPlace | null) => void
  readonly onPress: (point: ScreenPoint, place: MapPlace) => void
  /** The right button, or a finger that stays. */
  readonly onLongPress: (point: ScreenPoint, place: MapPlace) => void
  /** The operator has moved the map. */
  readonly onDrag: () => void
  /** Craft were drawn where they are now. */
  readonly onCraft: () => void
}

const LONG_PRESS_MS = 600

/** Keeps the view up to date, and passes on what the operator does to the map. */
export const reportEvents = (map: MapLibre, view: ViewStore, listener: () => MapListener | null): void => {
  let size = { width: 0, height: 0 }
  const reportView = (): void => {
    const { lng, lat } = map.getCenter()
    view.set({ longitude: lng, latitude: lat, zoom: map.getZoom(), ...size })
  }
  // Not with each move: the size of an element is known only once the whole page is laid out again.
  const measure = (): void => {
    const { clientWidth, clientHeight } = map.getContainer()
    size = { width: clientWidth, height: clientHeight }
  }
  measure()
  map.on('resize', measure)
  for (const event of ['load', 'move', 'resize'] as const) map.on(event, reportView)
  const placeOf = ({ lngLat }: MapMouseEvent | MapTouchEvent): MapPlace => ({
    longitude: lngLat.lng,
    latitude: lngLat.lat,
  })
  map.on('mousemove', (event) => listener()?.onPointer(event.point, placeOf(event)))
  map.on('mouseout', () => listener()?.onPointer(null, null))
  map.on('contextmenu', (event) => listener()?.onLongPress(event.point, placeOf(event)))
  map.on('dragstart', () => listener()?.onDrag())
  const { endedLong } = reportLongTouch(map, (event) => listener()?.onLongPress(event.point, placeOf(event)))
  map.on('click', (event) => {
    if (!endedLong()) listener()?.onPress(event.point, placeOf(event))
  })
  // By keyboard a press is in the middle of the map, which the arrows move.
  map.getCanvas().addEventListener('keydown', (event) => {
    const shown = view.get()
    if (event.key !== 'Enter' || shown === null) return
    listener()?.onPress({ x: shown.width / 2, y: shown.height / 2 }, shown)
  })
}

const reportLongTouch = (map: MapLibre, onLongTouch: (event: MapTouchEvent) => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isLong = false
  map.on('touchstart', (event) => {
    clearTimeout(timer)
    isLong = false
    if (event.points.length !== 1) return
    timer = setTimeout(() => {
      isLong = true
      onLongTouch(event)
    }, LONG_PRESS_MS)
  })
  for (const event of ['touchmove', 'touchend', 'touchcancel'] as const) map.on(event, () => clearTimeout(timer))
  /** Whether a long touch has just ended: lifting the finger may be a click as well, which is no press of its own. */
  const endedLong = (): boolean => {
    const was = isLong
    isLong = false
    return was
  }
  return { endedLong }
}
