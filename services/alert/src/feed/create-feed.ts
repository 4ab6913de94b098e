import type { Duplex } from 'node:stream'
import { type FeedFilter, SubscribeFrame } from '@landfall/contracts'
import type { Logger, Metrics } from '@landfall/runtime'
import type { RawData, WebSocket } from 'ws'
import { describeIssues } from '../describe-issues.ts'
import type { AlertStore, Change, LogPosition } from '../domain/alert-store.ts'
import type { LogWaiters } from '../log/create-log-waiters.ts'
import { createCatchUp } from './create-catch-up.ts'
import { createChannels } from './create-channels.ts'
import { createFrameCache } from './create-frame-cache.ts'
import { createOutbox } from './create-outbox.ts'
import { type CloseClient, createSendWithBackpressure } from './create-send-with-backpressure.ts'
import { createSubscribe } from './create-subscribe.ts'
import { disconnect, type FeedClient, type FeedViewer, sendFrame, unsentBytes } from './feed-client.ts'
import { FEED_LIMITS, type FeedLimits } from './feed-limits.ts'

export type FeedDeps = {
  readonly store: AlertStore
  readonly logId: () => string
  /** Where the log itself ends now, however far this instance has read. */
  readonly logEnd: () => Promise<LogPosition>
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: () => number
  readonly waiters: LogWaiters
  /** Frames with every known position, for a client that has just gone live. */
  readonly knownTracks: (exercise: boolean | undefined) => Iterable<Buffer>
  readonly limits?: Partial<FeedLimits>
}
export type FeedHub = ReturnType<typeof createFeed>

