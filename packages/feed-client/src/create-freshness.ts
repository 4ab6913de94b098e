import type { ServerFrame } from '@landfall/contracts'
import type { FeedStatus } from './feed-event.ts'

const STALE_AFTER_MS = 30_000

export type Freshness = {
  readonly record: (frame: ServerFrame) => void
  readonly status: () => Pick<FeedStatus, 'lastFrameAtMs' | 'stale' | 'clockOffsetMs' | 'heartbeat'>
  /** Whether a connection opened then has brought no frame for too long. */
  readonly isSilentSince: (connectedAtMs: number) => boolean
}

/** How old the picture is, by the client's own clock: sockets die in silence (a laptop asleep, a cable pulled). */
export const createFreshness = (clock: () => number): Freshness => {
  let lastFrameAtMs: number | null = null
  let clockOffsetMs: number | null = null
  let heartbeat: FeedStatus['heartbeat'] = null
  let isCurrent = true
  /** Backwards too: a clock that was set back by more than that says nothing about the age. */
  const isLongAgo = (atMs: number): boolean => Math.abs(clock() - atMs) > STALE_AFTER_MS
  return {
    record: (frame) => {
      lastFrameAtMs = clock()
      if (frame.type === 'welcome' || frame.type === 'heartbeat')
        clockOffsetMs = Date.parse(frame.serverTime) - lastFrameAtMs
      if (frame.type === 'welcome') isCurrent = true // Only a service that has caught up welcomes.
      if (frame.type === 'heartbeat') {
        heartbeat = frame
        isCurrent = frame.current
      }
    },
    status: () => ({
      lastFrameAtMs,
      stale: !isCurrent || lastFrameAtMs === null || isLongAgo(lastFrameAtMs),
      clockOffsetMs,
      heartbeat,
    }),
    isSilentSince: (connectedAtMs) => isLongAgo(Math.max(lastFrameAtMs ?? 0, connectedAtMs)),
  }
}

export const SILENT_REASON = `no frame for ${STALE_AFTER_MS / 1_000} s`
