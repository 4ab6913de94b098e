import type { Observation } from '@landfall/contracts'
import { aCraftRecord, aPersonsReport, aPosition } from '@landfall/testkit'

const START_MS = Date.UTC(2026, 9, 20)
const DAYS = 29
const HOUR_MS = 3_600_000
const PLACES = 30
const EXERCISE = { exercise: false } as const

/** A box over the antimeridian, for AREAS: everything of the fleet but its hours out is in it. */
export const fleetArea = (areaId: string): string =>
  JSON.stringify({
    type: 'Feature',
    properties: { areaId, name: 'The sea of the benches' },
    geometry: { type: 'Polygon', coordinates: [[[165, -55], [179, -55], [179, -25], [165, -25], [165, -55]]] }, // biome-ignore format: one ring
  })

/**
 * What a craft with a history leaves in state, spread over a month and a coast so that it raises no alert: named, seen for
 * two days with some hours out in between (two visits), counted on each. The first one carries an alert.
 */
export const fleetOf = (craftIds: readonly string[]): readonly Observation[] =>
  craftIds.flatMap((craftId, n) => {
    const fromMs = START_MS + (n / craftIds.length) * DAYS * 24 * HOUR_MS
    const place = { longitude: 170 + (n % 50) / 1_000, latitude: -26 - ((n * 7_919) % PLACES) * 0.9 }
    const after = (hours: number) => ({
      ...EXERCISE,
      craftId,
      observedAt: new Date(Math.floor(fromMs + hours * HOUR_MS)).toISOString(),
    })
    const out = { longitude: 160, latitude: place.latitude }
    return [
      aCraftRecord({ ...after(0), name: `BENCH ${n}`, callSign: `ZM${n}`, flag: 'NZ', shipType: 36, lengthMetres: 14 }),
      aPosition({ ...after(0), ...place }),
      recount(craftId, after(1).observedAt, n === 0 ? 31 : 1),
      aPosition({ ...after(6), ...place }),
      ...[10, 13, 16].map((hours) => aPosition({ ...after(hours), ...out })),
      aPosition({ ...after(24), ...place }),
      recount(craftId, after(25).observedAt, n === 0 ? 31 : 1),
      aPosition({ ...after(40), ...place }),
    ]
  })

/** Craft that approach: sighted with one aboard, and then seen in each of 13 half hours, 70 to 165 nm east of the area. */
export const approachingFleetOf = (craftIds: readonly string[]): readonly Observation[] =>
  craftIds.flatMap((craftId, n) => {
    const fromMs = START_MS + (n / craftIds.length) * DAYS * 24 * HOUR_MS
    const latitude = -26 - ((n * 7_919) % PLACES) * 0.9
    const after = (hours: number) => new Date(Math.floor(fromMs + hours * HOUR_MS)).toISOString()
    return [
      recount(craftId, after(0), 1),
      ...Array.from({ length: 13 }, (_, slot) => {
        const motion = { speedKnots: 8.5, courseDegrees: 270 }
        const longitude = -178 - slot / 12 - (n % 50) / 1_000
        return aPosition({ ...EXERCISE, craftId, observedAt: after(slot / 2), longitude, latitude, ...motion })
      }),
    ]
  })

export const recount = (craftId: string, observedAt: string, people: number): Observation =>
  aPersonsReport({ ...EXERCISE, craftId, observedAt, method: 'sighting', aboard: people })
