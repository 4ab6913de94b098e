import type { AlertView } from '@landfall/contracts'
import { Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { CraftStore } from '../craft/create-craft-store.ts'
import type { WorldFilter } from '../navigation/world-filter.ts'
import type { AreaShown, State as ConsoleState } from '../state/state.ts'
import { alertFeatures, areaFeatures, followedCraft, trackFeatures } from './alert-features.ts'
import { craftPoints } from './craft-points.ts'
import { createCraftLayer } from './create-craft-layer.ts'
import { distressFeatures } from './distress-features.ts'
import { DISTRESS_ICON_PIXEL_RATIO, drawDistressIcons } from './draw-distress-icons.ts'
import type { FeatureCollection } from './feature.ts'
import { addInboundIcon, removeOldLabels } from './inbound/add-inbound-icon.ts'
import { paintInbound } from './inbound/approach-layers.ts'
import { mapStyle, paintTheme } from './map-style.ts'
import { pickCraft } from './pick-craft.ts'
import { placesOf } from './places-of.ts'
import { type ScaleBar, scaleBar } from './scale-bar.ts'
import { type MapPlace, showPlace, showWhole } from './show-whole.ts'

export type MapContents = {
  readonly areas: readonly AreaShown[]
  readonly alert: AlertView | undefined
  /** All of them: calls for help are shown whichever is chosen. */
  readonly alerts: ConsoleState['alerts']
  readonly world: WorldFilter
  readonly theme: 'light' | 'dark'
  /** Key of the craft that was picked. */
  readonly picked: string | null
  /** Now, by the server’s clock. */
  readonly serverMs: number
}
export type MapHandlers = {
  readonly onPointer: (place: MapPlace | null) => void
  readonly onScale: (scale: ScaleBar) => void
  readonly onPick: (craftKey: string | null) => void
  readonly onFault: (fault: string) => void
}
export type SeaMap = {
  readonly show: (contents: MapContents) => void
  readonly goTo: (place: MapPlace) => void
  readonly close: () => void
}

type State = {
  contents: MapContents | null
  isReady: boolean
  isClosed: boolean
  shownAlert: { readonly alertId: string; readonly version: number; readonly placesCount: number } | null
  hasTracks: boolean
  /** When craft were last drawn, by the server’s clock. */
  drawnAtMs: number
  redrawTimer: ReturnType<typeof setTimeout> | undefined
}

const HOME = { center: [174, -40.5] as [number, number], zoom: 4.1 }
const SCALE_PIXELS_MAX = 110
const REDRAW_MS = 1_000
/** Craft fade with age even when no position arrives. */
const AGE_MS = 10_000

// A file of our own origin: the content security policy forbids code made in the page.
setWorkerUrl(new URL(workerUrl, import.meta.url).href)

export const openMap = (element: HTMLElement, craft: CraftStore, handlers: MapHandlers): SeaMap => {
  const map = createMap(element)
  const craftLayer = createCraftLayer(map)
  const state = initialState()

  const drawCraft = (): void => {
    state.redrawTimer = undefined
    if (!state.isReady || state.contents === null) return
    const { world, serverMs, alert, picked } = state.contents
    state.drawnAtMs = serverMs
    craftLayer.show(craftPoints(craft, world, serverMs))
    const followed = followedCraft(alert, picked)
    if (followed.size > 0 || state.hasTracks) setFeatures(map, 'tracks', trackFeatures(followed, craft))
    state.hasTracks = followed.size > 0
  }
  const drawDistress = (): void => {
    if (!state.isReady || state.contents === null) return
    const { alerts, world } = state.contents
    const all = [...alerts.values()].map(({ alert }) => alert)
    setFeatures(map, 'distress', distressFeatures(all, world))
  }
  const draw = (): void => {
    if (!state.isReady || state.contents === null) return
    setFeatures(map, 'areas', areaFeatures(state.contents.areas))
    paintTheme(map, state.contents.theme)
    paintInbound(map, state.contents.theme)
    drawAlert(map, state, state.contents.alert)
    drawDistress()
    drawCraft()
  }
  map.on('load', () => {
    map.addLayer(craftLayer.layer, 'arrivals')
    map.on('styleimagemissing', ({ id }) => addInboundIcon(map, id))
    for (const { name, picture } of drawDistressIcons())
      map.addImage(name, picture, { pixelRatio: DISTRESS_ICON_PIXEL_RATIO })
    state.isReady = true
    element.dataset['ready'] = 'true'
    draw()
  })
  reportView(map, handlers)
  map.on('click', ({ point }) => handlers.onPick(pickCraft(map, point, craft, state.contents?.world ?? 'both')))
  map.getCanvas().addEventListener('webglcontextlost', () => {
    if (!state.isClosed) handlers.onFault('its drawing was taken away')
  })
  craft.onChange(() => {
    state.redrawTimer ??= setTimeout(drawCraft, REDRAW_MS)
  })

  return {
    show: (next) => {
      const before = state.contents
      state.contents = next
      if (before === null || !isSame(before, next)) draw()
      else if (before.alerts !== next.alerts) drawDistress()
      else if (Math.abs(next.serverMs - state.drawnAtMs) >= AGE_MS) drawCraft()
    },
    goTo: (place) => showPlace(map, place),
    close: () => {
      state.isClosed = true // Before `remove`, which gives up the context: that one is not lost.
      clearTimeout(state.redrawTimer)
      craft.onChange(() => {})
      map.remove()
    },
  }
}

const initialState = (): State => ({
  contents: null,
  isReady: false,
  isClosed: false,
  shownAlert: null,
  hasTracks: false,
  drawnAtMs: 0,
  redrawTimer: undefined,
})

const createMap = (element: HTMLElement): MapLibre => {
  const map = new MapLibre({
    ...HOME,
    container: element,
    style: mapStyle(),
    renderWorldCopies: true,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 15,
    minZoom: 2,
  })
  map.touchZoomRotate.disableRotation()
  return map
}

/** Reports the scale, and the position under the pointer. */
const reportView = (map: MapLibre, { onScale, onPointer }: MapHandlers): void => {
  const reportScale = (): void => onScale(scaleBar(metresPerPixel(map), SCALE_PIXELS_MAX))
  map.on('load', reportScale)
  map.on('zoom', reportScale)
  map.on('moveend', reportScale)
  map.on('mousemove', ({ lngLat }) => onPointer({ longitude: lngLat.lng, latitude: lngLat.lat }))
  map.on('mouseout', () => onPointer(null))
}

/** Moves the view to another alert, and to one that has more places than before. */
const drawAlert = (map: MapLibre, state: State, alert: AlertView | undefined): void => {
  const before = state.shownAlert
  if (alert?.alertId === before?.alertId && alert?.version === before?.version) return
  const places = alert === undefined ? [] : placesOf(alert)
  state.shownAlert =
    alert === undefined ? null : { alertId: alert.alertId, version: alert.version, placesCount: places.length }
  const features = alertFeatures(alert)
  setFeatures(map, 'alert', features)
  removeOldLabels(map, features)
  const needsMove = alert?.alertId !== before?.alertId || places.length > (before?.placesCount ?? 0)
  if (needsMove && places.length > 0) showWhole(map, places, before !== null)
}

const setFeatures = (map: MapLibre, source: string, features: FeatureCollection): void => {
  const found = map.getSource(source)
  if (found !== undefined && 'setData' in found)
    (found as { setData: (data: FeatureCollection) => unknown }).setData(features)
}

const isSame = (a: MapContents, b: MapContents): boolean =>
  a.areas === b.areas && a.alert === b.alert && a.world === b.world && a.theme === b.theme && a.picked === b.picked

const metresPerPixel = (map: MapLibre): number =>
  (40_075_016.686 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom())
