import type { Duplex } from 'node:stream'
import { describeIssue, type FeedErrorCode, type FeedFilter, SubscribeFrame } from '@landfall/contracts'
import type { Logger, Metrics } from '@landfall/runtime'
import type { RawData, WebSocket } from 'ws'
import type { AlertStore, Change } from '../domain/create-alert-store.ts'
import type { LogWaiters } from '../log/create-log-waiters.ts'
import { createFrameCache } from './alert-frame.ts'
import { createCatchUp } from './create-catch-up.ts'
import {
  countOfAddress,
  createFeedState,
  disconnect,
  disconnectOnError,
  type FeedState,
  jitter,
} from './create-feed-state.ts'
import type { MakeHeartbeat } from './create-heartbeat.ts'
import { createOutbox } from './create-outbox.ts'
import { type FeedClient, type FeedViewer, newFeedClient, sendFrame, unsentBytes } from './feed-client.ts'
import type { FeedLimits } from './feed-limits.ts'
import { sendWithBackpressure } from './send-with-backpressure.ts'
import { type SubscribeDeps, subscribeClient } from './subscribe-client.ts'
import { wireJson } from './wire-frame.ts'

export type FeedHubDeps = Pick<SubscribeDeps, 'logId' | 'logEnd' | 'clock'> & {
  readonly store: AlertStore
  readonly logger: Logger
  readonly metrics: Metrics
  readonly waiters: LogWaiters
  /** Frames with every known position, for a client that has just gone live. */
  readonly knownTracks: KnownTracks
  readonly heartbeat: MakeHeartbeat
  readonly limits?: Partial<FeedLimits>
}
type KnownTracks = (exercise: boolean | undefined) => Iterable<Buffer>

/** The frame for one exercise filter; null when there is nothing to send. */
export type FrameFor = (exercise: boolean | undefined) => Buffer | null
export type FeedHub = ReturnType<typeof createFeedHub>

const GOING_AWAY = 'this instance is going away'

/** The live feed of one instance: every client, what it may see, and what it is sent. */
export const createFeedHub = (hubDeps: FeedHubDeps) => {
  const { store, logger, metrics, waiters, knownTracks, heartbeat, limits, ...deps } = hubDeps
  const state = createFeedState(logger, metrics, limits)
  const frameOf = createFrameCache(deps.clock)
  const outbox = createOutbox((client, frame) => deliver(state, client, frame))
  const subscribing: SubscribeDeps = {
    ...deps,
    state,
    until: waiters.until,
    catchUp: createCatchUp({ store, frameOf, clock: deps.clock }),
    goLive: (client, filter) => goLive(state, { knownTracks, heartbeat }, client, filter),
  }
  return {
    clients: state.clients,
    limits: state.limits,
    /** `line` is the stream that the socket was upgraded on. */
    connect: (socket: WebSocket, line: Duplex, viewer: FeedViewer): void =>
      connect(state, subscribing, newFeedClient(socket, line, viewer)),
    /** Must be followed by `flush` before anything is awaited. */
    publish: (change: Change): void => {
      for (const channel of state.channels.passing(change)) {
        state.framesSent.inc({ type: 'alert' }, channel.clients.size)
        outbox.put(channel, frameOf(change, channel.viewer))
      }
    },
    flush: outbox.flush,
    broadcast: (type: string, frameFor: FrameFor, wants?: (client: FeedClient) => boolean): void =>
      broadcast(state, type, frameFor, wants),
    disconnect: (client: FeedClient, code: FeedErrorCode, message: string, retryAfterMs: number | null): void =>
      disconnect(state, client, code, message, retryAfterMs),
    shutDown: (): void => shutDown(state),
  }
}

const connect = (state: FeedState, subscribing: SubscribeDeps, client: FeedClient): void => {
  const { limits, clients, connected } = state
  client.socket.on('error', () => client.socket.terminate()) // A malformed frame; ws has sent its close code already.
  if (state.isShutDown) {
    disconnect(state, client, 'shutting-down', GOING_AWAY, jitter(limits.reconnectSpreadMs))
    return
  }
  const clientsMax = limits.clientsMax - (client.viewer === 'operator' ? 0 : limits.operatorsReserved)
  if (clients.size >= clientsMax) {
    disconnect(state, client, 'too-many-clients', `${clients.size} clients are connected`, jitter(limits.pingMs))
    return
  }
  const ofAddress = state.clientsPerAddress.get(client.address) ?? 0
  if (ofAddress >= limits.clientsPerAddressMax) {
    const message = `${ofAddress} clients are connected from your address`
    disconnect(state, client, 'too-many-clients', message, jitter(limits.pingMs))
    return
  }
  clients.add(client)
  client.socket.once('close', countOfAddress(state, client.address))
  connected.set(clients.size)
  listen(state, subscribing, client)
}

