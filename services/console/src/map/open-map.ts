import type { AlertView } from '@landfall/contracts'
import { type Map as MapLibre, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { CraftStore } from '../craft/create-craft-store.ts'
import { createHold } from '../create-hold.ts'
import type { WorldFilter } from '../navigation/world-filter.ts'
import type { AreaShown } from '../state/state.ts'
import {
  alertFeatures,
  areaFeatures,
  followedCraft,
  pointedCraft,
  sinceArrivalFeatures,
  trackFeatures,
} from './alert-features.ts'
import { craftPoints } from './craft/craft-points.ts'
import { type CraftLayer, createCraftLayer } from './craft/create-craft-layer.ts'
import { createMap, type MapMoves, mapMoves } from './create-map.ts'
import { collection, type FeatureCollection } from './feature.ts'
import { addInboundIcon, removeOldLabels, repaintInboundIcons } from './inbound/add-inbound-icon.ts'
import { paintInbound } from './inbound/approach-layers.ts'
import { keepGraticule } from './layers/keep-graticule.ts'
import type { MapLayers } from './layers/map-layers.ts'
import { paintMap, showLayers } from './map-style.ts'
import { placesOf } from './places-of.ts'
import { readPalette } from './read-palette.ts'
import { type MapListener, reportEvents } from './report-events.ts'
import { setFeatures } from './set-features.ts'
import { showWhole } from './show-whole.ts'
import { paintTracks } from './tracks/track-layers.ts'
import { createViewStore, type ViewStore } from './view/create-view-store.ts'

export type MapContents = {
  readonly areas: readonly AreaShown[]
  readonly alert: AlertView | undefined
  readonly world: WorldFilter
  /** Names the theme, to notice another one; the colours are read from the page. */
  readonly look: string
  readonly layers: MapLayers
  /** Key of the craft that was picked. */
  readonly picked: string | null
  /** Of the chosen alert’s craft, the one that the table or its letter points at. */
  readonly pointedCraftId: string | null
  /** Lines of the ruler and the range rings. */
  readonly toolLines: FeatureCollection
  /** Where the craft of the alert were, and are. */
  readonly history: FeatureCollection
  /** Whether that, and the alert, are of a moment before now; then no other craft is shown. */
  readonly isPast: boolean
  /** Now, by the server’s clock. */
  readonly serverMs: number
}
export type SeaMap = MapMoves & {
  readonly view: ViewStore
  readonly show: (contents: MapContents) => void
  /** Replaces the listener. */
  readonly listen: (listener: MapListener) => void
  readonly close: () => void
}

type State = {
  contents: MapContents | null
  /** What of them is drawn. */
  drawn: MapContents | null
  listener: MapListener | null
  isReady: boolean
  isClosed: boolean
  shownAlert: { readonly alertId: string; readonly version: number; readonly placesCount: number } | null
  hasTracks: boolean
  /** When craft were last drawn, by the server’s clock. */
  drawnAtMs: number
  redrawTimer: ReturnType<typeof setTimeout> | undefined
}

const REDRAW_MS = 1_000
/** List and panel show a choice at once; the map only one that lasts so long, or each would wait for its flight. */
const CHOICE_MS = 250
/** Craft fade with age even when no position arrives. */
const AGE_MS = 10_000

// A file of our own origin: the content security policy forbids code made in the page.
setWorkerUrl(new URL(workerUrl, import.meta.url).href)

export const openMap = (element: HTMLElement, craft: CraftStore, onFault: (fault: string) => void): SeaMap => {
  const map = createMap(element)
  const craftLayer = createCraftLayer(map)
  const view = createViewStore()
  const state = initialState()

  const drawCraft = (): void => {
    state.redrawTimer = undefined
    if (!state.isReady || state.contents === null) return
    const { world, serverMs, alert, picked, pointedCraftId, isPast } = state.contents
    state.drawnAtMs = serverMs
    craftLayer.show(isPast ? new Float32Array() : craftPoints(craft, world, serverMs))
    const pointed = [...pointedCraft(alert, pointedCraftId), ...(picked === null ? [] : [picked])]
    const tracks = isPast
      ? []
      : [...sinceArrivalFeatures(alert, craft), ...trackFeatures(followedCraft(alert, picked), pointed, craft)]
    if (tracks.length > 0 || state.hasTracks) setFeatures(map, 'tracks', collection(tracks))
    state.hasTracks = tracks.length > 0
    state.listener?.onCraft()
  }
  const draw = (): void => {
    const { contents: next, drawn: before } = state
    if (!state.isReady || next === null || choice.isHeld()) return
    state.drawn = next
    if (before?.look !== next.look) paint(map, craftLayer)
    if (before?.areas !== next.areas) setFeatures(map, 'areas', areaFeatures(next.areas))
    if (before?.toolLines !== next.toolLines) setFeatures(map, 'tools', next.toolLines)
    if (before?.history !== next.history) setFeatures(map, 'history', next.history)
    if (before?.layers !== next.layers) showLayers(map, next.layers)
    drawAlert(map, state, next.alert)
    if (before === null || !sameCraft(before, next) || Math.abs(next.serverMs - state.drawnAtMs) >= AGE_MS) drawCraft()
  }
  const choice = createHold(CHOICE_MS, draw)
  map.on('load', () => {
    map.addLayer(craftLayer.layer, 'arrivals')
    map.on('styleimagemissing', ({ id }) => addInboundIcon(map, id, readPalette()))
    state.isReady = true
    element.dataset['ready'] = 'true'
    draw()
  })
  reportEvents(map, view, () => state.listener)
  keepGraticule(view, (lines) => {
    if (state.isReady) setFeatures(map, 'grid', lines)
    return state.isReady
  })
  map.getCanvas().addEventListener('webglcontextlost', () => {
    if (!state.isClosed) onFault('its drawing was taken away')
  })
  craft.onChange(() => {
    state.redrawTimer ??= setTimeout(drawCraft, REDRAW_MS)
  })

  return {
    view,
    show: (next) => {
      const isChoice = state.drawn !== null && state.contents?.alert?.alertId !== next.alert?.alertId
      state.contents = next
      if (isChoice) choice.hold()
      draw()
    },
    listen: (listener) => {
      state.listener = listener
    },
    ...mapMoves(map, () => state.contents?.areas ?? []),
    close: () => {
      state.isClosed = true // Before `remove`, which gives up the context: that one is not lost.
      clearTimeout(state.redrawTimer)
      choice.stop()
      craft.onChange(() => {})
      map.remove()
    },
  }
}

const paint = (map: MapLibre, craftLayer: CraftLayer): void => {
  const palette = readPalette()
  paintMap(map, palette)
  paintInbound(map, palette)
  paintTracks(map, palette)
  repaintInboundIcons(map, palette)
  craftLayer.paint(palette)
}

const initialState = (): State => ({
  contents: null,
  drawn: null,
  listener: null,
  isReady: false,
  isClosed: false,
  shownAlert: null,
  hasTracks: false,
  drawnAtMs: 0,
  redrawTimer: undefined,
})

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
  if (needsMove && state.contents?.isPast !== true && places.length > 0) showWhole(map, places, before !== null)
}

const sameCraft = (a: MapContents, b: MapContents): boolean =>
  a.alert === b.alert &&
  a.world === b.world &&
  a.picked === b.picked &&
  a.pointedCraftId === b.pointedCraftId &&
  a.isPast === b.isPast
