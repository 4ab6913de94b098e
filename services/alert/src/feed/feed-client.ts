import type { Duplex } from 'node:stream'
import { FEED_CLOSE_CODES, type FeedErrorCode } from '@landfall/contracts'
import type { WebSocket } from 'ws'
import type { Viewer } from '../domain/operator-side.ts'
import { errorFrame } from './create-frame-cache.ts'
import type { FeedLimits } from './feed-limits.ts'

/** Who is on the other end, as the handshake established. */
export type FeedViewer = {
  readonly viewer: Viewer
  /** Asked every few seconds: false once the session is over or the token gone. */
  readonly isStillAllowed: () => boolean
}

export type FeedClient = FeedViewer & {
  readonly socket: WebSocket
  /** What the socket speaks over; frames are written to it as they are. */
  readonly line: Duplex
  /** `leaving`: an error frame and a close have been sent; nothing else will be. */
  phase: 'connected' | 'catching-up' | 'live' | 'leaving' | 'gone'
  wantsTracks: boolean
  exercise: boolean | undefined
  /** Pings in a row that it has not answered. */
  pongsMissed: number
  /** Pings of its own since our last one. */
  pingsHeard: number
}

/** What this client has not taken yet. */
export const unsentBytes = ({ line }: FeedClient): number => line.writableLength

/**
 * Queues frames that are ready for the line; the callback tells when the system has taken them, or never will. After a
 * close frame, whose ever it was, nothing may follow.
 */
export const sendFrame = ({ socket, line }: FeedClient, frame: Buffer, onTaken?: () => void): void => {
  if (socket.readyState === socket.OPEN) line.write(frame, onTaken)
  else onTaken?.()
}

/** Says why, closes, and does not wait for ever for a peer that no longer reads. */
export const disconnect = (
  client: FeedClient,
  code: FeedErrorCode,
  message: string,
  retryAfterMs: number | null,
  { closeMsMax }: Pick<FeedLimits, 'closeMsMax'>,
): void => {
  if (client.phase === 'leaving' || client.phase === 'gone') return
  client.phase = 'leaving'
  const { socket } = client
  sendFrame(client, errorFrame(code, message, retryAfterMs))
  socket.close(FEED_CLOSE_CODES[code], code)
  setTimeout(() => socket.terminate(), closeMsMax).unref()
}
