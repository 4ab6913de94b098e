import type { TrackedCraft } from '@landfall/contracts'
import { addPoint, createTrail, pointsOf, type Trail } from './trail.ts'

const CRAFT_MAX = 20_000

/** The newest position of every craft; kept apart from the state, since thousands of them move each second. */
export const createCraft = (craftMax = CRAFT_MAX) => {
  const all = new Map<string, TrackedCraft>()
  const trails = new Map<string, Trail>()
  const newestMs: { real: number | null; exercise: number | null } = { real: null, exercise: null }
  let listener: (() => void) | null = null

  const takeOne = (one: TrackedCraft): void => {
    const key = craftKey(one)
    all.delete(key) // To the end: what is first has been unheard of longest.
    all.set(key, one)
    const trail = trails.get(key) ?? createTrail()
    addPoint(trail, one.longitude, one.latitude)
    trails.set(key, trail)
    const world = one.exercise ? 'exercise' : 'real'
    newestMs[world] = Math.max(newestMs[world] ?? 0, Date.parse(one.observedAt))
  }

  return {
    all: all as ReadonlyMap<string, TrackedCraft>,
    /** As it was heard since the page was opened, oldest first; the service keeps no tracks. */
    trailOf: (key: string) => pointsOf(trails.get(key) ?? createTrail()),
    newestMs: newestMs as Readonly<typeof newestMs>,
    onMove: (given: () => void): void => {
      listener = given
    },
    take: (moved: readonly TrackedCraft[]): void => {
      for (const one of moved) takeOne(one)
      for (const key of all.keys()) {
        if (all.size <= craftMax) break
        all.delete(key)
        trails.delete(key)
      }
      listener?.()
    },
  }
}
export type Craft = ReturnType<typeof createCraft>

export const craftKey = ({ exercise, craftId }: { readonly exercise: boolean; readonly craftId: string }): string =>
  `${exercise ? 'exercise' : 'real'}/${craftId}`
