import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Viewer } from '../domain/operator-side.ts'

/** Who is on the other end, as established in the handshake. */
export type FeedViewer = {
  readonly viewer: Viewer
  /** As addressGroup has it. */
  readonly address: string
  /** Asked every few seconds: false once the session is over or the token was removed. */
  readonly isStillAllowed: () => boolean
}

export type FeedClient = FeedViewer & {
  readonly socket: WebSocket
  /** The stream below the socket; frames that are already encoded are written to it directly. */
  readonly line: Duplex
  /** `leaving`: an error frame and a close have been sent; nothing else will be. */
  phase: 'connected' | 'catching-up' | 'live' | 'leaving' | 'gone'
  wantsTracks: boolean
  exercise: boolean | undefined
  /** Our pings in a row that it has not answered. */
  pongsMissed: number
  /** Its own pings since our last one. */
  pingsReceived: number
}

export const newFeedClient = (socket: WebSocket, line: Duplex, viewer: FeedViewer): FeedClient => ({
  ...viewer,
  socket,
  line,
  phase: 'connected',
  wantsTracks: false,
  exercise: undefined,
  pongsMissed: 0,
  pingsReceived: 0,
})

/** Bytes that wait in this process because the client has not read them. */
export const unsentBytes = ({ line }: FeedClient): number => line.writableLength

/**
 * Queues encoded frames. `onWritten` is called when the operating system has taken them, or never will. Nothing may follow
 * a close frame, whichever side sent it.
 */
export const sendFrame = ({ socket, line }: FeedClient, frame: Buffer, onWritten?: () => void): void => {
  if (socket.readyState === socket.OPEN) line.write(frame, onWritten)
  else onWritten?.()
}
