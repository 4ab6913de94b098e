import { Map as MapLibre, Marker, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import { areaFeatures } from '../map/alert-features.ts'
import coastUrl from '../map/coast.geojson?url'
import { FLAT_MAP } from '../map/flat-map.ts'
import type { AreaShown } from '../state/state.ts'

type Place = { readonly longitude: number; readonly latitude: number }
type Contents = { readonly areas: readonly AreaShown[]; readonly place: Place | null; readonly theme: string }
export type OpenPickMap = { readonly show: (contents: Contents) => void; readonly close: () => void }

const HOME = { center: [174, -40.5] as [number, number], zoom: 4.1 }
/** Near enough to see which bay it is. */
const PLACE_ZOOM = 8
const EMPTY = { type: 'FeatureCollection' as const, features: [] }

// A file of our own origin: the content security policy forbids code made in the page.
setWorkerUrl(new URL(workerUrl, import.meta.url).href)

/** A map with the coast, the areas and one place. Throws where there is no WebGL. */
export const openPickMap = (
  element: HTMLElement,
  onPick: (longitude: number, latitude: number) => void,
): OpenPickMap => {
  const map = createMap(element)
  const cross = document.createElement('div')
  cross.className = 'pick-cross'
  const marker = new Marker({ element: cross }).setLngLat(HOME.center)
  let contents: Contents | null = null
  let shownPlace = ''
  let isReady = false
  let isPicking = false

  const showPlace = (place: Place | null): void => {
    if (place === null) {
      marker.remove()
      return
    }
    const center: [number, number] = [place.longitude, place.latitude]
    marker.setLngLat(center).addTo(map)
    // What was pressed is in sight already.
    if (!isPicking) map.jumpTo({ center, zoom: Math.max(map.getZoom(), PLACE_ZOOM) })
    isPicking = false
  }
  const draw = (): void => {
    if (!isReady || contents === null) return
    paint(map, element)
    const areas = map.getSource('areas')
    if (areas !== undefined && 'setData' in areas)
      (areas as { setData: (data: object) => void }).setData(areaFeatures(contents.areas))
    const key = JSON.stringify(contents.place)
    if (key !== shownPlace) showPlace(contents.place)
    shownPlace = key
  }
  map.on('load', () => {
    isReady = true
    element.dataset['ready'] = 'true'
    draw()
  })
  map.on('click', ({ lngLat }) => {
    const { lng, lat } = lngLat.wrap()
    isPicking = true
    onPick(lng, lat)
  })
  return {
    show: (next) => {
      const isSame = contents !== null && JSON.stringify(next.place) === JSON.stringify(contents.place)
      const isStill = isSame && next.areas === contents?.areas && next.theme === contents.theme
      contents = next
      if (!isStill) draw()
    },
    close: () => map.remove(),
  }
}

const createMap = (element: HTMLElement): MapLibre =>
  new MapLibre({
    ...HOME,
    ...FLAT_MAP,
    container: element,
    style: {
      version: 8,
      sources: {
        coast: { type: 'geojson', data: new URL(coastUrl, import.meta.url).href },
        areas: { type: 'geojson', data: EMPTY },
      },
      layers: [
        { id: 'sea', type: 'background' },
        { id: 'land', type: 'fill', source: 'coast' },
        { id: 'areas', type: 'line', source: 'areas', paint: { 'line-width': 1.2, 'line-dasharray': [4, 3] } },
      ],
    },
  })

const paint = (map: MapLibre, element: HTMLElement): void => {
  map.setPaintProperty('sea', 'background-color', colourOf(element, '--sea'))
  map.setPaintProperty('land', 'fill-color', colourOf(element, '--land'))
  map.setPaintProperty('areas', 'line-color', colourOf(element, '--boundary'))
}

/** A token as the theme has it: only a property that is a colour is worked out by the browser. */
const colourOf = (element: HTMLElement, token: string): string => {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  element.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
