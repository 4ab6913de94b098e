import type { TrackedCraft } from '@landfall/contracts'
import { type LatestPositions, takeMoved, trackedParts } from '../domain/create-latest-positions.ts'
import { wireJson } from '../feed/wire-frame.ts'

const MOVED_CRAFT_MAX = 2_000
/** About 100 KB a frame: small, because alerts are sent in between. */
const KNOWN_CRAFT_MAX = 500

/** Positions as frames: for viewers of exercises, of the real sea, and of both. */
export const createTracks = (latestPositions: LatestPositions) => {
  /** Every known craft, those of alerts first. A frame is encoded when it is asked for, as a slow client may take its time. */
  const known = function* (exercise: boolean | undefined): Generator<Buffer> {
    for (const craft of trackedParts(latestPositions, exercise, KNOWN_CRAFT_MAX))
      if (craft.length > 0) yield tracksFrame(craft)
  }

  /** Call once a round: takes what moved, and encodes it once for each exercise filter. */
  const moved = () => {
    const craft = takeMoved(latestPositions, MOVED_CRAFT_MAX)
    const frames = new Map<boolean | undefined, Buffer | null>()
    return (exercise: boolean | undefined): Buffer | null => {
      const made = frames.get(exercise)
      if (made !== undefined) return made
      const wanted = select(craft, exercise)
      const frame = wanted.length === 0 ? null : tracksFrame(wanted)
      frames.set(exercise, frame)
      return frame
    }
  }
  return { known, moved }
}

const select = (craft: readonly TrackedCraft[], exercise: boolean | undefined): readonly TrackedCraft[] =>
  exercise === undefined ? craft : craft.filter((one) => one.exercise === exercise)

const tracksFrame = (craft: readonly TrackedCraft[]): Buffer => wireJson({ type: 'tracks', craft })
