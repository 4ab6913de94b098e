import type { AlertView } from '@landfall/contracts'
import { createAct } from '../actions/create-act.ts'
import { type ActOnEach, createActOnEach } from '../actions/create-act-on-each.ts'
import { type CraftStore, createCraftStore } from '../craft/create-craft-store.ts'
import { createIsOnAlert } from '../craft/create-is-on-alert.ts'
import { createHold } from '../create-hold.ts'
import { createWatchFollower } from '../handover/create-watch-follower.ts'
import type { ListShape } from '../list/order/list-shape.ts'
import { createMarkFollower } from '../marks/create-mark-follower.ts'
import { formatRoute, parseRoute, type Route } from '../navigation/route.ts'
import { MUTE_MS } from '../sound/sound-wanted.ts'
import { createGazetteerLoader } from './create-gazetteer-loader.ts'
import { createServiceConnection } from './create-service-connection.ts'
import { createStore, type Store } from './create-store.ts'
import { createWindowLink, followsChoice } from './create-window-link.ts'
import { initialState } from './initial-state.ts'
import { type Preferences, savePreferences } from './preferences.ts'
import { reduceFeedEvent } from './reduce-feed-event.ts'
import { type PostedAction, rest } from './rest.ts'
import type { Dialog, SoundPhase, State } from './state.ts'
import { withHistory } from './with-history.ts'
import { withOrder } from './with-order.ts'
import { withPhases } from './with-phases.ts'
import { withList, withPreferences, withRoute, withShownTime } from './with-route.ts'

/** The console without its DOM: what is known, and what can be done. */
export type Console = {
  readonly store: Store<State>
  readonly craft: CraftStore
  /** Goes to the login page if there is no session, else opens the feed. */
  readonly start: () => Promise<void>
  readonly reconnect: () => void
  readonly act: (action: PostedAction) => Promise<void>
  readonly actOnEach: ActOnEach
  /** Changes the route, and with it the page’s address. */
  readonly go: (part: Partial<Route>) => void
  readonly prefer: (part: Partial<Preferences>) => void
  readonly setDialog: (dialog: Dialog | null) => void
  /** Shows a craft of the chosen alert in the panel and on the map; null: none. Choosing another alert ends it. */
  readonly pointAtCraft: (craftId: string | null) => void
  /** While frozen, no row of the list moves. */
  readonly freezeOrder: (isOrderFrozen: boolean) => void
  /** Changes what the list shows and has chosen, beside what the address says. */
  readonly arrange: (part: Partial<ListShape>) => void
  /** Says a text to a screen reader, when it is idle. */
  readonly announce: (text: string) => void
  /** Shows the chosen alert and its craft on the map as they were at a time; null: as they are. */
  readonly showTime: (atMs: number | null) => void
  readonly setMapFault: (mapFault: string) => void
  /** Fetches the names of the coast, unless they are there. */
  readonly loadGazetteer: () => Promise<void>
  readonly mute: () => void
  readonly setSoundPhase: (phase: SoundPhase) => void
}