const listen = (state: FeedState, subscribing: SubscribeDeps, client: FeedClient): void => {
  const { limits, clients, channels, connected } = state
  const { socket } = client
  const subscribeTimer = setTimeout(() => {
    if (client.phase !== 'connected') return
    const message = `no subscribe frame within ${limits.subscribeMsMax} ms`
    disconnect(state, client, 'subscribe-timeout', message, null)
  }, limits.subscribeMsMax)
  socket.on('message', (data, isBinary) => receive(state, subscribing, client, data, isBinary))
  socket.on('pong', () => {
    client.pongsMissed = 0
  })
  socket.on('ping', () => {
    client.pingsReceived += 1
    // Cut without an error frame: a peer that floods may not be reading either, and the frame would wait here.
    if (client.pingsReceived > limits.clientPingsMax) socket.terminate()
  })
  socket.on('close', () => {
    clearTimeout(subscribeTimer)
    client.phase = 'gone'
    channels.leave(client)
    clients.delete(client)
    connected.set(clients.size)
  })
}

const receive = (
  state: FeedState,
  subscribing: SubscribeDeps,
  client: FeedClient,
  data: RawData,
  isBinary: boolean,
): void => {
  if (client.phase === 'leaving') return
  const isFirst = client.phase === 'connected' && !isBinary
  const wish = isFirst ? parseSubscribe(String(data)) : 'a client sends one frame, subscribe, as text'
  if (typeof wish === 'string') disconnect(state, client, 'invalid-frame', wish, null)
  else subscribeClient(subscribing, client, wish).catch(disconnectOnError(state, client))
}

/** The frame, or what is wrong with it. */
const parseSubscribe = (text: string): SubscribeFrame | string => {
  try {
    const given: unknown = JSON.parse(text)
    const parsed = SubscribeFrame.safeParse(given)
    return parsed.success ? parsed.data : describeIssue(parsed.error, given, 'frame').reason
  } catch {
    return 'the frame is not JSON'
  }
}

const goLive = (
  state: FeedState,
  { knownTracks, heartbeat }: Pick<FeedHubDeps, 'knownTracks' | 'heartbeat'>,
  client: FeedClient,
  filter: FeedFilter,
): void => {
  client.phase = 'live'
  state.channels.join(client, filter)
  // At once, so that nobody waits for the first of the clock’s: its cursor is the end of what was just sent.
  state.framesSent.inc({ type: 'heartbeat' })
  deliver(state, client, wireJson(heartbeat(client.exercise)))
  if (!client.wantsTracks) return
  const frames = knownTracks(client.exercise)
  sendWithBackpressure(state, client, frames, 'live').catch(disconnectOnError(state, client))
}

const deliver = (state: FeedState, client: FeedClient, frame: Buffer): void => {
  const { waitingBytesMax } = state.limits
  if (unsentBytes(client) <= waitingBytesMax) sendFrame(client, frame)
  else disconnect(state, client, 'slow-reader', `more than ${waitingBytesMax} bytes were waiting to be read: resume`, 0)
}

/** Sends every live client that `wants` it the frame for its exercise filter. */
const broadcast = (
  state: FeedState,
  type: string,
  frameFor: FrameFor,
  wants: (client: FeedClient) => boolean = () => true,
): void => {
  for (const client of state.channels.clients()) {
    const frame = wants(client) ? frameFor(client.exercise) : null
    if (frame === null) continue
    state.framesSent.inc({ type })
    deliver(state, client, frame)
  }
}

/** Accepts nobody any more, and sends everybody away, to come back spread over a few seconds. */
const shutDown = (state: FeedState): void => {
  state.isShutDown = true
  for (const client of state.clients) {
    disconnect(state, client, 'shutting-down', GOING_AWAY, jitter(state.limits.reconnectSpreadMs))
  }
}
