import type { TrackedCraft } from '@landfall/contracts'
import { type LatestPositions, takeMoved, trackedCraft } from '../domain/create-latest-positions.ts'
import { wireJson } from '../feed/wire-frame.ts'

const MOVED_CRAFT_MAX = 2_000
/** Small frames, since alerts come between them: about 100 KB. */
const KNOWN_CRAFT_MAX = 500

/** The positions as frames, for those who see the exercise, those who see the real sea, and those who see both. */
export const createTracks = (latestPositions: LatestPositions) => {
  /** Every craft that is known now, each frame as things stand when it is asked for: a reader may take its time. */
  const known = function* (exercise: boolean | undefined): Generator<Buffer> {
    const keys = [...latestPositions.craft.keys()]
    for (let at = 0; at < keys.length; at += KNOWN_CRAFT_MAX) {
      const craft = select(trackedCraft(latestPositions, keys.slice(at, at + KNOWN_CRAFT_MAX)), exercise)
      if (craft.length > 0) yield tracksFrame(craft)
    }
  }

  /** To be called once a round: what moved is taken, and written once for each kind of reader. */
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
