import type { FeedErrorCode, FeedFilter, ServerFrame } from '@landfall/contracts'
import { createBackoff } from '@landfall/runtime/backoff'
import { type ConnectSocket, connectSocket } from './connect-socket.ts'
import type { FeedEvent, FeedPhase, FeedStatus, ResumePoint } from './feed-event.ts'
import { type ConnectionLoss, type FeedLink, openFeedLink } from './open-feed-link.ts'

const STALE_AFTER_MS = 30_000
const TICK_MS = 1_000
/** How long a connection must hold before its loss counts as the first again. */
const STEADY_MS = 20_000
const AT_ONCE_MAX = 3
/** Trying again changes nothing after these. */
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

/** A random half of each delay, so that the clients of a service that restarts do not all come back at once. */
const RECONNECT = { msMin: 500, msMax: 10_000, spread: [0.5, 1] } as const

/**
 * Follows the alerts: connects, resumes where it left off, waits and tries again when the connection is lost, and
 * says when the picture can no longer be trusted. It never throws; what happens comes as events, in order.
 */
export const openFeed = (spec: FeedSpec): FeedConnection => {
  const { onEvent, connect = connectSocket, clock = Date.now, random = Math.random } = spec
  const url = feedUrl(spec.url)
  const versions = new Map<string, number>()
  let filter = spec.filter
  let resume = spec.resume ?? null
  // The versions of alerts that the caller brought along are not known here: only a snapshot makes jumps visible.
  let versionsKnown = false
  let phase: FeedPhase = { phase: 'connecting' }
  let link: FeedLink | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const backoff = createBackoff({ ...RECONNECT, random })
  let attempt = 0
  let connectedAtMs = 0
  let lastFrameAtMs: number | null = null
  let clockOffsetMs: number | null = null
  let heartbeat: FeedStatus['heartbeat'] = null
  let current = true
  let reportedStale = true

  const status = (): FeedStatus => ({
    ...phase,
    lastFrameAtMs,
    stale: !current || lastFrameAtMs === null || isLong(lastFrameAtMs, clock()),
    clockOffsetMs,
    heartbeat,
  })
  const emitStatus = () => {
    const now = status()
    reportedStale = now.stale
    onEvent({ type: 'status', status: now })
  }
  const enter = (next: FeedPhase) => {
    phase = next
    emitStatus()
  }

  const recordFrame = (frame: ServerFrame) => {
    lastFrameAtMs = clock()
    if (frame.type === 'welcome' || frame.type === 'heartbeat')
      clockOffsetMs = Date.parse(frame.serverTime) - lastFrameAtMs
    if (frame.type === 'welcome') current = true // Only a service that has caught up welcomes.
    if (frame.type === 'heartbeat') {
      heartbeat = frame
      current = frame.current
    }
  }

  const forward = (event: FeedEvent) => {
    if (event.type === 'snapshot') versionsKnown = true
    if (link !== null) resume = link.position()
    if (link?.isLive() === true && phase.phase === 'connecting') enter({ phase: 'live' })
    onEvent(event)
    if (event.type === 'heartbeat' && status().stale !== reportedStale) emitStatus()
  }

  const open = () => {
    clearTimeout(timer)
    connectedAtMs = clock()
    enter({ phase: 'connecting' })
    const { tracks } = spec
    const held = { filter, tracks, resume, versions, versionsKnown }
    link = openFeedLink({ url, connect, ...held, onFrame: recordFrame, onEvent: forward, onLost: lose })
  }

  const lose = ({ why, retryAfterMs, code }: ConnectionLoss) => {
    resume = link?.position() ?? null
    link = null
    if (FINAL.has(code)) return stop(why, code ?? 'closed')
    if (clock() - connectedAtMs > STEADY_MS) {
      attempt = 0
      backoff.reset()
    }
    const backoffMs = backoff.nextMs()
    // A wish to come back at once is followed a few times: a reader that is always too slow must not go round and round.
    const delayMs = Math.round(Math.max(retryAfterMs ?? backoffMs, attempt < AT_ONCE_MAX ? 0 : backoffMs))
    attempt += 1
    timer = setTimeout(open, delayMs)
    enter({ phase: 'waiting', why, retryAtMs: clock() + delayMs })
  }

  const stop = (why: string, code: FeedErrorCode | 'closed') => {
    clearInterval(ticker)
    clearTimeout(timer)
    link?.close()
    link = null
    enter({ phase: 'stopped', why, code })
  }

  /** Sockets die in silence (a laptop asleep, a cable pulled): own time decides, not the socket's word. */
  const tick = () => {
    if (link !== null && isLong(Math.max(lastFrameAtMs ?? 0, connectedAtMs), clock())) {
      link.close()
      lose({ why: `no frame for ${STALE_AFTER_MS / 1_000} s`, retryAfterMs: null, code: null })
    } else if (status().stale !== reportedStale) emitStatus()
  }
  const ticker = setInterval(tick, TICK_MS)
  open()

  return {
    status,
    resumePoint: () => resume,
    retryNow: () => {
      if (phase.phase === 'waiting') open()
    },
    setFilter: (next) => {
      if (phase.phase === 'stopped') return
      filter = next
      resume = null
      link?.close()
      open()
    },
    close: () => {
      if (phase.phase !== 'stopped') stop('closed by us', 'closed')
    },
  }
}

/** Backwards too: a clock that was set back by more than that says nothing about the age. */
const isLong = (sinceMs: number, nowMs: number): boolean => Math.abs(nowMs - sinceMs) > STALE_AFTER_MS

const feedUrl = (given: string | URL): string => {
  const url = new URL('/v1/feed', given)
  url.protocol = url.protocol.replace('http', 'ws')
  return url.href
}
