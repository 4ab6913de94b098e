import { formatWireTime, type TrackedCraft } from '@landfall/contracts'

/** The fields of an observation that are read here. The log holds only what ingest has validated. */
export type PlottedObservation = {
  readonly type: string
  readonly craftId: string
  readonly exercise: boolean
  readonly observedAtMs: number
  readonly source: { readonly id: string; readonly kind: string }
  readonly longitude?: number | undefined
  readonly latitude?: number | undefined
  readonly speedKnots?: number | undefined
  readonly courseDegrees?: number | undefined
  readonly headingDegrees?: number | undefined
  readonly accuracyMetres?: number | undefined
  readonly name?: string | undefined
  readonly shipType?: string | number | undefined
}

type PlottedCraft = {
  readonly exercise: boolean
  position: PlottedObservation | null
  about: PlottedObservation | null
}
export type ActiveSource = {
  readonly id: string
  readonly kind: string
  readonly lastHeardAtMs: number
  readonly newestObservationAtMs: number
}

type Kind = 'real' | 'exercise'

/**
 * The newest position of each craft and the last activity of each source. For display: bounded, in memory, not exact. Exercises
 * have places of their own, so that none of theirs ever takes the place of a real one.
 */
export type LatestPositions = {
  /** By `real/craftId` or `exercise/craftId`. */
  readonly craft: Readonly<Record<Kind, Map<string, PlottedCraft>>>
  readonly moved: Readonly<Record<Kind, Set<string>>>
  readonly sources: Readonly<Record<Kind, Map<string, ActiveSource>>>
  /** Newest observedAt of real and of exercise observations. */
  newestMs: { real: number | null; exercise: number | null }
}

export const CRAFT_MAX: Readonly<Record<Kind, number>> = { real: 20_000, exercise: 5_000 }
const SOURCES_MAX: Readonly<Record<Kind, number>> = { real: 1_000, exercise: 200 }

export const createLatestPositions = (): LatestPositions => ({
  craft: { real: new Map(), exercise: new Map() },
  moved: { real: new Set(), exercise: new Set() },
  sources: { real: new Map(), exercise: new Map() },
  newestMs: { real: null, exercise: null },
})

/** Records one observation; `loggedAtMs`: when the log appended it. */
export const recordObservation = (latest: LatestPositions, seen: PlottedObservation, loggedAtMs: number): void => {
  const kind = seen.exercise ? 'exercise' : 'real'
  const [craft, moved] = [latest.craft[kind], latest.moved[kind]]
  latest.newestMs[kind] = Math.max(latest.newestMs[kind] ?? -Infinity, seen.observedAtMs)
  recordActivity(latest.sources[kind], seen, loggedAtMs, SOURCES_MAX[kind])
  const hasPosition = seen.longitude !== undefined && seen.latitude !== undefined
  if (!hasPosition && seen.type !== 'craft') return
  const key = `${kind}/${seen.craftId}`
  const known = craft.get(key) ?? { exercise: seen.exercise, position: null, about: null }
  const part = seen.type === 'craft' ? 'about' : 'position'
  if (seen.observedAtMs < (known[part]?.observedAtMs ?? -Infinity)) return
  known[part] = seen
  putLast(craft, key, known, CRAFT_MAX[kind], (dropped) => moved.delete(dropped))
  if (known.position !== null) moved.add(key)
}

const recordActivity = (
  sources: Map<string, ActiveSource>,
  { source, observedAtMs }: PlottedObservation,
  loggedAtMs: number,
  sourcesMax: number,
): void => {
  const known = sources.get(source.id)
  const active = {
    id: source.id,
    kind: source.kind,
    lastHeardAtMs: Math.max(known?.lastHeardAtMs ?? -Infinity, loggedAtMs),
    newestObservationAtMs: Math.max(known?.newestObservationAtMs ?? -Infinity, observedAtMs),
  }
  putLast(sources, source.id, active, sourcesMax)
}

/** Keeps the map in the order of the last update; when it is full, the entry that was longest without one is dropped. */
const putLast = <Value>(
  map: Map<string, Value>,
  key: string,
  value: Value,
  sizeMax: number,
  onDrop: (key: string) => void = () => {},
): void => {
  map.delete(key)
  map.set(key, value)
  if (map.size <= sizeMax) return
  const [oldest] = map.keys()
  if (oldest === undefined) return
  map.delete(oldest)
  onDrop(oldest)
}

/** Up to `craftMax` of the craft that moved since the last call, real ones first; the rest come with the next call. */
export const takeMoved = (latest: LatestPositions, craftMax: number): readonly TrackedCraft[] => {
  const taken: TrackedCraft[] = []
  for (const kind of ['real', 'exercise'] as const) {
    for (const key of latest.moved[kind]) {
      if (taken.length >= craftMax) break
      latest.moved[kind].delete(key)
      const craft = toTracked(latest.craft[kind].get(key))
      if (craft !== null) taken.push(craft)
    }
  }
  return taken
}

/** The craft with these keys, as far as their position is known. */
export const trackedCraft = ({ craft }: LatestPositions, keys: readonly string[]): readonly TrackedCraft[] =>
  keys.flatMap((key) => toTracked(craft.real.get(key) ?? craft.exercise.get(key)) ?? [])

/** The keys of all craft, real ones first. */
export const plottedKeys = ({ craft }: LatestPositions): string[] => [...craft.real.keys(), ...craft.exercise.keys()]

const toTracked = (plotted: PlottedCraft | undefined): TrackedCraft | null => {
  const position = plotted?.position
  if (plotted === undefined || position == null) return null
  const { longitude, latitude, speedKnots, courseDegrees, headingDegrees, accuracyMetres } = position
  if (longitude === undefined || latitude === undefined) return null
  return {
    craftId: position.craftId,
    exercise: plotted.exercise,
    observedAt: formatWireTime(position.observedAtMs),
    longitude,
    latitude,
    ...(speedKnots !== undefined && { speedKnots }),
    ...(courseDegrees !== undefined && { courseDegrees }),
    ...(headingDegrees !== undefined && { headingDegrees }),
    ...(accuracyMetres !== undefined && { accuracyMetres }),
    ...(plotted.about?.name !== undefined && { name: plotted.about.name }),
    ...(plotted.about?.shipType !== undefined && { shipType: plotted.about.shipType }),
    sourceId: position.source.id,
  }
}