/** The live feed of one instance: every client, what it may see, and what it is sent. */
export const createFeed = (deps: FeedDeps) => {
  const { store, logger, metrics, clock } = deps
  const limits: FeedLimits = { ...FEED_LIMITS, ...deps.limits }
  const frameOf = createFrameCache(clock)
  const channels = createChannels()
  const clients = new Set<FeedClient>()
  let isShutDown = false
  const connected = metrics.gauge('feed_clients', 'Connected feed clients')
  const framesSent = metrics.counter('feed_frames_sent_total', 'Frames sent to live feed clients', ['type'])
  const closed = metrics.counter('feed_closed_total', 'Feed connections this side closed, by reason', ['code'])
  // Clients told to come back are spread, so that they do not all come at once.
  const jitter = (spreadMs: number): number => Math.round(Math.random() * spreadMs)

  const close: CloseClient = (client, code, message, retryAfterMs) => {
    if (client.phase === 'leaving' || client.phase === 'gone') return
    closed.inc({ code })
    channels.leave(client)
    disconnect(client, code, message, retryAfterMs, limits)
  }

  const sendWithBackpressure = createSendWithBackpressure(limits, close)

  const failed = (client: FeedClient) => (error: unknown) => {
    logger.error({ event: 'feed.client-failed', err: error })
    close(client, 'internal', 'something went wrong on this side', jitter(limits.reconnectSpreadMs))
  }

  const deliver = (client: FeedClient, frame: Buffer): void => {
    if (unsentBytes(client) <= limits.waitingBytesMax) sendFrame(client, frame)
    else close(client, 'slow-reader', `more than ${limits.waitingBytesMax} bytes were waiting to be read: resume`, 0)
  }

  const outbox = createOutbox(deliver)

  /** To be followed by `flush` in the same turn. */
  const publish = (change: Change): void => {
    for (const channel of channels.passing(change)) {
      framesSent.inc({ type: 'alert' }, channel.clients.size)
      outbox.put(channel, frameOf(change, channel.viewer))
    }
  }

  /** The same frame, or the one made for its exercise filter, to every live client that `wants` it. */
  const broadcast = (
    type: string,
    frameFor: (exercise: boolean | undefined) => Buffer | null,
    wants: (client: FeedClient) => boolean = () => true,
  ): void => {
    for (const client of channels.clients()) {
      const frame = wants(client) ? frameFor(client.exercise) : null
      if (frame === null) continue
      framesSent.inc({ type })
      deliver(client, frame)
    }
  }

  const goLive = (client: FeedClient, filter: FeedFilter): void => {
    client.phase = 'live'
    channels.join(client, filter)
    if (client.wantsTracks)
      sendWithBackpressure(client, deps.knownTracks(client.exercise), 'live').catch(failed(client))
  }

  const catchUp = createCatchUp({ store, frameOf, clock })
  const { logId, logEnd, waiters } = deps
  const { until } = waiters
  const subscribe = createSubscribe({
    logId,
    logEnd,
    catchUp,
    clock,
    limits,
    close,
    sendWithBackpressure,
    jitter,
    until,
    goLive,
  })

  const onMessage = (client: FeedClient, data: RawData, isBinary: boolean): void => {
    if (client.phase === 'leaving') return
    const isFirst = client.phase === 'connected' && !isBinary
    const wish = isFirst ? readSubscribe(String(data)) : 'a client sends one frame, subscribe, as text'
    if (typeof wish === 'string') close(client, 'invalid-frame', wish, null)
    else subscribe(client, wish).catch(failed(client))
  }

  const listen = (client: FeedClient): void => {
    const { socket } = client
    const late = setTimeout(() => {
      if (client.phase !== 'connected') return
      close(client, 'subscribe-timeout', `no subscribe frame within ${limits.subscribeMsMax} ms`, null)
    }, limits.subscribeMsMax)
    socket.on('message', (data, isBinary) => onMessage(client, data, isBinary))
    socket.on('pong', () => {
      client.pongsMissed = 0
    })
    socket.on('ping', () => {
      client.pingsHeard += 1
      // Cut off without a word: one that floods need not read either, and every word would wait here.
      if (client.pingsHeard > limits.clientPingsMax) socket.terminate()
    })
    socket.on('close', () => {
      clearTimeout(late)
      client.phase = 'gone'
      channels.leave(client)
      clients.delete(client)
      connected.set(clients.size)
    })
  }

  /** `line` is what the socket was upgraded on. */
  const connect = (socket: WebSocket, line: Duplex, viewer: FeedViewer): void => {
    const client: FeedClient = { ...NEW_CLIENT, ...viewer, socket, line }
    socket.on('error', () => socket.terminate()) // A broken frame; ws has answered with its close code already.
    if (isShutDown) {
      close(client, 'shutting-down', GOING_AWAY, jitter(limits.reconnectSpreadMs))
      return
    }
    const clientsMax = limits.clientsMax - (viewer.viewer === 'operator' ? 0 : limits.operatorsReserved)
    if (clients.size >= clientsMax) {
      close(client, 'too-many-clients', `${clients.size} clients are connected`, jitter(limits.pingMs))
      return
    }
    clients.add(client)
    connected.set(clients.size)
    listen(client)
  }

  /** Tells everybody to come back, spread over a few seconds, and lets nobody in any more. */
  const shutDown = (): void => {
    isShutDown = true
    for (const client of clients) close(client, 'shutting-down', GOING_AWAY, jitter(limits.reconnectSpreadMs))
  }

  return { connect, publish, flush: outbox.flush, broadcast, close, shutDown, clients, limits }
}

const GOING_AWAY = 'this instance is going away'

const NEW_CLIENT = {
  phase: 'connected',
  wantsTracks: false,
  exercise: undefined,
  pongsMissed: 0,
  pingsHeard: 0,
} as const

/** The frame, or what is wrong with it. */
const readSubscribe = (text: string): SubscribeFrame | string => {
  try {
    const given: unknown = JSON.parse(text)
    const parsed = SubscribeFrame.safeParse(given)
    return parsed.success ? parsed.data : describeIssues(parsed.error, given, 'frame')
  } catch {
    return 'the frame is not JSON'
  }
}
