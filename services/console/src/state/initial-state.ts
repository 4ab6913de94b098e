import { NEW_SHAPE } from '../list/order/list-shape.ts'
import { parseRoute } from '../navigation/route.ts'
import { loadPreferences } from './preferences.ts'
import type { State } from './state.ts'

/** Before anything was received. */
export const NOTHING_KNOWN: Omit<State, 'nowMs' | 'route' | 'preferences'> = {
  session: null,
  alerts: new Map(),
  hasSnapshot: false,
  phases: new Map(),
  trusted: null,
  feed: null,
  alarmTimes: [],
  newestExerciseMs: null,
  craftCount: 0,
  sound: { phase: 'off', mute: null },
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
}

/** What the address and the preferences say, and nothing else. */
export const initialState = (): State => ({
  ...NOTHING_KNOWN,
  nowMs: Date.now(),
  route: parseRoute(location.search),
  preferences: loadPreferences(),
})
