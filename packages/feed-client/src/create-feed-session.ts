import type { AlertView, ServerFrame } from '@landfall/contracts'
import { compareCursors } from './compare-cursors.ts'
import type { FeedEvent, ResumePoint } from './feed-event.ts'

export type FeedSession = {
  /** What a frame means. A `gap` among the events says that the session is over. */
  readonly take: (frame: ServerFrame) => readonly FeedEvent[]
  /** What the reader holds; null before the first whole snapshot. */
  readonly position: () => ResumePoint | null
  readonly isLive: () => boolean
  /** For a frame that could not be read. */
  readonly breakOff: (why: string) => readonly FeedEvent[]
}

type SessionSpec = {
  readonly resume: ResumePoint | null
  /** With a filter some versions do not pass, so that a jump in them is no gap. */
  readonly filtered: boolean
  /** Whether `versions` holds those of all that the reader holds. */
  readonly versionsKnown: boolean
  /** Versions of the alerts that the reader holds; kept here over connections. */
  readonly versions: Map<string, number>
}

/** One connection's worth of frames. It knows no clock and no socket. */
export const createFeedSession = ({ resume, filtered, versionsKnown, versions }: SessionSpec): FeedSession => {
  let epoch: string | null = null
  let held = resume
  let live = false
  let parts: AlertView[] = []
  let known = versionsKnown

  const gap = (why: string): readonly FeedEvent[] => {
    held = null
    live = false
    return [{ type: 'gap', why }]
  }

  const welcome = (frame: Extract<ServerFrame, { type: 'welcome' }>): readonly FeedEvent[] => {
    epoch = frame.epoch
    const { recovered, serverTime, tracks } = frame
    if (recovered && (held === null || held.epoch !== frame.epoch || held.cursor !== frame.cursor)) {
      return gap(`the service goes on from ${frame.cursor}, we hold ${held?.cursor ?? 'nothing'}`)
    }
    live = recovered
    return [{ type: 'welcome', recovered, serverTime, tracks }]
  }

  const snapshot = (frame: Extract<ServerFrame, { type: 'snapshot' }>): readonly FeedEvent[] => {
    for (const alert of frame.alerts) parts.push(alert)
    if (frame.more) return []
    const alerts = parts
    parts = []
    versions.clear()
    for (const { alertId, version } of alerts) versions.set(alertId, version)
    known = true
    live = true
    held = { epoch: epoch ?? '', cursor: frame.cursor }
    return [{ type: 'snapshot', alerts, resume: held }]
  }

  const alert = (frame: Extract<ServerFrame, { type: 'alert' }>): readonly FeedEvent[] => {
    if (held === null || !live) return gap('an alert came before the snapshot was whole')
    const step = compareCursors(frame.cursor, held.cursor)
    if (step === 'crossed') return gap(`cursor ${frame.cursor} does not follow ${held.cursor}`)
    if (step !== 'after') return [] // A repeat.
    const { alertId, version } = frame.alert
    const before = versions.get(alertId) ?? 0
    if (!filtered && known && version > before + 1) return gap(`${alertId} went from version ${before} to ${version}`)
    versions.set(alertId, version)
    held = { ...held, cursor: frame.cursor }
    return [{ type: 'alert', alert: frame.alert, resume: held }]
  }

  const heartbeat = (frame: Extract<ServerFrame, { type: 'heartbeat' }>): readonly FeedEvent[] => {
    if (held === null || !live) return [{ type: 'heartbeat', heartbeat: frame }]
    const step = compareCursors(frame.cursor, held.cursor)
    // Behind what we hold: alerts were delivered that this service has not read, so its silence proves nothing.
    if (step === 'before' || step === 'crossed') return gap(`the service is at ${frame.cursor}, we hold ${held.cursor}`)
    held = { ...held, cursor: frame.cursor }
    return [{ type: 'heartbeat', heartbeat: frame }]
  }

  const take = (frame: ServerFrame): readonly FeedEvent[] => {
    if (frame.type === 'welcome') return welcome(frame)
    if (frame.type === 'error') {
      const { code, message, retryAfterMs } = frame
      return [{ type: 'error', code, message, retryAfterMs }]
    }
    if (epoch === null) return gap(`a ${frame.type} frame came before the welcome`)
    switch (frame.type) {
      case 'snapshot':
        return snapshot(frame)
      case 'alert':
        return alert(frame)
      case 'heartbeat':
        return heartbeat(frame)
      case 'tracks':
        return [{ type: 'tracks', craft: frame.craft }]
      default:
        frame satisfies never
        return [] // A frame of a later version: fields and frames may be added.
    }
  }

  return { take, position: () => held, isLive: () => live, breakOff: gap }
}
