import type { TrackedCraft } from '@landfall/contracts'
import { allTracked, type Sightings, takeMoved } from './domain/sightings.ts'
import { wireJson } from './feed/wire-frame.ts'

const CRAFT_PER_FRAME_MAX = 2_000

/** The positions as frames, for those who see the exercise, those who see the real sea, and those who see both. */
export const createTracks = (sightings: Sightings) => {
  const known = (exercise: boolean | undefined): readonly Buffer[] => {
    const craft = select(allTracked(sightings), exercise)
    const frames: Buffer[] = []
    for (let at = 0; at < craft.length; at += CRAFT_PER_FRAME_MAX) {
      frames.push(tracksFrame(craft.slice(at, at + CRAFT_PER_FRAME_MAX)))
    }
    return frames
  }

  /** To be called once a round: what moved is taken, and written once for each kind of reader. */
  const moved = () => {
    const craft = takeMoved(sightings, CRAFT_PER_FRAME_MAX)
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
