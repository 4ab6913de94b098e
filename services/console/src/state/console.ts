import { type Feed, type FeedEvent, openFeed } from '@landfall/client'
import type { AlertView } from '@landfall/contracts'
import { heldOrder, sameOrder } from '../model/list-order.ts'
import { formatRoute, parseRoute, type Route, type World } from '../model/route.ts'
import { type Shown, shownAlerts } from '../model/shown-alerts.ts'
import { QUIET_MS } from '../model/sound-wanted.ts'
import { createCraft } from './craft.ts'
import { loadPreferences, type Preferences, savePreferences } from './preferences.ts'
import { type Acted, type Deed, getAreas, getHistory, getSession, postAction } from './rest.ts'
import { startTicker } from './start-ticker.ts'
import type { Answer, Dialog, State } from './state.ts'
import { createStore, type Store } from './store.ts'
import { takeEvent } from './take-event.ts'

export type Console = ReturnType<typeof createConsole>

export const worldOf = ({ route, preferences }: State): World => route.world ?? preferences.world

/** On a screen on a wall, where nobody can choose, it is the first of the list. */
export const chosenOf = ({ route, order }: State): string | null =>
  route.alertId ?? (route.kiosk ? (order[0] ?? null) : null)

export const shownOf = (state: State): Shown =>
  shownAlerts(
    [...state.alerts.values()].map(({ alert }) => alert),
    {
      ...{ filter: state.route.filter, world: worldOf(state), showFinished: state.route.showFinished },
    },
  )

const initial = (): State => ({
  ...{ nowMs: Date.now(), session: null, route: parseRoute(location.search), preferences: loadPreferences() },
  ...{
    alerts: new Map(),
    everHeld: false,
    feed: null,
    gaps: 0,
    alarmTimesMs: [],
    newestExerciseMs: null,
    craftCount: 0,
  },
  sound: { phase: 'off', quiet: null },
  ...{ dialog: null, answer: null, busy: false, histories: new Map(), areas: [] },
  ...{ order: [], orderHeld: false, announcement: null, mapFault: null },
})

/** The console without its face: what is known, and what can be done. */
export const createConsole = () => {
  const store: Store<State> = createStore(initial())
  const { get, update } = store
  const craft = createCraft()
  let feed: Feed | null = null

  const reorder = (state: State): State => {
    const wanted = shownOf(state).alerts.map(({ alertId }) => alertId)
    const order = state.orderHeld ? heldOrder(state.order, wanted) : wanted
    return sameOrder(order, state.order) ? state : { ...state, order }
  }
  const change = (step: (state: State) => State): void => update((state) => reorder(step(state)))

  const onEvent = (event: FeedEvent): void => {
    if (event.type === 'tracks') craft.take(event.craft)
    change((state) => takeEvent(state, event, Date.now()))
    if (event.type === 'alert' && event.alert.alertId === chosenOf(get())) void fetchHistory(event.alert.alertId)
  }

  const tick = (): void => {
    change((state) => ({
      ...state,
      ...{ nowMs: Date.now(), feed: feed?.status() ?? state.feed },
      ...{ craftCount: craft.all.size, newestExerciseMs: craft.newestMs.exercise },
    }))
    const chosen = chosenOf(get())
    if (get().route.kiosk && chosen !== null && !get().histories.has(chosen)) void fetchHistory(chosen)
  }

  const fetchHistory = async (alertId: string): Promise<void> => {
    const entries = await getHistory(alertId).catch(() => [])
    update((state) => {
      const kept = [...state.histories].filter(([id]) => id !== alertId).slice(1 - HISTORIES_MAX)
      return { ...state, histories: new Map([...kept, [alertId, entries]]) }
    })
  }

  const go = (part: Partial<Route>): void => {
    change((state) => ({ ...state, route: { ...state.route, ...part }, answer: null }))
    const search = formatRoute(get().route)
    if (search !== location.search) history.pushState(null, '', `${location.pathname}${search}`)
    if (part.alertId != null) void fetchHistory(part.alertId)
  }

  const replace = (alert: AlertView): void =>
    change((state) => takeEvent(state, { type: 'alert', alert, resume: NOWHERE }, Date.now()))

  const act = async (deed: Deed): Promise<void> => {
    const { dialog } = get()
    update((state) => ({ ...state, busy: true, answer: null }))
    const acted = await postAction(deed)
    if (acted.outcome !== 'refused' && isNewer(acted.alert, get().alerts.get(deed.alertId)?.alert)) replace(acted.alert)
    const { alertId } = deed
    const answer: Answer = { alertId, good: acted.outcome === 'done', text: answerWords(deed, acted) }
    // The feed may be quicker than this answer, and the operator as quick: a dialog opened meanwhile is not ours to close.
    const isOver = answer.good || acted.outcome === 'conflict'
    update((state) => ({
      ...state,
      ...{ busy: false, answer, dialog: isOver && state.dialog === dialog ? null : state.dialog },
    }))
    void fetchHistory(alertId)
  }

  const prefer = (part: Partial<Preferences>): void => {
    change((state) => ({ ...state, preferences: { ...state.preferences, ...part } }))
    savePreferences(get().preferences)
  }

  const start = async (): Promise<void> => {
    startTicker(tick)
    addEventListener('popstate', () => change((state) => ({ ...state, route: parseRoute(location.search) })))
    addEventListener('online', () => feed?.retryNow())
    const session = await getSession().catch(() => undefined)
    if (session === null) return location.assign('login')
    update((state) => ({ ...state, session: session ?? null }))
    feed = openFeed({ url: location.href, onEvent, tracks: session?.role !== 'subscriber' })
    void getAreas().then((areas) => update((state) => ({ ...state, areas })))
    const { alertId } = get().route
    if (alertId !== null) void fetchHistory(alertId)
  }

  return {
    ...{ store, craft, start, go, act, prefer },
    reconnect: () => feed?.retryNow(),
    setDialog: (dialog: Dialog | null) => update((state) => ({ ...state, dialog })),
    holdOrder: (orderHeld: boolean) =>
      change((state) => (state.orderHeld === orderHeld ? state : { ...state, orderHeld })),
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

/** Of the alerts that were looked at last. */
const HISTORIES_MAX = 10

const NOWHERE = { epoch: '', cursor: 'a0.c0' }

/** The feed may have been quicker than the answer. */
const isNewer = (given: AlertView, held: AlertView | undefined): boolean =>
  held === undefined || given.version >= held.version

const answerWords = ({ action, expectedVersion }: Deed, acted: Acted): string => {
  if (acted.outcome === 'done') return `Done: ${action}`
  const { message } = acted
  if (acted.outcome === 'refused') return `Not done: ${action}. ${message}`
  const { version, state, acknowledgement } = acted.alert
  const by = acknowledgement?.operator == null ? '' : ` by ${acknowledgement.operator}`
  const now =
    version === expectedVersion ? `it is ${state}${by}` : `you saw version ${expectedVersion}, it is now ${version}`
  return `Not done: ${action}. ${now}. ${message}`
}
