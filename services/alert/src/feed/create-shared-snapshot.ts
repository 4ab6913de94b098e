import type { AlertNow } from '../domain/create-alert-fold.ts'
import type { LogPosition } from '../domain/log-position.ts'
import type { Viewer } from '../domain/operator-side.ts'
import { viewParts } from '../write-view.ts'
import { formatCursor } from './format-cursor.ts'
import { wireFrame } from './wire-frame.ts'

export type SnapshotSpec = {
  readonly alerts: readonly AlertNow[]
  readonly position: LogPosition
  /** The cursor of all frames but the last: whoever is cut off before the end still holds this, and gets a whole snapshot. */
  readonly heldCursor: string
  readonly viewer: Viewer
  readonly nowMs: number
}
type SnapshotPart = { readonly frame: Buffer; readonly next: number; readonly more: boolean }

/** A snapshot frame ends with the alert that takes it over this, so that a client need not take everything at once. */
const SNAPSHOT_FRAME_BYTES_MAX = 256 * 1_024

/**
 * A snapshot for many clients: each frame is encoded when the first of them asks for it. After `release` each client encodes
 * its own, so that one that stops reading holds no more than its current frame.
 */
export const createSharedSnapshot = (spec: SnapshotSpec) => {
  let parts: Map<number, SnapshotPart> | null = new Map()

  const partFrom = (from: number): SnapshotPart => {
    const part = parts?.get(from) ?? encodePart(spec, from)
    parts?.set(from, part)
    return part
  }
  const frames = function* (): Generator<Buffer> {
    for (let from = 0; ; ) {
      const { frame, next, more } = partFrom(from)
      yield frame
      if (!more) return
      from = next
    }
  }
  const release = (): void => {
    parts = null
  }
  return { frames, release }
}
export type SharedSnapshot = ReturnType<typeof createSharedSnapshot>

/** One frame, from the alert at index `from` on; the next frame begins at `next`. */
const encodePart = ({ alerts, position, heldCursor, viewer, nowMs }: SnapshotSpec, from: number): SnapshotPart => {
  let next = from
  for (let bytes = 0; next < alerts.length && bytes < SNAPSHOT_FRAME_BYTES_MAX; next += 1) {
    bytes += alerts[next]?.version.json.length ?? 0
  }
  const more = next < alerts.length
  const cursor = more ? heldCursor : formatCursor(position)
  const head = `{"type":"snapshot","cursor":"${cursor}","more":${more},"alerts":[`
  return { frame: wireFrame(viewParts(head, alerts.slice(from, next), ']}', viewer, nowMs)), next, more }
}
