import type { FeedErrorCode, FeedFilter, ServerFrame, SubscribeFrame } from '@landfall/contracts'
import type { ConnectSocket } from './connect-socket.ts'
import { createFeedSession } from './create-feed-session.ts'
import type { FeedEvent, ResumePoint } from './feed-event.ts'

export type FeedLinkSpec = {
  readonly url: string
  readonly connect: ConnectSocket
  readonly filter: FeedFilter | undefined
  readonly tracks: boolean | undefined
  readonly resume: ResumePoint | null
  readonly versions: Map<string, number>
  readonly versionsKnown: boolean
  readonly onFrame: (frame: ServerFrame) => void
  readonly onEvent: (event: FeedEvent) => void
  readonly onLost: (loss: ConnectionLoss) => void
}

export type ConnectionLoss = {
  readonly why: string
  /** The service's wish, already spread over its clients. */
  readonly retryAfterMs: number | null
  readonly code: FeedErrorCode | null
}

export type FeedLink = {
  readonly position: () => ResumePoint | null
  readonly isLive: () => boolean
  /** After this nothing is called any more. */
  readonly close: () => void
}

/** One connection, from the handshake to its loss. */
export const openFeedLink = (spec: FeedLinkSpec): FeedLink => {
  const session = createFeedSession({ ...spec, filtered: spec.filter !== undefined })
  let open = true
  let lastError: ConnectionLoss | null = null

  const lose = (loss: ConnectionLoss) => {
    if (!open) return
    open = false
    spec.onLost(loss)
  }

  /** A frame that lacks what its type must have may have been applied in part: it is a gap, and everything is fetched again. */
  const takeFrame = (frame: ServerFrame): readonly FeedEvent[] => {
    try {
      spec.onFrame(frame)
      return session.take(frame)
    } catch (error) {
      return session.breakOff(`a ${frame.type} frame could not be read: ${String(error)}`)
    }
  }

  const take = (text: string) => {
    const frame = parseFrame(text)
    const events = frame === undefined ? session.breakOff('a frame was not JSON with a type') : takeFrame(frame)
    for (const event of events) {
      if (!open) return // The reader closed the feed in its event handler.
      if (event.type === 'error') lastError = { why: event.message, retryAfterMs: event.retryAfterMs, code: event.code }
      spec.onEvent(event)
      if (event.type === 'gap') {
        lose({ why: event.why, retryAfterMs: null, code: null })
        socket.close()
      }
    }
  }

  const socket = spec.connect(spec.url, {
    opened: () => {
      if (open) socket.send(JSON.stringify(subscribe(spec)))
    },
    message: (text) => {
      if (open) take(text)
    },
    closed: (code, reason) => lose(lastError ?? { why: closedBecause(code, reason), retryAfterMs: null, code: null }),
  })

  return {
    position: session.position,
    isLive: session.isLive,
    close: () => {
      open = false
      socket.close()
    },
  }
}

const subscribe = ({ filter, tracks, resume }: FeedLinkSpec): SubscribeFrame => ({
  type: 'subscribe',
  ...(filter === undefined ? {} : { filter }),
  ...(tracks === undefined ? {} : { tracks }),
  ...(resume === null ? {} : { resume }),
})

/** The service is trusted for the shape of the frames it names; types that are not known are left to the session. */
const parseFrame = (text: string): ServerFrame | undefined => {
  try {
    const frame: unknown = JSON.parse(text)
    const typed = typeof frame === 'object' && frame !== null && 'type' in frame && typeof frame.type === 'string'
    return typed ? (frame as ServerFrame) : undefined
  } catch {
    return undefined
  }
}

const closedBecause = (code: number, reason: string): string => {
  if (reason !== '') return reason
  return code === 1006 ? 'the connection was lost or refused' : `the connection was closed with code ${code}`
}
