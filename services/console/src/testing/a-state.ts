import type { FeedStatus } from '@landfall/feed-client'
import { DEFAULT_MAP_LAYERS } from '../map/layers/map-layers.ts'
import { NO_FILTER } from '../navigation/route.ts'
import { NOTHING_KNOWN } from '../state/initial-state.ts'
import type { State } from '../state/state.ts'
import { AT, AT_MS } from './an-alert-view.ts'

/** A live connection that was heard at `AT`. */
export const aFeedStatus = (given: Partial<Extract<FeedStatus, { readonly phase: 'live' }>> = {}): FeedStatus => ({
  phase: 'live',
  lastFrameAtMs: AT_MS,
  stale: false,
  clockOffsetMs: 0,
  heartbeat: {
    type: 'heartbeat',
    serverTime: AT,
    cursor: 'a0.c0',
    newestObservationAt: AT,
    current: true,
    sources: [],
    sourcesMore: 0,
  },
  ...given,
})

/** The watch view at `AT`, connected, with no alerts. */
export const aState = (given: Partial<State> = {}): State => ({
  ...NOTHING_KNOWN,
  nowMs: AT_MS,
  route: {
    view: 'watch',
    alertId: null,
    tab: 'summary',
    craft: null,
    filter: NO_FILTER,
    showFinished: false,
    listOnly: false,
    kiosk: false,
    world: null,
  },
  preferences: {
    world: 'both',
    singleKeys: true,
    showMap: true,
    together: true,
    notifications: false,
    mapLayers: DEFAULT_MAP_LAYERS,
    theme: 'system',
    panelWidthPx: null,
  },
  hasSnapshot: true,
  feed: aFeedStatus(),
  ...given,
})
