import type { Observation, Policy } from '@landfall/contracts'
import { aCraftRecord, aPersonsReport, aPosition, aPositionRetraction, aRetraction } from '@landfall/testkit'
import fc from 'fast-check'
import type { InboundArea } from '../oracle/inbound/inbound-area.ts'
import { boxArea, COAST, out } from '../tables/inbound/coast.ts'
import { at } from '../tables/sea.ts'

export type InboundLog = { readonly areas: readonly InboundArea[]; readonly observations: readonly Observation[] }

const CRAFT = ['track:a', 'track:b', 'track:c', 'track:d', 'track:e', 'track:f'] as const
const IDS = ['1', '2', '3', '4', '5'] as const
const START_MS = Date.parse(at('0'))

const policy: fc.Arbitrary<Partial<Policy>> = fc.constantFrom<Partial<Policy>[]>(
  {},
  {},
  { threshold: 0 },
  { threshold: 15, visitGapHours: 1, periodHours: 6 },
  {
    threshold: 20,
    linkDistanceNm: 60,
    personsFreshHours: 3,
    inbound: { trackMinutes: 120, trackMinutesMin: 45, horizonHours: 6 },
  },
  { threshold: 10, inbound: { watchDistanceNm: 60, trackHoursMax: 2, speedKnotsMax: 20 } },
  {
    counts: 'aboard',
    excludes: ['domestic'],
    personsFreshHours: 6,
    inbound: { courseSpreadDegrees: 45, adriftKnots: 6 },
  },
)

/** Minutes after it was first seen: at the ends of half hours, satellites' gaps, and days. */
const MINUTES = [0, 5, 20, 29, 30, 45, 60, 61, 90, 120, 150, 240, 360, 420, 780, 1_440, 1_470]

type Leg = { readonly minutes: number; readonly nm: number; readonly northNm: number }

/** Where a boat is that turns once; a little aside each time, so that no distance or speed lies on a boundary by chance. */
const sail = (
  from: { readonly nm: number; readonly northNm: number },
  [before, after]: readonly [number, number],
  knots: number,
  turnMinutes: number,
  minutes: readonly number[],
): readonly Leg[] =>
  minutes.map((minute, index) => {
    const [first, second] = [Math.min(minute, turnMinutes), Math.max(0, minute - turnMinutes)].map(
      (sailed) => (sailed / 60) * knots,
    )
    const along = (way: (angle: number) => number) =>
      (first ?? 0) * way((before * Math.PI) / 180) + (second ?? 0) * way((after * Math.PI) / 180)
    const aside = 0.0137 * (index + 1)
    return {
      minutes: minute,
      nm: from.nm + along(Math.sin) + aside,
      northNm: from.northNm + along(Math.cos) + aside / 3,
    }
  })

const report = (
  craftId: string,
  hours: number,
  exercise: boolean,
  place: { longitude: number; latitude: number } | null,
) =>
  fc
    .record({
      method: fc.constantFrom('sighting' as const, 'sighting' as const, 'headcount' as const, 'manifest' as const),
      people: fc.constantFrom(5, 10, 16, 16, 21, 31),
      isOpen: fc.boolean(),
      isStated: fc.boolean(),
      id: fc.constantFrom(...IDS),
    })
    .map(({ method, people, isOpen, isStated, id }) =>
      aPersonsReport({
        craftId,
        exercise,
        observedAt: new Date(START_MS + hours * 3_600_000).toISOString(),
        source: { id: 'p', kind: 'patrol' },
        observationId: id,
        method,
        aboard: isOpen ? { min: people, max: null } : people,
        ...(isStated && { notPermitted: people - 4 }),
        ...(method !== 'manifest' && place),
      }),
    )

/** Else it is only another name of a boat, of which nobody says more than where it was. */
const isAnyReported = fc.constantFrom(true, true, true, true, true, true, true, true, false)

/** Of which leg, and how many hours later. */
const reportsOfLegs = fc.array(fc.tuple(fc.nat({ max: 7 }), fc.constantFrom(-80, -60, 0, 0, 0, 3)), {
  minLength: 1,
  maxLength: 3,
})

