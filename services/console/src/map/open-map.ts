import type { AlertView } from '@landfall/contracts'
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { CraftStore } from '../craft/create-craft-store.ts'
import type { WorldFilter } from '../navigation/route.ts'
import type { AreaShown } from '../state/state.ts'
import { alertFeatures, areaFeatures, followedCraft, trackFeatures } from './alert-features.ts'
import { createCraftLayer } from './craft-layer.ts'
import { craftPoints } from './craft-points.ts'
import { type FeatureCollection, mapStyle, paintTheme } from './map-style.ts'
import { pickCraft } from './pick-craft.ts'
import { type ScaleBar, scaleBar } from './scale-bar.ts'
import { goTo, type Place, showWhole } from './show-whole.ts'

export type MapContents = {
  readonly areas: readonly AreaShown[]
  readonly alert: AlertView | undefined
  readonly world: WorldFilter
  readonly theme: 'light' | 'dark'
  /** The craft that was pressed. */
  readonly picked: string | null
  readonly serverMs: number
}
export type MapHandlers = {
  readonly onPointer: (place: { readonly longitude: number; readonly latitude: number } | null) => void
  readonly onScale: (scale: ScaleBar) => void
  readonly onPick: (craftKey: string | null) => void
  readonly onFault: (fault: string) => void
}
export type SeaMap = {
  readonly show: (wish: MapContents) => void
  readonly goTo: (place: Place) => void
  readonly close: () => void
}

const HOME = { center: [174, -40.5] as [number, number], zoom: 4.1 }
const SCALE_PIXELS_MAX = 110
const REDRAW_MS = 1_000
/** What nobody hears of grows old all the same. */
const AGE_MS = 10_000

// A file of our own origin: the page's security policy lets no code run that was made in the page.
setWorkerUrl(new URL(workerUrl, import.meta.url).href)

export const openMap = (element: HTMLElement, craft: CraftStore, handlers: MapHandlers): SeaMap => {
  const map = new MapLibre({
    ...{ container: element, style: mapStyle(), ...HOME, renderWorldCopies: true, attributionControl: false },
    ...{ dragRotate: false, pitchWithRotate: false, touchPitch: false, maxZoom: 15, minZoom: 2 },
  })
  map.touchZoomRotate.disableRotation()
  const fleet = createCraftLayer(map)
  let wish: MapContents | null = null
  let shownAlert = ''
  let shownVisits = 0
  let isReady = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let agedAtMs = 0
  let following = 0

  const set = (source: string, features: FeatureCollection): void => {
    const found = map.getSource(source)
    if (found !== undefined && 'setData' in found)
      (found as { setData: (data: FeatureCollection) => unknown }).setData(features)
  }
  const drawCraft = (): void => {
    timer = undefined
    if (!isReady || wish === null) return
    agedAtMs = wish.serverMs
    fleet.show(craftPoints(craft, wish.world, wish.serverMs))
    const followed = followedCraft(wish.alert, wish.picked)
    if (followed.size > 0 || following > 0) set('tracks', trackFeatures(followed, craft))
    following = followed.size
  }
  const drawAlert = ({ alert }: MapContents): void => {
    const name = alert === undefined ? '' : `${alert.alertId} ${alert.version}`
    if (name === shownAlert) return
    const visits = alert?.kind === 'mass-arrival' ? alert.craft.length : 0
    const isOther = name.split(' ')[0] !== shownAlert.split(' ')[0] || visits > shownVisits
    const isFirst = shownAlert === ''
    shownVisits = visits
    shownAlert = name
    set('alert', alertFeatures(alert))
    if (isOther && alert?.kind === 'mass-arrival') showWhole(map, alert.craft, !isFirst)
  }
  const draw = (): void => {
    if (!isReady || wish === null) return
    set('areas', areaFeatures(wish.areas))
    paintTheme(map, wish.theme)
    drawAlert(wish)
    drawCraft()
  }
  const tellScale = (): void => {
    const { lat } = map.getCenter()
    const metresPerPixel = (40_075_016.686 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom())
    handlers.onScale(scaleBar(metresPerPixel, SCALE_PIXELS_MAX))
  }

  map.on('load', () => {
    map.addLayer(fleet.layer, 'arrivals')
    isReady = true
    element.dataset['ready'] = 'true'
    draw()
    tellScale()
  })
  map.on('zoom', tellScale)
  map.on('moveend', tellScale)
  map.on('mousemove', ({ lngLat }) => handlers.onPointer({ longitude: lngLat.lng, latitude: lngLat.lat }))
  map.on('mouseout', () => handlers.onPointer(null))
  map.on('click', ({ point }) => handlers.onPick(pickCraft(map, point, craft, wish?.world ?? 'both')))
  map.getCanvas().addEventListener('webglcontextlost', () => {
    if (!isClosed) handlers.onFault('its drawing was taken away')
  })
  craft.onMove(() => {
    timer ??= setTimeout(drawCraft, REDRAW_MS)
  })

  return {
    show: (next) => {
      const isSame =
        wish !== null &&
        wish.areas === next.areas &&
        wish.alert === next.alert &&
        wish.world === next.world &&
        wish.theme === next.theme &&
        wish.picked === next.picked
      wish = next
      if (!isSame) draw()
      else if (Math.abs(next.serverMs - agedAtMs) >= AGE_MS) drawCraft()
    },
    goTo: (place) => goTo(map, place),
    close: () => {
      isClosed = true // What MapLibre lets go of then is not lost.
      clearTimeout(timer)
      craft.onMove(() => {})
      map.remove()
    },
  }
}
