import type { FeedHub, FrameFor } from './create-feed-hub.ts'
import type { MakeHeartbeat } from './create-heartbeat.ts'
import type { FeedClient } from './feed-client.ts'
import { wireJson } from './wire-frame.ts'

export type FeedTimersDeps = {
  readonly feed: FeedHub
  readonly heartbeat: MakeHeartbeat
  /** What moved since the last call. */
  readonly movedTracks: () => FrameFor
  /** Of what operators share beside the alerts: a heartbeat is sent as soon as one is another. */
  readonly revisions: () => readonly number[]
}

const TRACKS_MS = 1_000
const REVISIONS_MS = 1_000
const SESSIONS_MS = 5_000
const PONGS_MISSED_MAX = 2

/** Starts what the feed does by the clock alone: heartbeats, tracks, pings, and the end of sessions. */
export const startFeedTimers = ({ feed, heartbeat, movedTracks, revisions }: FeedTimersDeps) => {
  const { limits } = feed

  const sendHeartbeats = (): void => {
    const frames = new Map<boolean | undefined, Buffer>()
    feed.broadcast('heartbeat', (exercise) => {
      const frame = frames.get(exercise) ?? wireJson(heartbeat(exercise))
      frames.set(exercise, frame)
      return frame
    })
  }

  let sent = revisions().join()
  const sendRevisions = (): void => {
    const now = revisions().join()
    if (now === sent) return
    sent = now
    sendHeartbeats()
  }

  const sendTracks = (): void => feed.broadcast('tracks', movedTracks(), ({ wantsTracks }) => wantsTracks)

  const ping = (client: FeedClient): void => {
    // A peer that missed two rounds is gone, whatever TCP still believes; one round may only mean a busy machine.
    if (client.pongsMissed >= PONGS_MISSED_MAX) client.socket.terminate()
    client.pongsMissed += 1
    client.pingsReceived = 0
    if (client.socket.readyState === client.socket.OPEN) client.socket.ping()
  }

  const endSessions = (): void => {
    for (const client of feed.clients) {
      if (!client.isStillAllowed()) feed.disconnect(client, 'session-expired', 'sign in again', null)
    }
  }

  const timers = [
    setInterval(sendHeartbeats, limits.heartbeatMs),
    setInterval(sendTracks, TRACKS_MS),
    setInterval(sendRevisions, REVISIONS_MS),
    setInterval(() => feed.clients.forEach(ping), limits.pingMs),
    setInterval(endSessions, SESSIONS_MS),
  ]

  const stop = (): void => {
    for (const timer of timers) clearInterval(timer)
    feed.shutDown()
  }
  return { stop }
}
