import { FEED_CLOSE_CODES, type FeedErrorCode, type ServerFrame } from '@landfall/contracts'
import type { Counter, Gauge, Logger, Metrics } from '@landfall/runtime'
import { type Channels, createChannels } from './create-channels.ts'
import { type FeedClient, sendFrame } from './feed-client.ts'
import { FEED_LIMITS, type FeedLimits } from './feed-limits.ts'
import { wireJson } from './wire-frame.ts'

/** The feed of one instance: who is connected, and what they see. */
export type FeedState = {
  readonly limits: FeedLimits
  readonly logger: Logger
  /** Every client, also those that have not subscribed yet. */
  readonly clients: Set<FeedClient>
  /** How many clients each address has. */
  readonly clientsPerAddress: Map<string, number>
  /** The live clients, by what they see. */
  readonly channels: Channels
  readonly connected: Gauge
  readonly framesSent: Counter
  readonly closed: Counter
  isShutDown: boolean
}

export const createFeedState = (logger: Logger, metrics: Metrics, limits: Partial<FeedLimits> = {}): FeedState => ({
  limits: { ...FEED_LIMITS, ...limits },
  logger,
  clients: new Set(),
  clientsPerAddress: new Map(),
  channels: createChannels(),
  connected: metrics.gauge('feed_clients', 'Connected feed clients'),
  framesSent: metrics.counter('feed_frames_sent_total', 'Frames sent to live feed clients', ['type']),
  closed: metrics.counter('feed_closed_total', 'Feed connections this side closed, by reason', ['code']),
  isShutDown: false,
})

/** Counts a client among those of its address. Returns a function that counts it out again. */
export const countOfAddress = ({ clientsPerAddress }: FeedState, address: string): (() => void) => {
  clientsPerAddress.set(address, (clientsPerAddress.get(address) ?? 0) + 1)
  return () => {
    const left = (clientsPerAddress.get(address) ?? 1) - 1
    if (left === 0) clientsPerAddress.delete(address)
    else clientsPerAddress.set(address, left)
  }
}

/**
 * Sends an error frame, closes, and cuts the connection if the peer does not follow in time. `retryAfterMs` says when the
 * client may come back; null where coming back is of no use.
 */
export const disconnect = (
  { limits, channels, closed }: FeedState,
  client: FeedClient,
  code: FeedErrorCode,
  message: string,
  retryAfterMs: number | null,
): void => {
  if (client.phase === 'leaving' || client.phase === 'gone') return
  closed.inc({ code })
  channels.leave(client)
  client.phase = 'leaving'
  const { socket } = client
  sendFrame(client, wireJson({ type: 'error', code, message, retryAfterMs } satisfies ServerFrame))
  socket.close(FEED_CLOSE_CODES[code], code)
  setTimeout(() => socket.terminate(), limits.closeMsMax).unref()
}

/** For promises that serve one client: a failure ends its connection and nothing else. */
export const disconnectOnError =
  (state: FeedState, client: FeedClient) =>
  (error: unknown): void => {
    state.logger.error({ event: 'feed.client-failed', err: error })
    const retryAfterMs = jitter(state.limits.reconnectSpreadMs)
    disconnect(state, client, 'internal', 'something went wrong on this side', retryAfterMs)
  }

/** A random delay below `spreadMs`, so that clients sent away together do not all come back at once. */
export const jitter = (spreadMs: number): number => Math.round(Math.random() * spreadMs)
