import type { FeedStatus } from '@landfall/feed-client'
import { NEW_SHAPE } from '../list/order/list-shape.ts'
import { DEFAULT_MAP_LAYERS } from '../map/layers/map-layers.ts'
import { NO_FILTER } from '../navigation/route.ts'
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
  nowMs: AT_MS,
  session: null,
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
  alerts: new Map(),
  hasSnapshot: true,
  phases: new Map(),
  trusted: null,
  feed: aFeedStatus(),
  alarmTimes: [],
  newestExerciseMs: null,
  craftCount: 0,
  sound: { phase: 'off', quiet: null },
  dialog: null,
  dialogsOpened: 0,
  answer: null,
  busy: false,
  histories: new Map(),
  near: null,
  tracks: null,
  shownTime: null,
  pointedCraftId: null,
  marks: [],
  areas: [],
  gazetteer: null,
  checklists: [],
  watches: null,
  order: [],
  isOrderFrozen: false,
  list: NEW_SHAPE,
  announcement: null,
  mapFault: null,
  ...given,
})
