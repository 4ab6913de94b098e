import { parseRoute } from '../navigation/route.ts'
import { loadPreferences } from './preferences.ts'
import type { State } from './state.ts'

export const initialState = (): State => ({
  nowMs: Date.now(),
  session: null,
  route: parseRoute(location.search),
  preferences: loadPreferences(),
  alerts: new Map(),
  hasSnapshot: false,
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
  areas: [],
  order: [],
  isOrderFrozen: false,
  announcement: null,
  mapFault: null,
})
