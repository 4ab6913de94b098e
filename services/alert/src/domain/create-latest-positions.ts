import { type CountInterval, formatWireTime, type PersonsMethod, type TrackedCraft } from '@landfall/contracts'
import { createShownCraft, type ShownCraft, type ShownCraftLimits } from './create-shown-craft.ts'
import type { PersonsKnown } from './near/aboard-on-alerts.ts'

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
  readonly observationId?: string | undefined
  readonly method?: PersonsMethod | undefined
  readonly aboard?: CountInterval | undefined
  readonly retracts?: string | undefined
}

type Part = (typeof PARTS)[number]

/** Of each part the newest observation that this instance has read. */
export type PlottedCraft = { readonly exercise: boolean } & Record<Part, PlottedObservation | null>
export type ActiveSource = {
  readonly id: string
  readonly kind: string
  readonly lastHeardAtMs: number
  readonly newestObservationAtMs: number
}

type World = 'real' | 'exercise'

/**
 * The newest position of each craft, the people aboard, and the last activity of each source. For display: bounded, in memory,
 * not exact. Exercises have places of their own, so that none of theirs takes the place of a real one.
 */
export type LatestPositions = {
  readonly craft: Readonly<Record<World, ShownCraft<PlottedCraft>>>
  readonly sources: Readonly<Record<World, Map<string, ActiveSource>>>
  /** Newest observedAt of real and of exercise observations. */
  newestMs: { real: number | null; exercise: number | null }
}

const SHOWN_CRAFT_LIMITS: Readonly<Record<World, ShownCraftLimits>> = {
  real: { craftMax: 20_000, keptMax: 10_000, notShownMax: 500_000 },
  exercise: { craftMax: 5_000, keptMax: 2_500, notShownMax: 100_000 },
}
const SOURCES_MAX: Readonly<Record<World, number>> = { real: 1_000, exercise: 200 }

export const createLatestPositions = (limits = SHOWN_CRAFT_LIMITS): LatestPositions => ({
  craft: { real: createShownCraft(limits.real), exercise: createShownCraft(limits.exercise) },
  sources: { real: new Map(), exercise: new Map() },
  newestMs: { real: null, exercise: null },
})

/** Records one observation; `loggedAtMs`: when the log appended it. */
export const recordObservation = (latest: LatestPositions, seen: PlottedObservation, loggedAtMs: number): void => {
  const world = seen.exercise ? 'exercise' : 'real'
  latest.newestMs[world] = Math.max(latest.newestMs[world] ?? -Infinity, seen.observedAtMs)
  recordActivity(latest.sources[world], seen, loggedAtMs, SOURCES_MAX[world])
  const craft = latest.craft[world]
  const held = craft.get(seen.craftId)
  if (held?.persons != null && seen.retracts !== undefined && seen.retracts === held.persons.observationId)
    held.persons = null
  const known = held ?? { exercise: seen.exercise, position: null, about: null, persons: null }
  let isNewer = false
  for (const part of PARTS) {
    if (!hasPart[part](seen) || seen.observedAtMs < (known[part]?.observedAtMs ?? -Infinity)) continue
    known[part] = seen
    isNewer = true
  }
  if (!isNewer) return
  craft.put(seen.craftId, known, loggedAtMs)
  if (known.position !== null) craft.noteMoved(seen.craftId)
}

const PARTS = ['position', 'about', 'persons'] as const
const hasPart: Readonly<Record<Part, (seen: PlottedObservation) => boolean>> = {
  position: ({ type, longitude, latitude }) => type !== 'craft' && longitude !== undefined && latitude !== undefined,
  about: ({ type }) => type === 'craft',
  persons: ({ type }) => type === 'persons',
}

/** The newest report of the people aboard; null where none was read, or it was taken back. */
export const personsOf = ({ persons }: PlottedCraft): PersonsKnown | null => {
  if (persons?.aboard === undefined || persons.method === undefined) return null
  const { aboard, method, source, observedAtMs } = persons
  return { aboard, method, sourceId: source.id, observedAt: formatWireTime(observedAtMs) }
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
const putLast = <Value>(map: Map<string, Value>, key: string, value: Value, sizeMax: number): void => {
  map.delete(key)
  map.set(key, value)
  if (map.size <= sizeMax) return
  const [oldest] = map.keys()
  if (oldest !== undefined) map.delete(oldest)
}

/** Up to `craftMax` of the craft that moved since the last call, real ones first; the rest come with the next call. */
export const takeMoved = ({ craft }: LatestPositions, craftMax: number): readonly TrackedCraft[] => {
  const real = craft.real.takeMoved(craftMax)
  const exercise = craft.exercise.takeMoved(craftMax - real.length)
  return [...real, ...exercise].flatMap((plotted) => toTracked(plotted) ?? [])
}

/** The worlds that a viewer sees: of exercises, of the real sea, of both. */
const worldsOf = (exercise: boolean | undefined): readonly World[] =>
  exercise === undefined ? ['real', 'exercise'] : [exercise ? 'exercise' : 'real']

/** The craft that a viewer sees, in parts of at most `partMax`: real ones first, and those of alerts first among them. */
export const trackedParts = function* (
  { craft }: LatestPositions,
  exercise: boolean | undefined,
  partMax: number,
): Generator<readonly TrackedCraft[]> {
  for (const world of worldsOf(exercise)) {
    const ids = craft[world].ids()
    for (let from = 0; from < ids.length; from += partMax)
      yield ids.slice(from, from + partMax).flatMap((craftId) => toTracked(craft[world].get(craftId)) ?? [])
  }
}

/** How many craft were heard in the last 24 hours and have no place on the map. */
export const notShownCount = ({ craft }: LatestPositions, exercise: boolean | undefined, nowMs: number): number =>
  worldsOf(exercise).reduce((sum, world) => sum + craft[world].notShownCount(nowMs), 0)

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
