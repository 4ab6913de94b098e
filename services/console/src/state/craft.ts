import type { TrackedCraft } from '@landfall/contracts'

const CRAFT_MAX = 20_000
const TRAIL_POINTS_MAX = 120
type Point = readonly [longitude: number, latitude: number]

/** The newest position of every craft; kept apart from the state, since thousands of them move each second. */
export const createCraft = () => {
  const all = new Map<string, TrackedCraft>()
  const trails = new Map<string, Point[]>()
  const newestMs: { real: number | null; exercise: number | null } = { real: null, exercise: null }
  let listener: (() => void) | null = null

  const takeOne = (one: TrackedCraft): void => {
    const key = craftKey(one)
    all.set(key, one)
    const trail = trails.get(key) ?? []
    trail.push([one.longitude, one.latitude])
    if (trail.length > TRAIL_POINTS_MAX) trail.shift()
    trails.set(key, trail)
    const world = one.exercise ? 'exercise' : 'real'
    newestMs[world] = Math.max(newestMs[world] ?? 0, Date.parse(one.observedAt))
  }

  return {
    all: all as ReadonlyMap<string, TrackedCraft>,
    /** As they were heard since the page was opened; the service keeps no tracks. */
    trails: trails as ReadonlyMap<string, readonly Point[]>,
    newestMs: newestMs as Readonly<typeof newestMs>,
    onMove: (given: () => void): void => {
      listener = given
    },
    take: (moved: readonly TrackedCraft[]): void => {
      for (const one of moved) takeOne(one)
      for (const key of all.keys()) {
        if (all.size <= CRAFT_MAX) break
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
