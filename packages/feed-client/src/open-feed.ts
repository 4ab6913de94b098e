import type { FeedErrorCode, FeedFilter } from '@landfall/contracts'
import { type ConnectSocket, connectSocket } from './connect-socket.ts'
import { createFreshness, type Freshness, SILENT_REASON } from './create-freshness.ts'
import { createReconnectDelay } from './create-reconnect-delay.ts'
import type { FeedEvent, FeedPhase, FeedStatus, ResumePoint } from './feed-event.ts'
import { type ConnectionLoss, type FeedLink, openFeedLink } from './open-feed-link.ts'

const TICK_MS = 1_000
/** After these, trying again would not help. */
const FINAL: ReadonlySet<FeedErrorCode | null> = new Set(['invalid-frame', 'session-expired'])

export type FeedSpec = {
  /** Of the alert service: `http://127.0.0.1:3000`, or ws:, https:, wss:. */
  readonly url: string | URL
  readonly onEvent: (event: FeedEvent) => void
  readonly filter?: FeedFilter
  readonly tracks?: boolean
  /** From an earlier feed with the same filter, whose alerts the caller still holds. */
  readonly resume?: ResumePoint
  /** For Node, where a bearer token goes into a header. */
  readonly connect?: ConnectSocket
  readonly clock?: () => number
  readonly random?: () => number
}

export type FeedConnection = {
  readonly status: () => FeedStatus
  /** Null while nothing is held. */
  readonly resumePoint: () => ResumePoint | null
  /** Ends a wait: for a browser's `online` event or a button. */
  readonly retryNow: () => void
  /** Subscribes again; a snapshot follows. */
  readonly setFilter: (filter: FeedFilter | undefined) => void
  readonly close: () => void
}

type State = {
  readonly spec: FeedSpec
  readonly clock: () => number
  readonly freshness: Freshness
  readonly reconnectDelayMs: ReturnType<typeof createReconnectDelay>
  readonly versions: Map<string, number>
  filter: FeedFilter | undefined
  resume: ResumePoint | null
  /** The versions of alerts that the caller brought along are not known: only a snapshot makes jumps visible. */
  versionsKnown: boolean
  phase: FeedPhase
  link: FeedLink | null
  connectedAtMs: number
  reportedStale: boolean
  retryTimer: ReturnType<typeof setTimeout> | undefined
  ticker: ReturnType<typeof setInterval> | undefined
}

/**
 * Follows the alerts: connects, resumes where it left off, waits and tries again when the connection is lost, and
 * says when the picture can no longer be trusted. It never throws; what happens comes as events, in order.
 */
export const openFeed = (spec: FeedSpec): FeedConnection => {
  const { clock = Date.now, random = Math.random } = spec
  const state: State = {
    spec,
    clock,
    freshness: createFreshness(clock),
    reconnectDelayMs: createReconnectDelay(random),
    versions: new Map(),
    filter: spec.filter,
    resume: spec.resume ?? null,
    versionsKnown: false,
    phase: { phase: 'connecting' },
    link: null,
    connectedAtMs: 0,
    reportedStale: true,
    retryTimer: undefined,
    ticker: undefined,
  }
  state.ticker = setInterval(() => tick(state), TICK_MS)
  openConnection(state)
  return {
    status: () => statusOf(state),
    resumePoint: () => state.resume,
    retryNow: () => {
      if (state.phase.phase === 'waiting') openConnection(state)
    },
    setFilter: (next) => {
      if (state.phase.phase === 'stopped') return
      state.filter = next
      state.resume = null
      state.link?.close()
      openConnection(state)
    },
    close: () => {
      if (state.phase.phase !== 'stopped') stop(state, 'closed by us', 'closed')
    },
  }
}

const openConnection = (state: State): void => {
  const { spec, filter, resume, versions, versionsKnown } = state
  clearTimeout(state.retryTimer)
  state.connectedAtMs = state.clock()
  enter(state, { phase: 'connecting' })
  state.link = openFeedLink({
    url: feedUrl(spec.url),
    connect: spec.connect ?? connectSocket,
    filter,
    tracks: spec.tracks,
    resume,
    versions,
    versionsKnown,
    onFrame: state.freshness.record,
    onEvent: (event) => forward(state, event),
    onLost: (loss) => reconnectLater(state, loss),
  })
}

const forward = (state: State, event: FeedEvent): void => {
  const { link, spec } = state
  if (event.type === 'snapshot') state.versionsKnown = true
  if (link !== null) state.resume = link.position()
  if (link?.isLive() === true && state.phase.phase === 'connecting') enter(state, { phase: 'live' })
  spec.onEvent(event)
  if (event.type === 'heartbeat') emitStatusIfStaleChanged(state)
}

const reconnectLater = (state: State, { why, retryAfterMs, code }: ConnectionLoss): void => {
  state.resume = state.link?.position() ?? null
  state.link = null
  if (FINAL.has(code)) {
    stop(state, why, code ?? 'closed')
    return
  }
  const delayMs = state.reconnectDelayMs(state.clock() - state.connectedAtMs, retryAfterMs)
  state.retryTimer = setTimeout(() => openConnection(state), delayMs)
  enter(state, { phase: 'waiting', why, retryAtMs: state.clock() + delayMs })
}

const stop = (state: State, why: string, code: FeedErrorCode | 'closed'): void => {
  clearInterval(state.ticker)
  clearTimeout(state.retryTimer)
  state.link?.close()
  state.link = null
  enter(state, { phase: 'stopped', why, code })
}

const tick = (state: State): void => {
  const { link, freshness, connectedAtMs } = state
  if (link !== null && freshness.isSilentSince(connectedAtMs)) {
    link.close()
    reconnectLater(state, { why: SILENT_REASON, retryAfterMs: null, code: null })
  } else emitStatusIfStaleChanged(state)
}

const enter = (state: State, phase: FeedPhase): void => {
  state.phase = phase
  emitStatus(state)
}

const statusOf = ({ phase, freshness }: State): FeedStatus => ({ ...phase, ...freshness.status() })

const emitStatus = (state: State): void => {
  const status = statusOf(state)
  state.reportedStale = status.stale
  state.spec.onEvent({ type: 'status', status })
}

const emitStatusIfStaleChanged = (state: State): void => {
  if (state.freshness.status().stale !== state.reportedStale) emitStatus(state)
}

const feedUrl = (given: string | URL): string => {
  const url = new URL('/v1/feed', given)
  url.protocol = url.protocol.replace('http', 'ws')
  return url.href
}