/** A boat out at sea, that sails for the coast or not, heard now and then, with people reported of it at some of these times. */
const voyage: fc.Arbitrary<readonly Observation[]> = fc
  .record({
    craftId: fc.constantFrom(...CRAFT),
    exercise: fc.constantFrom(false, false, false, false, true),
    startHour: fc.constantFrom(0, 0, 0, 1, 2.5, 5, 9, 25, 80),
    from: fc.record({
      nm: fc.constantFrom(-3, 9, 15, 25, 30, 50, 50, 90, 187, 400),
      northNm: fc.constantFrom(0, 0, 0, 10, 10, 23, 290),
    }),
    courses: fc.tuple(fc.constantFrom(270, 270, 280, 225, 350), fc.constantFrom(270, 270, 90, 0)),
    knots: fc.constantFrom(0, 0.9, 5, 10, 10, 12, 24),
    turnMinutes: fc.constantFrom(60, 200, 5_000, 5_000),
    minutes: fc.subarray(MINUTES, { minLength: 1, maxLength: 8 }),
    said: fc.constantFrom(null, null, { speedKnots: 8, courseDegrees: 265 }, { speedKnots: 61, courseDegrees: 270 }, { speedKnots: 0.5, courseDegrees: 10 }), // biome-ignore format: one list
    jumpAt: fc.constantFrom(null, null, null, 0, 1),
    reports: fc.tuple(isAnyReported, reportsOfLegs).map(([isReported, all]) => (isReported ? all : [])),
  })
  .chain(({ craftId, exercise, startHour, from, courses, knots, turnMinutes, minutes, said, jumpAt, reports }) => {
    const legs = sail(from, courses, knots, turnMinutes, minutes)
    const seen = legs.map((leg, index) =>
      aPosition({
        craftId,
        exercise,
        observedAt: new Date(START_MS + startHour * 3_600_000 + leg.minutes * 60_000).toISOString(),
        source: { id: 'radar', kind: 'radar' },
        ...(jumpAt === index ? out(leg.nm + 140, leg.northNm) : out(leg.nm, leg.northNm)),
        ...(index % 2 === 0 && said),
      }),
    )
    const said3 = reports.map(([index, later]) => {
      const leg = legs[index % legs.length]
      if (leg === undefined) throw new Error('a voyage without a leg')
      const hours = startHour + leg.minutes / 60 + later
      return report(craftId, hours, exercise, later === 0 ? out(leg.nm + 0.2, leg.northNm) : null)
    })
    return fc.tuple(...said3).map((reported) => [...seen, ...reported])
  })

/** A boat that has landed, with people counted. */
const landed: fc.Arbitrary<readonly Observation[]> = fc
  .record({
    craftId: fc.constantFrom(...CRAFT),
    hour: fc.constantFrom(0, 1, 2, 5, 24),
    northNm: fc.constantFrom(0, 10),
    people: fc.constantFrom(10, 16, 31),
    id: fc.constantFrom(...IDS),
  })
  .map(({ craftId, hour, northNm, people, id }) => [
    aPosition({ craftId, observedAt: at(`${hour}`), source: { id: 'radar', kind: 'radar' }, ...out(-4.9, northNm) }),
    aPersonsReport({
      craftId,
      observedAt: at(`${hour}`),
      source: { id: 'p', kind: 'patrol' },
      observationId: id,
      method: 'headcount',
      aboard: people,
      notPermitted: people,
    }),
  ])

const craft = fc
  .record({
    craftId: fc.constantFrom(...CRAFT),
    sameAs: fc.subarray([...CRAFT, 'track:x'], { minLength: 1, maxLength: 2 }),
    domestic: fc.constantFrom(undefined, undefined, undefined, true, false),
    observationId: fc.constantFrom(...IDS),
  })
  .map(({ domestic, ...fields }) =>
    aCraftRecord({
      ...fields,
      observedAt: at('1'),
      source: { id: 'p', kind: 'patrol' },
      ...(domestic !== undefined && { domestic }),
    }),
  )

const retraction = fc
  .record({ craftId: fc.constantFrom(...CRAFT), retracts: fc.constantFrom(...IDS) })
  .map((fields) => aRetraction({ ...fields, observedAt: at('9'), source: { id: 'p', kind: 'patrol' } }))

const positionRetraction = fc
  .record({ craftId: fc.constantFrom(...CRAFT), from: fc.constantFrom(0, 2, 9), hours: fc.constantFrom(0, 1, 30) })
  .map(({ craftId, from, hours }) =>
    aPositionRetraction({
      craftId,
      observedAt: at('120'),
      source: { id: 'operator:o', kind: 'manual' },
      fromAt: at(`${from}`),
      toAt: at(`${from + hours}`),
    }),
  )

const piece: fc.Arbitrary<readonly Observation[]> = fc.oneof(
  { weight: 8, arbitrary: voyage },
  { weight: 2, arbitrary: landed },
  { weight: 2, arbitrary: craft.map((one) => [one]) },
  { weight: 1, arbitrary: retraction.map((one) => [one]) },
  { weight: 1, arbitrary: positionRetraction.map((one) => [one]) },
)

/** Boats off a coast, dense in approaches, names, landings and satellites' gaps. None is too late for anything. */
export const anInboundLog = (piecesMax = 8): fc.Arbitrary<InboundLog> =>
  fc.record({
    areas: policy.map((one) => [boxArea(COAST, one)]),
    observations: fc
      .array(piece, { minLength: Math.ceil(piecesMax / 2), maxLength: piecesMax, size: 'max' })
      .map((pieces) => pieces.flat()),
  })
