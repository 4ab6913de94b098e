import type { AlertView, ServerFrame } from '@landfall/contracts'
import type { FeedEvent, ResumePoint } from './feed-event.ts'

export type FeedSession = {
  /** The events that a frame leads to. After a `gap` the session is over. */
  readonly take: (frame: ServerFrame) => readonly FeedEvent[]
  /** What the reader holds; null before the first whole snapshot. */
  readonly position: () => ResumePoint | null
  readonly isLive: () => boolean
  /** Ends the session on a frame that could not be parsed. */
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

type State = Pick<SessionSpec, 'filtered' | 'versions'> & {
  epoch: string | null
  position: ResumePoint | null
  live: boolean
  versionsKnown: boolean
  /** Of a snapshot that is not whole yet. */
  parts: AlertView[]
}

/** One connection's worth of frames. It knows no clock and no socket. */
export const createFeedSession = ({ resume, filtered, versionsKnown, versions }: SessionSpec): FeedSession => {
  const state: State = { filtered, versions, epoch: null, position: resume, live: false, versionsKnown, parts: [] }
  return {
    take: (frame) => takeFrame(state, frame),
    position: () => state.position,
    isLive: () => state.live,
    breakOff: (why) => gap(state, why),
  }
}

type Frame<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

const takeFrame = (state: State, frame: ServerFrame): readonly FeedEvent[] => {
  if (frame.type === 'welcome') return welcome(state, frame)
  if (frame.type === 'error') {
    const { code, message, retryAfterMs } = frame
    return [{ type: 'error', code, message, retryAfterMs }]
  }
  if (state.epoch === null) return gap(state, `a ${frame.type} frame came before the welcome`)
  switch (frame.type) {
    case 'snapshot':
      return snapshot(state, frame, state.epoch)
    case 'alert':
      return alert(state, frame)
    case 'heartbeat':
      return heartbeat(state, frame)
    case 'tracks':
      return [{ type: 'tracks', craft: frame.craft }]
    default:
      frame satisfies never
      return [] // A frame of a later version: fields and frames may be added.
  }
}

const gap = (state: State, why: string): readonly FeedEvent[] => {
  state.position = null
  state.live = false
  return [{ type: 'gap', why }]
}

const welcome = (state: State, frame: Frame<'welcome'>): readonly FeedEvent[] => {
  const { position } = state
  const { epoch, cursor, recovered, serverTime, tracks } = frame
  state.epoch = epoch
  if (recovered && (position === null || position.epoch !== epoch || position.cursor !== cursor)) {
    return gap(state, `the service goes on from ${cursor}, we hold ${position?.cursor ?? 'nothing'}`)
  }
  state.live = recovered
  return [{ type: 'welcome', recovered, serverTime, tracks }]
}

const snapshot = (state: State, frame: Frame<'snapshot'>, epoch: string): readonly FeedEvent[] => {
  for (const view of frame.alerts) state.parts.push(view)
  if (frame.more) return []
  const alerts = state.parts
  const position = { epoch, cursor: frame.cursor }
  state.parts = []
  state.versions.clear()
  for (const { alertId, version } of alerts) state.versions.set(alertId, version)
  state.versionsKnown = true
  state.live = true
  state.position = position
  return [{ type: 'snapshot', alerts, resume: position }]
}

const alert = (state: State, frame: Frame<'alert'>): readonly FeedEvent[] => {
  const { position, live, versions, filtered, versionsKnown } = state
  if (position === null || !live) return gap(state, 'an alert came before the snapshot was whole')
  const step = compareCursors(frame.cursor, position.cursor)
  if (step === 'crossed') return gap(state, `cursor ${frame.cursor} does not follow ${position.cursor}`)
  if (step !== 'after') return [] // A repeat.
  const { alertId, version } = frame.alert
  const before = versions.get(alertId) ?? 0
  if (!filtered && versionsKnown && version > before + 1)
    return gap(state, `${alertId} went from version ${before} to ${version}`)
  versions.set(alertId, version)
  const resume = { ...position, cursor: frame.cursor }
  state.position = resume
  return [{ type: 'alert', alert: frame.alert, resume }]
}

const heartbeat = (state: State, frame: Frame<'heartbeat'>): readonly FeedEvent[] => {
  const { position, live } = state
  if (position === null || !live) return [{ type: 'heartbeat', heartbeat: frame }]
  const step = compareCursors(frame.cursor, position.cursor)
  // Behind what we hold: alerts were delivered that this service has not read, so its silence proves nothing.
  if (step === 'before' || step === 'crossed')
    return gap(state, `the service is at ${frame.cursor}, we hold ${position.cursor}`)
  state.position = { ...position, cursor: frame.cursor }
  return [{ type: 'heartbeat', heartbeat: frame }]
}

type Offsets = readonly [alerts: number, actions: number]

const CURSOR = /^a(\d{1,15})\.c(\d{1,15})$/

/** Undefined for text that is not a cursor. */
const parseCursor = (cursor: string): Offsets | undefined => {
  const [, alerts, actions] = CURSOR.exec(cursor) ?? []
  return alerts === undefined || actions === undefined ? undefined : [Number(alerts), Number(actions)]
}

/** Where cursor `a` is relative to `b`. Both offsets only ever grow, so `crossed` cannot come from one log. */
const compareCursors = (a: string, b: string): 'before' | 'same' | 'after' | 'crossed' => {
  const [left, right] = [parseCursor(a), parseCursor(b)]
  if (left === undefined || right === undefined) return 'crossed'
  const steps = [Math.sign(left[0] - right[0]), Math.sign(left[1] - right[1])]
  if (steps.includes(-1)) return steps.includes(1) ? 'crossed' : 'before'
  return steps.includes(1) ? 'after' : 'same'
}
