import type { Change } from '../domain/create-alert-store.ts'
import type { Viewer } from '../domain/operator-side.ts'
import { viewParts } from '../write-view.ts'
import { formatCursor } from './format-cursor.ts'
import { wireFrame } from './wire-frame.ts'

export const alertFrame = ({ after, position }: Change, viewer: Viewer, nowMs: number): Buffer =>
  wireFrame(viewParts(`{"type":"alert","cursor":"${formatCursor(position)}","alert":`, [after], '}', viewer, nowMs))

/** Encodes each change once for all who see it alike. */
export const createFrameCache = (clock: () => number) => {
  const frames = new WeakMap<Change, Partial<Record<Viewer, Buffer>>>()
  return (change: Change, viewer: Viewer): Buffer => {
    let cached = frames.get(change)
    if (cached === undefined) {
      cached = {}
      frames.set(change, cached)
    }
    cached[viewer] ??= alertFrame(change, viewer, clock())
    return cached[viewer]
  }
}
