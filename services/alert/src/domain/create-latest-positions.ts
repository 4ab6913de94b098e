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

/** The newest position of each craft and the last activity of each source. For display: bounded, in memory, not exact. */
export type LatestPositions = {
  readonly craft: Map<string, PlottedCraft>
  readonly moved: Set<string>
  readonly sources: Map<string, ActiveSource>
  /** Newest observedAt of real and of exercise observations. */
  newestMs: { real: number | null; exercise: number | null }
}

export const CRAFT_MAX = 20_000
const SOURCES_MAX = 1_000

export const createLatestPositions = (): LatestPositions => ({
  craft: new Map(),
  moved: new Set(),
  sources: new Map(),
  newestMs: { real: null, exercise: null },
})

/** Records one observation; `loggedAtMs`: when the log appended it. */
export const recordObservation = (latest: LatestPositions, seen: PlottedObservation, loggedAtMs: number): void => {
  const kind = seen.exercise ? 'exercise' : 'real'
  latest.newestMs[kind] = Math.max(latest.newestMs[kind] ?? -Infinity, seen.observedAtMs)
  recordActivity(latest, seen, loggedAtMs)
  const hasPosition = seen.longitude !== undefined && seen.latitude !== undefined
  if (!hasPosition && seen.type !== 'craft') return
  const key = `${kind}/${seen.craftId}`
  const known = latest.craft.get(key) ?? { exercise: seen.exercise, position: null, about: null }
  const part = seen.type === 'craft' ? 'about' : 'position'
  if (seen.observedAtMs < (known[part]?.observedAtMs ?? -Infinity)) return
  known[part] = seen
  putLast(latest.craft, key, known, CRAFT_MAX, (dropped) => latest.moved.delete(dropped))
  if (known.position !== null) latest.moved.add(key)
}

const recordActivity = (
  { sources }: LatestPositions,
  { source, observedAtMs }: PlottedObservation,
  loggedAtMs: number,
): void => {
  const known = sources.get(source.id)
  const active = {
    id: source.id,
    kind: source.kind,
    lastHeardAtMs: Math.max(known?.lastHeardAtMs ?? -Infinity, loggedAtMs),
    newestObservationAtMs: Math.max(known?.newestObservationAtMs ?? -Infinity, observedAtMs),
  }
  putLast(sources, source.id, active, SOURCES_MAX)
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

/** Up to `craftMax` of the craft that moved since the last call; the rest come with the next call. */
export const takeMoved = (latest: LatestPositions, craftMax: number): readonly TrackedCraft[] => {
  const taken: TrackedCraft[] = []
  for (const key of latest.moved) {
    if (taken.length >= craftMax) break
    latest.moved.delete(key)
    const craft = toTracked(latest.craft.get(key))
    if (craft !== null) taken.push(craft)
  }
  return taken
}

/** The craft with these keys, as far as their position is known. */
export const trackedCraft = ({ craft }: LatestPositions, keys: readonly string[]): readonly TrackedCraft[] =>
  keys.flatMap((key) => toTracked(craft.get(key)) ?? [])

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
