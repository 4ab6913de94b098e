import { type Observation, type PersonsObservation, Policy } from '@landfall/contracts'
import { aCraftRecord, aPersonsReport, aPosition, aPositionRetraction, aRetraction } from '@landfall/testkit'
import { distanceMetres } from '../oracle/distance-metres.ts'
import type { OracleArea } from '../oracle/oracle-area.ts'

/** Hand-worked rows say times in hours after midnight UTC of 23 November 2026: `6`, `-72`, `0:30`, `24+1ms`, `6-1ms`. */
const MIDNIGHT_MS = Date.UTC(2026, 10, 23)
const NOTATION = /^(-?\d+)(?::(\d\d))?(?:([+-]\d+)ms)?$/

export const at = (notation: string): string => {
  const parts = NOTATION.exec(notation)
  if (parts === null) throw new Error(`not a time of a table: ${notation}`)
  const [, hours, minutes = '0', ms = '0'] = parts
  return new Date(MIDNIGHT_MS + Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(ms)).toISOString()
}

/** The other way round; a millisecond either side of a minute shows as such. */
export const notationOf = (written: string | null): string => {
  if (written === null) return 'never'
  const sinceMs = Date.parse(written) - MIDNIGHT_MS
  const minutes = Math.round(sinceMs / 60_000)
  const offMs = sinceMs - minutes * 60_000
  const [hours, rest] = [Math.floor(minutes / 60), minutes - Math.floor(minutes / 60) * 60]
  const off = offMs === 0 ? '' : `${offMs > 0 ? '+' : ''}${offMs}ms`
  return `${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}${off}`
}

export type Place = { readonly longitude: number; readonly latitude: number }
export const HERE: Place = { longitude: 175, latitude: -35 }
export const OUTSIDE: Place = { longitude: 160, latitude: -35 }

const DEGREES_PER_NM = ((1_852 / 6_371_008.8) * 180) / Math.PI

/** This many nautical miles north of HERE: along a meridian, so that the distance is the arc itself. */
export const north = (nm: number): Place => ({ ...HERE, latitude: HERE.latitude + nm * DEGREES_PER_NM })

/** A box over the antimeridian, its line included: 170 E to 170 W, 50 S to 30 S. */
export const sea = (policy: Partial<Policy> = {}, areaId = 'sea'): OracleArea => ({
  areaId,
  policy: Policy.parse(policy),
  contains: (longitude, latitude) => Math.abs(longitude) >= 170 && latitude >= -50 && latitude <= -30,
  // To the nearest longitude at the nearest latitude: near enough, and the same for whoever asks.
  metresToLine: (longitude, latitude) =>
    distanceMetres(
      { longitude, latitude },
      {
        longitude: Math.abs(longitude) >= 170 ? longitude : longitude < 0 ? -170 : 170,
        latitude: Math.min(-30, Math.max(-50, latitude)),
      },
    ),
})

const named = (craft: string): string => `track:${craft}`

type Extra<Builder extends (given?: object) => unknown> = NonNullable<Parameters<Builder>[0]>

export const seen = (craft: string, time: string, place: Place = HERE, extra: Extra<typeof aPosition> = {}) =>
  aPosition({ craftId: named(craft), observedAt: at(time), source: { id: 'radar', kind: 'radar' }, ...place, ...extra })

type ReportFields = Extra<typeof aPersonsReport>

/** A persons report of source `p`. */
export const reported = (
  craft: string,
  time: string,
  method: PersonsObservation['method'],
  aboard: NonNullable<ReportFields['aboard']>,
  extra: ReportFields = {},
) =>
  aPersonsReport({
    craftId: named(craft),
    observedAt: at(time),
    source: { id: 'p', kind: 'patrol' },
    method,
    aboard,
    ...extra,
  })

/** A craft that arrives with this many people, all counted and all without permission: n/n/n. */
export const boat = (craft: string, time: string, people: number, place: Place = HERE): readonly Observation[] => [
  seen(craft, time, place),
  reported(craft, time, 'headcount', people, { notPermitted: people }),
]

/** A craft record of source `p`. */
export const described = (craft: string, time: string, extra: Extra<typeof aCraftRecord> = {}) =>
  aCraftRecord({ craftId: named(craft), observedAt: at(time), source: { id: 'p', kind: 'patrol' }, ...extra })

/** A retraction by source `p`. */
export const retracted = (craft: string, time: string, retracts: string, extra: Extra<typeof aRetraction> = {}) =>
  aRetraction({
    craftId: named(craft),
    observedAt: at(time),
    source: { id: 'p', kind: 'patrol' },
    retracts,
    ...extra,
  })

/** An operator takes back the positions from one time to another. */
export const positionsRetracted = (
  craft: string,
  [from, to]: readonly [string, string],
  extra: Extra<typeof aPositionRetraction> = {},
) =>
  aPositionRetraction({
    craftId: named(craft),
    observedAt: at('300'),
    source: { id: 'operator:o', kind: 'manual' },
    fromAt: at(from),
    toAt: at(to),
    ...extra,
  })

/** The same in an exercise. */
export const exercised = (observations: readonly Observation[]): readonly Observation[] =>
  observations.map((one) => ({ ...one, exercise: true }))
