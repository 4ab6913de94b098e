import { canonicalJson, type MassArrivalAlert, type Observation, Policy } from '@landfall/contracts'
import { loadArea } from '@landfall/geo'
import { openContents } from '../simulation/domain/content-of-alert.ts'
import type { OracleArea, SituationContent } from '../simulation/oracle/oracle-area.ts'
import { situationsOf } from '../simulation/oracle/situations-of.ts'
import { BAND_DEGREES, generatedObservations } from './box-sea.ts'
import { eventsAt, type PlayEvent } from './busy-play.ts'

// Two areas with room for hours of play. What happens at two places, or in two bands, is too far apart to be linked, so
// that the oracle can work out each by itself: it is slow.

/** Bands of generated worlds, over the antimeridian, from 69° N to 75° S. What a world has outside is in none of them. */
const BANDS = { first: -26, count: 37 } as const
const BAND_SOUTH = -36 // Of band 0; the generated places lie between 35.3° S and 34.2° S there.
const BAND_NORTH = -33.8
/** Places for events, 27 nm apart at the least. */
const PLACES = { west: 0, south: -45, columns: 60, rows: 80, longitude: 0.66, latitude: 0.45 } as const
const ENDS_BEFORE_MS = 180_000

type Ring = readonly (readonly [number, number])[]

const ring = (west: number, east: number, south: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

const areaFile = (areaId: string, rings: readonly Ring[]): string => {
  const geometry = { type: 'MultiPolygon', coordinates: rings.map((one) => [one]) }
  return JSON.stringify({ type: 'Feature', properties: { areaId, name: `The ${areaId} of the tests` }, geometry })
}

const bandNumber = (world: number): number => BANDS.first + (world % BANDS.count)

const bandRings = Array.from({ length: BANDS.count }, (_, index) => {
  const south = BAND_SOUTH - BAND_DEGREES * bandNumber(index)
  const north = BAND_NORTH - BAND_DEGREES * bandNumber(index)
  return [ring(170, 180, south, north), ring(-180, -170, south, north)]
}).flat()

const placesRing = ring(
  PLACES.west - 1,
  PLACES.west + PLACES.columns * PLACES.longitude + 1,
  PLACES.south - 1,
  PLACES.south + PLACES.rows * PLACES.latitude + 1,
)

const files: readonly string[] = [areaFile('bands', bandRings), areaFile('places', [placesRing])]

const areas = files.map((file): OracleArea => {
  const area = loadArea(file, 'an area of the wide sea')
  return {
    areaId: area.areaId,
    policy: Policy.parse(area.policyOverrides ?? {}),
    contains: area.contains,
    metresToLine: area.metresToLine,
  }
})

/** Its area files, as AREAS names them, and the same for the oracle. */
export const wideSea = { files, areas } as const

/** Random observations, dense in boundaries, conflicts and repeats. */
export const worldObservations = (number: number, seed: number): readonly Observation[] =>
  generatedObservations(number, seed, bandNumber(number))

/** What must be alerted, one thing after the other, at a place of its own: a few minutes ago. */
export const eventsOf = (placeNumber: number): readonly PlayEvent[] => {
  const [column, row] = [placeNumber % PLACES.columns, Math.floor(placeNumber / PLACES.columns)]
  if (row >= PLACES.rows) throw new RangeError(`no place ${placeNumber}: there are ${PLACES.columns * PLACES.rows}`)
  const place = {
    longitude: PLACES.west + column * PLACES.longitude,
    latitude: PLACES.south + row * PLACES.latitude,
  }
  return eventsAt(place, placeNumber, Date.now() - ENDS_BEFORE_MS, 0)
}

/** Which part of the sea is this of, by the name of its craft; undefined: of none, far from any area. */
const partOf = ({ craftId }: Observation): string | undefined => {
  const [, world, place] = /^track:(?:w(\d+)-|busy-(\d+)-)/.exec(craftId) ?? []
  if (world !== undefined) return `band ${bandNumber(Number(world))}`
  return place === undefined ? undefined : `place ${place}`
}

export type Comparison = {
  readonly expected: number
  /** Situations that no open alert states as they are. */
  readonly missing: readonly SituationContent[]
  /** Open alerts that state what is not so. */
  readonly wrong: readonly SituationContent[]
}

/** The open alerts of a topic, and what the oracle works out from all that was observed. */
export const compareWithOracle = (
  log: readonly MassArrivalAlert[],
  observations: readonly Observation[],
): Comparison => {
  const parts = Map.groupBy(observations, partOf)
  parts.delete(undefined)
  const expected = [...parts.values()].flatMap((part) => situationsOf(part, areas))
  const stated = openContents(
    log,
    areas.map(({ areaId }) => areaId),
  )
  const [expectedTexts, statedTexts] = [new Set(expected.map(canonicalJson)), new Set(stated.map(canonicalJson))]
  return {
    expected: expected.length,
    missing: expected.filter((one) => !statedTexts.has(canonicalJson(one))),
    wrong: stated.filter((one) => !expectedTexts.has(canonicalJson(one))),
  }
}
