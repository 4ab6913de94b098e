import type { TrackedCraft } from '@landfall/contracts'
import { addPoint, createTrail, pointsOf, type Trail } from './trail.ts'

const CRAFT_MAX = 20_000

/** The newest position of every craft; kept apart from the state, since thousands of them move each second. */
export const createCraftStore = (craftMax = CRAFT_MAX) => {
  const all = new Map<string, TrackedCraft>()
  const trails = new Map<string, Trail>()
  const everyMs = new Map<string, number>()
  const newestMs: { real: number | null; exercise: number | null } = { real: null, exercise: null }
  let listener: (() => void) | null = null

  const takeOne = (one: TrackedCraft): void => {
    const key = craftKey(one)
    learn(key, one)
    all.delete(key) // To the end: what is first has been unheard of longest.
    all.set(key, one)
    const trail = trails.get(key) ?? createTrail()
    addPoint(trail, one.longitude, one.latitude)
    trails.set(key, trail)
    const world = one.exercise ? 'exercise' : 'real'
    newestMs[world] = Math.max(newestMs[world] ?? 0, Date.parse(one.observedAt))
  }

  /** How often a craft is heard, from the gaps between what it told of; a long absence counts for little. */
  const learn = (key: string, { observedAt }: TrackedCraft): void => {
    const before = all.get(key)
    const gapMs = before === undefined ? 0 : Date.parse(observedAt) - Date.parse(before.observedAt)
    if (gapMs <= 0) return
    const knownMs = everyMs.get(key)
    everyMs.set(key, knownMs === undefined ? gapMs : 0.7 * knownMs + 0.3 * Math.min(gapMs, 4 * knownMs))
  }

  return {
    all: all as ReadonlyMap<string, TrackedCraft>,
    /** As it was heard since the page was opened, oldest first; the service keeps no tracks. */
    trailOf: (key: string) => pointsOf(trails.get(key) ?? createTrail()),
    /** Undefined until it was heard twice. */
    everyMs: (key: string): number | undefined => everyMs.get(key),
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
        everyMs.delete(key)
      }
      listener?.()
    },
  }
}
export type CraftStore = ReturnType<typeof createCraftStore>

export const craftKey = ({ exercise, craftId }: { readonly exercise: boolean; readonly craftId: string }): string =>
  `${exercise ? 'exercise' : 'real'}/${craftId}`
