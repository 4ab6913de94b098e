import { formatWireTime, type NearAnswer, type NearCraft, parseWireTime } from '@landfall/contracts'
import { haversineMetres, initialBearingDegrees, nauticalMiles } from '@landfall/geo'
import { type LatestPositions, type PlottedCraft, personsOf } from '../create-latest-positions.ts'
import type { PersonsKnown } from './aboard-on-alerts.ts'

/** A boat of 10 knots is there within the hour. */
export const NEAR_NM_MAX = 10
/** How long before the place was given a craft may have been heard last. One that was heard later, and then no more, is listed. */
export const NEAR_MINUTES_MAX = 60
export const NEAR_CRAFT_MAX = 20

/** No degree of latitude is shorter, so that one subtraction rules out most craft. */
const NM_PER_DEGREE_MIN = 59.7

export type NearPlace = { readonly longitude: number; readonly latitude: number; readonly observedAt: string }

/**
 * The craft near a place by their newest positions, the nearest first, with the people aboard. `onAlerts`: the newest reports on
 * craft that open alerts list, which this instance may not have read as observations.
 */
export const craftNear = (
  { craft }: LatestPositions,
  { place, exercise }: { readonly place: NearPlace; readonly exercise: boolean },
  onAlerts: (craftIds: ReadonlySet<string>) => ReadonlyMap<string, PersonsKnown>,
): Pick<NearAnswer, 'craft' | 'craftMore'> => {
  const world = craft[exercise ? 'exercise' : 'real']
  const fromMs = parseWireTime(place.observedAt) - NEAR_MINUTES_MAX * 60_000
  const found = world
    .ids()
    .flatMap((craftId) => {
      const plotted = world.get(craftId)
      const near = plotted === undefined ? null : nearCraft(plotted, place, fromMs)
      return near === null ? [] : [near]
    })
    .toSorted((a, b) => a.distanceNm - b.distanceNm || (a.craftId < b.craftId ? -1 : 1))
  const listed = found.slice(0, NEAR_CRAFT_MAX)
  const known = onAlerts(new Set(listed.map(({ craftId }) => craftId)))
  return {
    craft: listed.map((one) => ({ ...one, persons: newest(one.persons, known.get(one.craftId) ?? null) })),
    craftMore: found.length - listed.length,
  }
}

const nearCraft = (plotted: PlottedCraft, place: NearPlace, fromMs: number): NearCraft | null => {
  const { position, about } = plotted
  if (position === null || position.observedAtMs < fromMs) return null
  const { craftId, longitude, latitude, observedAtMs, source } = position
  if (longitude === undefined || latitude === undefined) return null
  if (Math.abs(latitude - place.latitude) > NEAR_NM_MAX / NM_PER_DEGREE_MIN) return null
  const distanceNm = nauticalMiles(haversineMetres(place.longitude, place.latitude, longitude, latitude))
  if (distanceNm > NEAR_NM_MAX) return null
  return {
    craftId,
    ...(about?.name !== undefined && { name: about.name }),
    longitude,
    latitude,
    observedAt: formatWireTime(observedAtMs),
    sourceId: source.id,
    distanceNm: Math.round(distanceNm * 100) / 100,
    bearingDegrees: Math.round(initialBearingDegrees(place, { longitude, latitude })) % 360,
    persons: personsOf(plotted),
  }
}

const newest = (a: PersonsKnown | null, b: PersonsKnown | null): PersonsKnown | null =>
  a === null || (b !== null && parseWireTime(b.observedAt) > parseWireTime(a.observedAt)) ? b : a
