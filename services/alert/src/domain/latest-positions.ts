import { formatWireTime, type TrackedCraft } from '@landfall/contracts'

/** What is read of an observation here; the log holds only what ingest has validated. */
export type SeenObservation = {
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

type Sighted = { readonly exercise: boolean; position: SeenObservation | null; about: SeenObservation | null }
export type HeardSource = {
  readonly id: string
  readonly kind: string
  readonly lastHeardAtMs: number
  readonly newestObservationAtMs: number
}

/** The newest position of each craft and the last word of each source: for show, so bounded, not kept, not exact. */
export type Sightings = {
  readonly craft: Map<string, Sighted>
  readonly moved: Set<string>
  readonly sources: Map<string, HeardSource>
  /** Newest observedAt of real and of exercise observations. */
  newestMs: { real: number | null; exercise: number | null }
}

export const CRAFT_MAX = 20_000
const SOURCES_MAX = 1_000

export const createSightings = (): Sightings => ({
  craft: new Map(),
  moved: new Set(),
  sources: new Map(),
  newestMs: { real: null, exercise: null },
})

/** `heardAtMs`: when the log took it. */
export const sight = (sightings: Sightings, seen: SeenObservation, heardAtMs: number): void => {
  const kind = seen.exercise ? 'exercise' : 'real'
  sightings.newestMs[kind] = Math.max(sightings.newestMs[kind] ?? -Infinity, seen.observedAtMs)
  hear(sightings, seen, heardAtMs)
  const hasPlace = seen.longitude !== undefined && seen.latitude !== undefined
  if (!hasPlace && seen.type !== 'craft') return
  const key = `${kind}/${seen.craftId}`
  const known = sightings.craft.get(key) ?? { exercise: seen.exercise, position: null, about: null }
  const place = seen.type === 'craft' ? 'about' : 'position'
  if (seen.observedAtMs < (known[place]?.observedAtMs ?? -Infinity)) return
  known[place] = seen
  putLast(sightings.craft, key, known, CRAFT_MAX, (dropped) => sightings.moved.delete(dropped))
  if (known.position !== null) sightings.moved.add(key)
}

const hear = ({ sources }: Sightings, { source, observedAtMs }: SeenObservation, heardAtMs: number): void => {
  const known = sources.get(source.id)
  const heard = {
    id: source.id,
    kind: source.kind,
    lastHeardAtMs: Math.max(known?.lastHeardAtMs ?? -Infinity, heardAtMs),
    newestObservationAtMs: Math.max(known?.newestObservationAtMs ?? -Infinity, observedAtMs),
  }
  putLast(sources, source.id, heard, SOURCES_MAX)
}

/** The map stays in the order of the last put, so what goes when it is full is what was longest unheard of. */
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

/** Those that moved since the last call, at most so many; the rest comes with the next one. */
export const takeMoved = (sightings: Sightings, craftMax: number): readonly TrackedCraft[] => {
  const taken: TrackedCraft[] = []
  for (const key of sightings.moved) {
    if (taken.length >= craftMax) break
    sightings.moved.delete(key)
    const craft = toTracked(sightings.craft.get(key))
    if (craft !== null) taken.push(craft)
  }
  return taken
}

/** Those of these keys that have a position. */
export const trackedNow = ({ craft }: Sightings, keys: readonly string[]): readonly TrackedCraft[] =>
  keys.flatMap((key) => toTracked(craft.get(key)) ?? [])

const toTracked = (sighted: Sighted | undefined): TrackedCraft | null => {
  const position = sighted?.position
  if (sighted === undefined || position == null) return null
  const { longitude, latitude, speedKnots, courseDegrees, headingDegrees, accuracyMetres } = position
  if (longitude === undefined || latitude === undefined) return null
  return {
    craftId: position.craftId,
    exercise: sighted.exercise,
    observedAt: formatWireTime(position.observedAtMs),
    longitude,
    latitude,
    ...(speedKnots !== undefined && { speedKnots }),
    ...(courseDegrees !== undefined && { courseDegrees }),
    ...(headingDegrees !== undefined && { headingDegrees }),
    ...(accuracyMetres !== undefined && { accuracyMetres }),
    ...(sighted.about?.name !== undefined && { name: sighted.about.name }),
    ...(sighted.about?.shipType !== undefined && { shipType: sighted.about.shipType }),
    sourceId: position.source.id,
  }
}
