import { type Observation, Policy } from '@landfall/contracts'
import { loadArea } from '@landfall/geo'
import { seeded, shuffled } from '@landfall/testkit'
import fc from 'fast-check'
import { someObservations } from '../simulation/generators/some-observations.ts'
import type { ChaosSea } from './await-expected-alerts.ts'

const HOUR_MS = 3_600_000
const GENERATED_FROM_MS = Date.UTC(2026, 10, 23)
/** Generated arrivals begin then and end within 15 d; they are shifted into the past, so that none is refused as future. */
const SPAN_HOURS = 15 * 24
const BANDS = 4
export const BAND_DEGREES = 4

const BOATS_PER_ROW = 7
const BOAT_SPACING_DEGREES = 2.5
/** Enough for a warning by itself. */
const BOAT_ABOARD = 40

const ring = (west: number, east: number) => [
  [west, -50],
  [east, -50],
  [east, -30],
  [west, -30],
  [west, -50],
]

/** The sea of the simulation as an area file: a box over the antimeridian, split there. */
const file = JSON.stringify({
  type: 'Feature',
  properties: { areaId: 'sea', name: 'The sea of the tests' },
  geometry: { type: 'MultiPolygon', coordinates: [[ring(170, 180)], [ring(-180, -170)]] },
})

export const boxSea = (): ChaosSea => {
  const area = loadArea(file, 'sea.geojson')
  const policy = Policy.parse(area.policyOverrides ?? {})
  return { file, area: { areaId: area.areaId, policy, contains: area.contains, metresToLine: area.metresToLine } }
}

/**
 * Generated observations of one world, by its number: craft with names of their own, in one of a few bands of latitude
 * (`bandNumber`, from the north), all in the past, shuffled, and some of them twice.
 */
export const generatedObservations = (
  number: number,
  seed: number,
  bandNumber = number % BANDS,
): readonly Observation[] => {
  const [world = []] = fc.sample(someObservations(24), { seed: seed + number, numRuns: 1 })
  const shiftMs = Math.floor((Date.now() - GENERATED_FROM_MS) / HOUR_MS - SPAN_HOURS) * HOUR_MS
  const shifted = (time: string) => new Date(Date.parse(time) + shiftMs).toISOString()
  const ours = world.map((one): Observation => {
    const renamed: Observation = JSON.parse(JSON.stringify(one).replaceAll('"track:', `"track:w${number}-`))
    const moved = { ...renamed, observedAt: shifted(one.observedAt) }
    if (moved.type === 'position-retraction')
      return { ...moved, fromAt: shifted(moved.fromAt), toAt: shifted(moved.toAt) }
    if (moved.type === 'craft' || moved.type === 'retraction' || moved.latitude === undefined) return moved
    return { ...moved, latitude: moved.latitude - BAND_DEGREES * bandNumber }
  })
  const random = seeded(seed + number)
  return shuffled([...ours, ...ours.filter(() => random() < 0.3)], random)
}

/** Boats far from each other, each the subject of one report and so a situation of its own: nothing else repeats it. */
export const boatsApart = (count: number, name: string): readonly Observation[] =>
  Array.from({ length: count }, (_, index): Observation => {
    const longitude = 171 + BOAT_SPACING_DEGREES * (index % BOATS_PER_ROW)
    const boat = {
      craftId: `track:${name}-${index}`,
      observationId: `${name}-${index}`,
      exercise: false,
      source: { id: 'patrol-1', kind: 'patrol' as const },
      observedAt: anHourAgo(),
    }
    return {
      type: 'persons',
      ...boat,
      method: 'sighting',
      aboard: { min: BOAT_ABOARD, likely: BOAT_ABOARD, max: BOAT_ABOARD },
      longitude: longitude > 180 ? longitude - 360 : longitude,
      latitude: -49 + BOAT_SPACING_DEGREES * Math.floor(index / BOATS_PER_ROW),
    }
  })

const anHourAgo = (): string => new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS - HOUR_MS).toISOString()
