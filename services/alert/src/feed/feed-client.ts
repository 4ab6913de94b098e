import { FEED_CLOSE_CODES, type FeedErrorCode } from '@landfall/contracts'
import type { WebSocket } from 'ws'
import type { Reader } from '../domain/operator-side.ts'
import { errorFrame } from './frames.ts'
import type { FeedLimits } from './limits.ts'

/** Who is on the other end, as the handshake established. */
export type FeedReader = {
  readonly reader: Reader
  /** Asked every few seconds: false once the session is over or the token gone. */
  readonly isStillAllowed: () => boolean
}

export type FeedClient = FeedReader & {
  readonly socket: WebSocket
  /** `leaving`: an error frame and a close have been sent; nothing else will be. */
  phase: 'connected' | 'catching-up' | 'live' | 'leaving' | 'gone'
  wantsTracks: boolean
  exercise: boolean | undefined
  /** Pings in a row that it has not answered. */
  pongsMissed: number
}

const TEXT = { binary: false } as const

/** Queues a frame; the callback tells when the system has taken it. */
export const sendFrame = ({ socket }: FeedClient, frame: Buffer, onTaken?: () => void): void =>
  socket.send(frame, TEXT, onTaken)

/** Says why, closes, and does not wait for ever for a peer that no longer reads. */
export const sendAway = (
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