/** `onFault`: the feed sent something that cannot be processed. */
export const createConsole = (onFault: (error: unknown) => void): Console => {
  const store = createStore(initialState())
  const { get, update } = store
  const isOnAlert = createIsOnAlert(() => get().alerts)
  const craft = createCraftStore(undefined, isOnAlert)
  const change = (step: (state: State) => State): void => update((state) => withOrder(withPhases(step(state))))

  const fetchHistory = async (alertId: string): Promise<void> => {
    const entries = await rest.getHistory(alertId).catch(() => null)
    update((state) => ({ ...state, histories: withHistory(state.histories, alertId, entries) }))
  }

  const choice = createHold(CHOICE_MS, () => {
    const { alertId } = get().route
    if (alertId !== null) void fetchHistory(alertId)
  })
  const show = (part: Partial<Route>): void => {
    change((state) => withRoute(state, part))
    const search = formatRoute(get().route)
    if (search !== location.search) history.pushState(null, '', `${location.pathname}${search}`)
    if (part.alertId != null) choice.hold()
  }

  // Only what is done here is passed on: a window that passed on what it was sent could undo a newer choice.
  const windows = createWindowLink((alertId) => {
    if (followsChoice(get(), alertId)) show({ alertId })
  })
  const go = (part: Partial<Route>): void => {
    show(part)
    if (part.alertId != null && get().preferences.together) windows.choose(part.alertId)
  }

  const replace = (alert: AlertView): void =>
    change((state) => reduceFeedEvent(state, { type: 'alert', alert, resume: NO_RESUME }, Date.now()))

  const followers = [createMarkFollower(store), createWatchFollower(store)]
  const service = createServiceConnection({ followers, store, change, craft, fetchHistory, onFault })

  const start = async (): Promise<void> => {
    startTicker(service.tick)
    addEventListener('popstate', () => change((state) => ({ ...state, route: parseRoute(location.search) })))
    addEventListener('online', service.retryNow)
    const info = await service.askSession()
    if (info === null) return goToLogin()
    const search = takeReturnSearch()
    if (search !== null) go(parseRoute(search))
    service.open({ tracks: info?.role !== 'subscriber' })
    const { alertId } = get().route
    if (alertId !== null) void fetchHistory(alertId)
  }

  return {
    ...{ store, craft, start, reconnect: service.retryNow },
    act: createAct({ store, replace, fetchHistory }),
    go,
    prefer: (part) => {
      change((state) => withPreferences(state, part))
      savePreferences(get().preferences)
    },
    setDialog: (dialog) =>
      update((state) => ({ ...state, dialog, dialogsOpened: state.dialogsOpened + (dialog === null ? 0 : 1) })),
    pointAtCraft: (pointedCraftId) =>
      update((state) => (state.pointedCraftId === pointedCraftId ? state : { ...state, pointedCraftId })),
    freezeOrder: (isOrderFrozen) =>
      change((state) => (state.isOrderFrozen === isOrderFrozen ? state : { ...state, isOrderFrozen })),
    arrange: (part) => change((state) => withList(state, part)),
    actOnEach: createActOnEach({ store, replace }),
    announce: (text) => update((state) => ({ ...state, announcement: { text, assertive: false } })),
    loadGazetteer: createGazetteerLoader(store),
    showTime: (atMs) => update((state) => withShownTime(state, atMs)),
    setMapFault: (mapFault) => update((state) => ({ ...state, mapFault })),
    mute: () => {
      const sinceMs = Date.now()
      update((state) => ({ ...state, sound: { ...state.sound, mute: { sinceMs, untilMs: sinceMs + MUTE_MS } } }))
    },
    setSoundPhase: (phase) => update((state) => ({ ...state, sound: { ...state.sound, phase } })),
  }
}

/** The log of an alert is fetched once it was chosen for so long: whoever goes down the list wants none of those between. */
const CHOICE_MS = 200

/** An alert from a REST response is at no place in the feed. */
const NO_RESUME = { epoch: '', cursor: 'a0.c0' }

/** Calls `onTick` each second, in a background tab too. */
const startTicker = (onTick: () => void): void => {
  try {
    const worker = new Worker(new URL('./ticker-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = onTick
    worker.onerror = () => setInterval(onTick, 1_000)
  } catch {
    setInterval(onTick, 1_000)
  }
}

const KEY = 'landfall.came-from'

/** Goes to the login page, which leads back to the current view. */
const goToLogin = (): void => {
  try {
    sessionStorage.setItem(KEY, location.search)
  } catch {
    // Storage is disabled: login then leads to the first view.
  }
  location.assign('login')
}

/** The search part of the address before the login, once; null if there is none. */
const takeReturnSearch = (): string | null => {
  try {
    const search = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return search === '' || location.search !== '' ? null : search
  } catch {
    return null
  }
}
