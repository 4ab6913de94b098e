import { type SnapshotPart, type SnapshotSpec, snapshotPart } from './create-frame-cache.ts'

/**
 * A snapshot for many: each frame is made when the first of them asks for it. Once `forget` was called each makes its own,
 * so that one who stops reading holds no more than the frame it is at.
 */
export const createSharedSnapshot = (spec: SnapshotSpec) => {
  let parts: Map<number, SnapshotPart> | null = new Map()

  const partFrom = (from: number): SnapshotPart => {
    const part = parts?.get(from) ?? snapshotPart(spec, from)
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
  const forget = (): void => {
    parts = null
  }
  return { frames, forget }
}
export type SharedSnapshot = ReturnType<typeof createSharedSnapshot>
