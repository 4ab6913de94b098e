import type { AlertView } from '@landfall/contracts'
import { type FeedConnection, type FeedEvent, openFeed } from '@landfall/feed-client'
import { createAct } from '../actions/create-act.ts'
import { createCraftStore } from '../craft/create-craft-store.ts'
import { heldOrder, sameOrder } from '../list/compare-for-list.ts'
import { formatRoute, parseRoute, type Route } from '../navigation/route.ts'
import { QUIET_MS } from '../sound/sound-wanted.ts'
import { pictureStatus } from '../status/picture-status.ts'
import { goToLogin, takeReturnSearch } from './go-to-login.ts'
import { loadPreferences, type Preferences, savePreferences } from './preferences.ts'
import { reduceFeedEvent } from './reduce-feed-event.ts'
import { getAreas, getHistory, getSession } from './rest.ts'
import { chosenOf, shownOf } from './select.ts'
import { startTicker } from './start-ticker.ts'
import type { Dialog, SessionInfo, State } from './state.ts'
import { createStore, type Store } from './store.ts'

export type Console = ReturnType<typeof createConsole>

const initial = (): State => ({
  ...{ nowMs: Date.now(), session: null, route: parseRoute(location.search), preferences: loadPreferences() },
  ...{
    alerts: new Map(),
    everHeld: false,
    trusted: null,
    feed: null,
    gaps: 0,
    alarmTimes: [],
    newestExerciseMs: null,
    craftCount: 0,
  },
  sound: { phase: 'off', quiet: null },
  ...{ dialog: null, dialogsOpened: 0, answer: null, busy: false, histories: new Map(), areas: [] },
  ...{ order: [], orderHeld: false, announcement: null, mapFault: null },
})

/** The console without its face: what is known, and what can be done. `onFault`: something came that it cannot make sense of. */
export const createConsole = (onFault: (error: unknown) => void) => {
  const store: Store<State> = createStore(initial())
  const { get, update } = store
  const craft = createCraftStore()
  let feed: FeedConnection | null = null

  const reorder = (state: State): State => {
    const wanted = shownOf(state).alerts.map(({ alertId }) => alertId)
    const order = state.orderHeld ? heldOrder(state.order, wanted) : wanted
    return sameOrder(order, state.order) ? state : { ...state, order }
  }
  const change = (step: (state: State) => State): void => update((state) => reorder(step(state)))

  const onEvent = (event: FeedEvent): void => {
    try {
      takeIn(event)
    } catch (error) {
      onFault(error)
    }
  }

  const takeIn = (event: FeedEvent): void => {
    if (event.type === 'tracks') craft.update(event.craft)
    change((state) => withTrust(reduceFeedEvent(state, event, Date.now())))
    if (event.type === 'alert' && event.alert.alertId === chosenOf(get())) void fetchHistory(event.alert.alertId)
    if (event.type === 'welcome') void Promise.all([askSession(), fetchAreas()])
    if (event.type === 'status' && event.status.phase === 'waiting')
      void askSession().then((session) => session === null && ended())
  }

  const tick = (): void => {
    change((state) =>
      withTrust({
        ...state,
        ...{ nowMs: Date.now(), feed: feed?.status() ?? state.feed },
        ...{ craftCount: craft.all.size, newestExerciseMs: craft.newestMs.exercise },
      }),
    )
    const chosen = chosenOf(get())
    if (get().route.kiosk && chosen !== null && !get().histories.has(chosen)) void fetchHistory(chosen)
  }

  const fetchHistory = async (alertId: string): Promise<void> => {
    const entries = await getHistory(alertId).catch(() => null)
    update((state) => {
      const kept = [...state.histories].filter(([id]) => id !== alertId).slice(1 - HISTORIES_MAX)
      return { ...state, histories: new Map([...kept, [alertId, entries]]) }
    })
  }

  const go = (part: Partial<Route>): void => {
    change((state) => ({ ...state, route: { ...state.route, craft: null, ...part }, answer: null }))
    const search = formatRoute(get().route)
    if (search !== location.search) history.pushState(null, '', `${location.pathname}${search}`)
    if (part.alertId != null) void fetchHistory(part.alertId)
  }

  const replace = (alert: AlertView): void =>
    change((state) => reduceFeedEvent(state, { type: 'alert', alert, resume: NOWHERE }, Date.now()))

  const act = createAct({ store, replace, fetchHistory })

  const prefer = (part: Partial<Preferences>): void => {
    change((state) => ({ ...state, preferences: { ...state.preferences, ...part } }))
    savePreferences(get().preferences)
  }

  const ended = (): void => {
    feed?.close()
    tick()
  }

  /** A refused handshake looks to a page like any lost connection, so it has to ask. Null: one has to log in. */
  const askSession = async (): Promise<SessionInfo | null | undefined> => {
    const session = await getSession().catch(() => undefined)
    if (session != null) update((state) => ({ ...state, session }))
    return session
  }

  const fetchAreas = async (): Promise<void> => {
    const areas = await getAreas().catch(() => null)
    if (areas !== null) update((state) => ({ ...state, areas }))
  }

  const start = async (): Promise<void> => {
    startTicker(tick)
    addEventListener('popstate', () => change((state) => ({ ...state, route: parseRoute(location.search) })))
    addEventListener('online', () => feed?.retryNow())
    const session = await askSession()
    if (session === null) return goToLogin()
    const search = takeReturnSearch()
    if (search !== null) go(parseRoute(search))
    feed = openFeed({ url: location.href, onEvent, tracks: session?.role !== 'subscriber' })
    const { alertId } = get().route
    if (alertId !== null) void fetchHistory(alertId)
  }

  return {
    ...{ store, craft, start, go, act, prefer },
    reconnect: () => feed?.retryNow(),
    setDialog: (dialog: Dialog | null) =>
      update((state) => ({ ...state, dialog, dialogsOpened: state.dialogsOpened + (dialog === null ? 0 : 1) })),
    holdOrder: (orderHeld: boolean) =>
      change((state) => (state.orderHeld === orderHeld ? state : { ...state, orderHeld })),
    /** To who hears the page instead of seeing it. */
    say: (text: string) => update((state) => ({ ...state, announcement: { text, assertive: false } })),
    setMapFault: (mapFault: string) => update((state) => ({ ...state, mapFault })),
    quiet: () =>
      update((state) => ({
        ...state,
        sound: { ...state.sound, quiet: { sinceMs: Date.now(), untilMs: Date.now() + QUIET_MS } },
      })),
    setSoundPhase: (phase: State['sound']['phase']) =>
      update((state) => ({ ...state, sound: { ...state.sound, phase } })),
  }
}

/** That the picture is lost, and back, is said as it is seen. */
const withTrust = (state: State): State => {
  const { trusted } = pictureStatus(state.feed, state.nowMs)
  if (!state.everHeld || trusted === state.trusted) return state
  if (state.trusted === null) return { ...state, trusted }
  const text = trusted ? 'The picture is current again.' : 'NOT CURRENT. What you see may be old: do not rely on it.'
  return { ...state, trusted, announcement: { text, assertive: false } }
}

/** Of the alerts that were looked at last. */
const HISTORIES_MAX = 10

const NOWHERE = { epoch: '', cursor: 'a0.c0' }
