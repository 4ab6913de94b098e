import { type FeedConnection, type FeedEvent, openFeed } from '@landfall/feed-client'
import type { CraftStore } from '../craft/create-craft-store.ts'
import { pictureStatus } from '../status/picture-status.ts'
import { createNearFollower } from './create-near-follower.ts'
import type { Store } from './create-store.ts'
import { createTrackFollower } from './create-track-follower.ts'
import { reduceFeedEvent } from './reduce-feed-event.ts'
import { rest } from './rest.ts'
import { select } from './select.ts'
import type { SessionInfo, State } from './state.ts'

export type ServiceConnectionDeps = {
  readonly store: Store<State>
  readonly change: (step: (state: State) => State) => void
  readonly craft: CraftStore
  readonly fetchHistory: (alertId: string) => Promise<void>
  /** What is fetched when a heartbeat says that it has changed; called each second. */
  readonly followers: readonly (() => void)[]
  /** An event arrived that cannot be processed. */
  readonly onFault: (error: unknown) => void
}

export type ServiceConnection = {
  /** Null: one has to log in. Undefined: the service does not answer. */
  readonly askSession: () => Promise<SessionInfo | null | undefined>
  readonly open: (options: { readonly tracks: boolean }) => void
  readonly retryNow: () => void
  /** To be called each second. */
  readonly tick: () => void
}

/** Well below the shortest idle time-out of a session, 10 minutes. */
const SESSION_ASK_MS = 4 * 60_000

/** The connection to the alert service: the feed, the session, and the areas. */
export const createServiceConnection = ({
  store,
  change,
  craft,
  fetchHistory,
  followers,
  onFault,
}: ServiceConnectionDeps): ServiceConnection => {
  const { get, update } = store
  const followNear = createNearFollower(store)
  const followTracks = createTrackFollower(store)
  let feed: FeedConnection | null = null
  let askedMs = Date.now()

  const tick = (): void => {
    change((state) =>
      withTrust({
        ...state,
        nowMs: Date.now(),
        feed: feed?.status() ?? state.feed,
        craftCount: craft.all.size,
        newestExerciseMs: craft.newestMs.exercise,
      }),
    )
    keepSession()
    followNear()
    followTracks()
    for (const follow of followers) follow()
  }

  /** A page that is connected is no idle session, and only a request renews the cookie. */
  const keepSession = (): void => {
    if (feed?.status().phase !== 'live' || Date.now() - askedMs < SESSION_ASK_MS) return
    void askSession()
  }

  const askSession = async (): Promise<SessionInfo | null | undefined> => {
    askedMs = Date.now()
    const session = await rest.getSession().catch(() => undefined)
    if (session != null) update((state) => ({ ...state, session }))
    return session
  }

  const fetchAreas = async (): Promise<void> => {
    const areas = await rest.getAreas().catch(() => null)
    if (areas !== null) update((state) => ({ ...state, areas }))
  }

  const fetchChecklists = async (): Promise<void> => {
    const found = await rest.getChecklists().catch(() => null)
    if (found !== null) update((state) => ({ ...state, checklists: found.checklists }))
  }

  /** To a page a refused handshake looks like any lost connection, so it has to ask whether the session is over. */
  const closeIfLoggedOut = async (): Promise<void> => {
    if ((await askSession()) !== null) return
    feed?.close()
    tick()
  }

  const handle = (event: FeedEvent): void => {
    if (event.type === 'tracks') craft.update(event.craft)
    change((state) => withTrust(reduceFeedEvent(state, event, Date.now())))
    if (event.type === 'alert' && event.alert.alertId === select.chosenAlertId(get()))
      void fetchHistory(event.alert.alertId)
    if (event.type === 'welcome') void Promise.all([askSession(), fetchAreas(), fetchChecklists()])
    if (event.type === 'status' && event.status.phase === 'waiting') void closeIfLoggedOut()
  }

  const onEvent = (event: FeedEvent): void => {
    try {
      handle(event)
    } catch (error) {
      onFault(error)
    }
  }

  return {
    askSession,
    open: ({ tracks }) => {
      feed = openFeed({ url: location.href, onEvent, tracks })
    },
    retryNow: () => feed?.retryNow(),
    tick,
  }
}

/** Announces when the picture stops being current, and when it is current again. */
export const withTrust = (state: State): State => {
  const { trusted } = pictureStatus(state.feed, state.nowMs)
  if (!state.hasSnapshot || trusted === state.trusted) return state
  if (state.trusted === null) return { ...state, trusted }
  const text = trusted ? 'The picture is current again.' : 'NOT CURRENT. What you see may be old: do not rely on it.'
  return { ...state, trusted, announcement: { text, assertive: false } }
}
