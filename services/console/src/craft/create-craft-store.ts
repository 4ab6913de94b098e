import type { TrackedCraft } from '@landfall/contracts'

/** As many as the service sends of the real sea and of exercises. */
const CRAFT_MAX = 25_000

export type CraftStore = ReturnType<typeof createCraftStore>

/**
 * The newest position of every craft. Kept apart from the state because thousands of them move each second. `mustStay`: those of
 * open alerts, which are never evicted.
 */
export const createCraftStore = (craftMax = CRAFT_MAX, mustStay: (key: string) => boolean = () => false) => {
  const all = new Map<string, TrackedCraft>()
  const trails = new Map<string, Trail>()
  const intervalsMs = new Map<string, number>()
  const newestMs: { real: number | null; exercise: number | null } = { real: null, exercise: null }
  let listener: (() => void) | null = null

  const updateOne = (craft: TrackedCraft): void => {
    const key = craftKey(craft)
    updateInterval(key, craft)
    all.delete(key) // Moves it to the end, so that the first entry is the one longest without a position.
    all.set(key, craft)
    const trail = trails.get(key) ?? createTrail()
    addPoint(trail, craft.longitude, craft.latitude)
    trails.set(key, trail)
    const world = craft.exercise ? 'exercise' : 'real'
    newestMs[world] = Math.max(newestMs[world] ?? 0, Date.parse(craft.observedAt))
  }

  /** A moving average of the gaps between positions. A long absence counts for little. */
  const updateInterval = (key: string, { observedAt }: TrackedCraft): void => {
    const before = all.get(key)
    const gapMs = before === undefined ? 0 : Date.parse(observedAt) - Date.parse(before.observedAt)
    if (gapMs <= 0) return
    const knownMs = intervalsMs.get(key)
    intervalsMs.set(key, knownMs === undefined ? gapMs : 0.7 * knownMs + 0.3 * Math.min(gapMs, 4 * knownMs))
  }

  const evict = (): void => {
    for (const key of all.keys()) {
      if (all.size <= craftMax) return
      if (mustStay(key)) continue
      all.delete(key)
      trails.delete(key)
      intervalsMs.delete(key)
    }
  }

  return {
    all: all as ReadonlyMap<string, TrackedCraft>,
    /** Positions received since the page was opened, oldest first. The service keeps no tracks. */
    trailOf: (key: string) => pointsOf(trails.get(key) ?? createTrail()),
    /** How often the craft reports; undefined until it has reported twice. */
    intervalMsOf: (key: string): number | undefined => intervalsMs.get(key),
    newestMs: newestMs as Readonly<typeof newestMs>,
    /** Replaces the listener: there is one map. */
    onChange: (given: () => void): void => {
      listener = given
    },
    update: (moved: readonly TrackedCraft[]): void => {
      for (const craft of moved) updateOne(craft)
      evict()
      listener?.()
    },
  }
}

/** `real/mmsi:1`, `exercise/track:2`: an exercise may use the ids of real craft. */
export const craftKey = ({ exercise, craftId }: { readonly exercise: boolean; readonly craftId: string }): string =>
  `${exercise ? 'exercise' : 'real'}/${craftId}`

const TRAIL_POINTS_MAX = 120
type Point = readonly [longitude: number, latitude: number]

/** The latest positions of one craft in a ring buffer of numbers: thousands are kept. Precise to about a metre. */
type Trail = { readonly ring: Float32Array; count: number }

const createTrail = (): Trail => ({ ring: new Float32Array(2 * TRAIL_POINTS_MAX), count: 0 })

const addPoint = (trail: Trail, longitude: number, latitude: number): void => {
  trail.ring.set([longitude, latitude], 2 * (trail.count % TRAIL_POINTS_MAX))
  trail.count += 1
}

/** Oldest first. */
const pointsOf = ({ ring, count }: Trail): readonly Point[] => {
  const kept = Math.min(count, TRAIL_POINTS_MAX)
  return Array.from({ length: kept }, (_, i) => {
    const index = 2 * ((count - kept + i) % TRAIL_POINTS_MAX)
    return [ring[index] ?? 0, ring[index + 1] ?? 0]
  })
}
