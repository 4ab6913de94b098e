import { NEW_SHAPE } from '../list/order/list-shape.ts'
import { parseRoute } from '../navigation/route.ts'
import { loadPreferences } from './preferences.ts'
import type { State } from './state.ts'

/** Before anything was received: what the address and the preferences say. */
export const initialState = (): State => ({
  nowMs: Date.now(),
  session: null,
  route: parseRoute(location.search),
  preferences: loadPreferences(),
  alerts: new Map(),
  hasSnapshot: false,
  phases: new Map(),
  trusted: null,
  feed: null,
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
})
