import { FEED_PROTOCOL, type FeedErrorCode, formatWireTime, type ServerFrame } from '@landfall/contracts'
import type { AlertNow } from '../domain/alert-fold.ts'
import type { Change, LogPosition } from '../domain/alert-store.ts'
import type { Viewer } from '../domain/operator-side.ts'
import { viewParts } from '../write-view.ts'
import { formatCursor } from './format-cursor.ts'
import { wireFrame, wireJson } from './wire-frame.ts'

/** A snapshot frame ends with the alert that takes it over this, so that a reader need not take it all at once. */
const SNAPSHOT_FRAME_BYTES_MAX = 256 * 1_024

const frame = (content: ServerFrame): Buffer => wireJson(content)

export type Welcome = {
  readonly epoch: string
  readonly cursor: string
  readonly nowMs: number
  readonly recovered: boolean
  readonly tracks: boolean
}

export const welcomeFrame = ({ epoch, cursor, nowMs, recovered, tracks }: Welcome): Buffer =>
  frame({
    type: 'welcome',
    protocol: FEED_PROTOCOL,
    epoch,
    cursor,
    serverTime: formatWireTime(nowMs),
    recovered,
    tracks,
  })

export const errorFrame = (code: FeedErrorCode, message: string, retryAfterMs: number | null): Buffer =>
  frame({ type: 'error', code, message, retryAfterMs })

export const alertFrame = ({ after, position }: Change, viewer: Viewer, nowMs: number): Buffer =>
  wireFrame(viewParts(`{"type":"alert","cursor":"${formatCursor(position)}","alert":`, [after], '}', viewer, nowMs))

export type SnapshotSpec = {
  readonly alerts: readonly AlertNow[]
  readonly position: LogPosition
  readonly heldCursor: string
  readonly viewer: Viewer
  readonly nowMs: number
}
export type SnapshotPart = { readonly frame: Buffer; readonly next: number; readonly more: boolean }

/**
 * One frame of a snapshot, from the alert at `from` on; the next one begins at `next`. Only the last one's cursor is `place`:
 * whoever is cut off before it holds `heldCursor` still, and gets a whole snapshot again.
 */
export const snapshotPart = (
  { alerts, position, heldCursor, viewer, nowMs }: SnapshotSpec,
  from: number,
): SnapshotPart => {
  let next = from
  for (let bytes = 0; next < alerts.length && bytes < SNAPSHOT_FRAME_BYTES_MAX; next += 1) {
    bytes += alerts[next]?.version.json.length ?? 0
  }
  const more = next < alerts.length
  const cursor = more ? heldCursor : formatCursor(position)
  const head = `{"type":"snapshot","cursor":"${cursor}","more":${more},"alerts":[`
  return { frame: wireFrame(viewParts(head, alerts.slice(from, next), ']}', viewer, nowMs)), next, more }
}

/** Makes each change's frame once for all who read it alike. */
export const createFrameCache = (clock: () => number) => {
  const frames = new WeakMap<Change, Partial<Record<Viewer, Buffer>>>()
  return (change: Change, viewer: Viewer): Buffer => {
    let made = frames.get(change)
    if (made === undefined) {
      made = {}
      frames.set(change, made)
    }
    made[viewer] ??= alertFrame(change, viewer, clock())
    return made[viewer]
  }
}
