import type { MassArrivalAlert, Observation } from '@landfall/contracts'
import {
  ALERT_BYTES_MAX,
  ARRIVALS_BYTES_MAX,
  CRAFT_RECORDS_BYTES_MAX,
  createRecount,
  REJECTED_BYTES_MAX,
  watchArea,
} from '@landfall/mass-arrivals'
import { aCraftRecord, aPersonsReport, aPosition, aRetraction } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTwoStages } from '../domain/create-two-stages.ts'
import { recordsWritten } from '../domain/records-written.ts'
import { at, sea } from '../tables/sea.ts'
import { expectAlertsMatchOracle } from './expect-alerts-match-oracle.ts'
import { holds } from './runs.ts'

// Few runs of large worlds: they are about limits that small worlds never reach.
const SHARE = 1 / 200
/** After every time a world can hold. */
const LOGGED_MS = Date.UTC(2040, 0, 1)

type Craft = {
  readonly arrivedHour: number
  readonly people: number
  readonly names: number
  readonly conflicts: number
  readonly isJoined: boolean
}

const craft: fc.Arbitrary<Craft> = fc.record({
  arrivedHour: fc.constantFrom(0, 0, 0.5, 2),
  people: fc.constantFrom(0, 1, 5, 5, 35),
  names: fc.constantFrom(0, 0, 1, 16, 17, 40),
  conflicts: fc.constantFrom(0, 1, 6, 6),
  isJoined: fc.boolean(),
})

/** Ids differ in their last characters; all others are as expensive as may be. */
const padded = (text: string, length: number, filler: string): string => filler.repeat(length - text.length) + text

type Filler = { readonly ascii: string; readonly any: string; readonly label: string }

/** What a feeder may send of it. `filler`: what ids and names are made of. */
const observationsOf = (index: number, one: Craft, filler: Filler): readonly Observation[] => {
  const id = (text: string) => `t:${padded(text, 62, filler.ascii)}`
  const craftId = id(`craft-${String(index).padStart(3, '0')}`)
  const source = { id: padded('s', 64, filler.any), kind: 'patrol' as const }
  const observedAt = at(one.arrivedHour === 0.5 ? '0:30' : String(one.arrivedHour))
  const observationId = (text: string) => padded(text, 128, filler.any)
  const common = { craftId, source, observedAt }
  const ownNames = Array.from({ length: one.names }, (_, n) => id(`own-${index}-${n}`))
  const stated = [...ownNames, ...(one.isJoined ? [id('shared')] : [])]
  // The name is put in afterwards: ingest refuses control characters, but a log from before it did may hold them.
  const records = Array.from({ length: Math.ceil(stated.length / 16) }, (_, n) => ({
    ...aCraftRecord({
      ...common,
      observationId: observationId(`c${n}`),
      sameAs: stated.slice(16 * n, 16 * n + 16),
    }),
    name: padded('n', 120, filler.label),
  }))
  const report = (text: string, count: number, method: 'headcount' | 'sighting', seconds: number) =>
    aPersonsReport({
      ...common,
      observationId: observationId(text),
      observedAt: new Date(Date.parse(observedAt) + seconds * 1_000).toISOString(),
      method,
      aboard: { min: count, max: count },
    })
  return [
    aPosition({ ...common, longitude: 175, latitude: -35 + index / 100_000, observationId: observationId('p') }),
    ...records,
    ...(one.people === 0 ? [] : [report('r', one.people, 'headcount', 0)]),
    ...Array.from({ length: one.conflicts }, (_, n) =>
      report(`x${n}`, 50 + n, n % 2 === 0 ? 'sighting' : 'headcount', n % 2 === 0 ? n : -n - 1),
    ),
  ]
}

const PLAIN = { ascii: 'x', any: 'x', label: 'x' }
/** Each takes as many bytes in JSON as a character of its kind can. */
const EXPENSIVE = { ascii: '"', any: '鯨', label: '\u0001' }

/** Most of them as large as may be, so that 420 are more than an alert lists. */
const largeCraft = fc.oneof(
  craft,
  {
    weight: 8,
    arbitrary: fc.constant<Craft>({ arrivedHour: 0, people: 35, names: 40, conflicts: 6, isJoined: false }),
  },
  fc.constant<Craft>({ arrivedHour: 0.5, people: 5, names: 17, conflicts: 6, isJoined: true }),
)
// Sampled, not shrunk: the oracle takes its time over hundreds of craft.
const fleets = fc.sample(fc.array(largeCraft, { minLength: 420, maxLength: 425, size: 'max' }), { numRuns: 1, seed: 1 })

test.each(fleets.map((fleet) => [fleet.length, fleet] as const))(
  'of %i large craft an alert lists what the oracle lists, with the totals of all',
  (_, fleet) => {
    const observations = fleet.flatMap((one, index) => observationsOf(index, one, EXPENSIVE))
    const areas = [sea()]
    const stages = createTwoStages(areas, { observationPartitions: 1, arrivalsPartitions: 1 })
    for (const observation of observations) stages.append(observation)
    stages.settle(1_000)
    const [alert] = stages.alerts().slice(-1)
    expect(alert?.craftMore).toBeGreaterThan(0)
    expect(alert?.craft.some(({ sameAsMore }) => sameAsMore !== undefined)).toBe(true)
    expect(alert?.craft.some(({ conflictingReportsMore }) => conflictingReportsMore > 0)).toBe(true)
    expectAlertsMatchOracle(stages.alerts(), observations, areas)
  },
)

/** The one alert of a log, counted at once: no version for each craft that joins. */
const alertOf = (fleet: readonly Craft[], filler: Filler): MassArrivalAlert | undefined => {
  const area = watchArea(sea())
  const recount = createRecount([area], area, false)
  const observations = fleet.flatMap((one, index) => observationsOf(index, one, filler))
  recount.fold(
    0,
    observations.map((one, offset) => ({ offset, timestampMs: LOGGED_MS, key: null, value: JSON.stringify(one) })),
  )
  return recount.finish([]).alerts.values().next().value?.alert
}

/** All that there are. */
const METHODS = ['headcount', 'sighting', 'manifest', 'estimate', 'intelligence'] as const

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

test('1,000 ordinary visits are listed whole', () => {
  const ordinary: Craft = { arrivedHour: 0, people: 35, names: 1, conflicts: 1, isJoined: false }
  const alert = alertOf(
    Array.from({ length: 1_000 }, () => ordinary),
    PLAIN,
  )
  expect(Math.max(...(alert?.craft ?? []).map(bytesOf))).toBeGreaterThan(1_200)
  expect(alert?.craft.length).toBe(1_000)
  expect(alert?.craftMore).toBeUndefined()
  expect(alert?.craft.every(({ conflictingReports }) => conflictingReports.length === 1)).toBe(true)
})

test('every record that windowing writes is below its bound, however many there are of the longest', () => {
  const worlds = fc.array(largeCraft, { minLength: 250, maxLength: 270, size: 'max' })
  holds(
    worlds,
    (fleet) => {
      const written = recordsWritten(
        fleet.flatMap((one, index) => observationsOf(index, one, EXPENSIVE)),
        sea(),
      )
      expect(Math.max(0, ...written.alerts)).toBeLessThan(ALERT_BYTES_MAX)
      expect(Math.max(0, ...written.arrivals)).toBeLessThan(ARRIVALS_BYTES_MAX)
      expect(Math.max(0, ...written.rejected)).toBeLessThan(REJECTED_BYTES_MAX)
    },
    { share: SHARE },
  )
})

test('the fullest alert there can be is below its bound, and not far below', () => {
  const large: Craft = { arrivedHour: 0, people: 35, names: 40, conflicts: 6, isJoined: false }
  const alert = alertOf(
    Array.from({ length: 450 }, () => large),
    EXPENSIVE,
  )
  expect(bytesOf(alert)).toBeLessThan(ALERT_BYTES_MAX)
  expect(bytesOf(alert)).toBeGreaterThan(0.9 * ALERT_BYTES_MAX)
})

test('80 craft of one boat, each with 60 names of its own: 3 MB of names, and an alert of its bound', () => {
  const fleet = Array.from(
    { length: 80 },
    (): Craft => ({ arrivedHour: 0, people: 35, names: 60, conflicts: 0, isJoined: true }),
  )
  const { alerts } = recordsWritten(
    fleet.flatMap((one, index) => observationsOf(index, one, PLAIN)),
    sea(),
  )
  expect(alerts.length).toBeGreaterThan(0)
  expect(Math.max(...alerts)).toBeLessThan(ALERT_BYTES_MAX)
})

test('a craft of 3,200 names stays below the bound of its snapshot and of what is stored of it', () => {
  const names = Array.from({ length: 200 }, (_, n) =>
    aCraftRecord({
      craftId: 't:a',
      observedAt: at('0'),
      observationId: padded(`c${n}`, 128, '鯨'),
      sameAs: Array.from({ length: 16 }, (_unused, m) => `t:${padded(`${n}-${m}`, 62, '"')}`),
    }),
  )
  const place = aPosition({ craftId: 't:a', observedAt: at('0'), longitude: 175, latitude: -35 })
  const written = recordsWritten([place, ...names], sea())
  expect(Math.max(...written.arrivals)).toBeLessThan(ARRIVALS_BYTES_MAX)
  expect(written.rejected.length).toBeGreaterThan(100)
  expect(Math.max(...written.rejected)).toBeLessThan(REJECTED_BYTES_MAX)
  expect(Math.max(...written.stored)).toBeLessThan(1_000_000)
})

test('what is stored of the fullest craft there can be is below its bound', () => {
  const common = {
    craftId: `t:${padded('a', 62, '"')}`,
    source: { id: padded('s', 64, '鯨'), kind: 'patrol' as const },
  }
  const id = (text: string) => padded(text, 128, '鯨')
  const label = padded('n', 120, '\u0001')
  const many = <T>(count: number, make: (n: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, n) => make(n))
  const time = (n: number) => new Date(Date.parse(at('0')) + n * 1_000).toISOString()
  const reports = METHODS.flatMap((method) =>
    many(250, (n) =>
      aPersonsReport({
        ...common,
        method,
        observedAt: time(n),
        observationId: id(`${method}${n}`),
        aboard: { min: 1, max: 99 },
      }),
    ),
  )
  const retractions = many(600, (n) =>
    aRetraction({
      ...common,
      observedAt: time(n),
      observationId: id(`x${n}`),
      retracts: id(`y${n}`),
      ofSource: common.source.id,
    }),
  )
  const statements = many(700, (n) => ({
    ...aCraftRecord({
      ...common,
      observedAt: time(n),
      observationId: id(`c${n}`),
      sameAs: [...many(16, (m) => `t:${padded(String((n + 4 * m) % 64), 62, '"')}`)],
    }),
    ...{ name: label, callSign: label, flag: label, shipType: label },
  }))
  const place = aPosition({ ...common, observedAt: time(0), longitude: 175, latitude: -35 })
  const { stored } = recordsWritten([place, ...reports, ...retractions, ...statements], sea())
  expect(Math.max(...stored)).toBeLessThan(CRAFT_RECORDS_BYTES_MAX)
  expect(Math.max(...stored)).toBeGreaterThan(CRAFT_RECORDS_BYTES_MAX / 4)
})

test('of a craft that came more than 1,000 times a snapshot says the latest, and that it leaves out the others', () => {
  const visits = Array.from({ length: 1_010 }, (_, n) => [
    aPosition({ craftId: 't:a', observedAt: at(String(3 * n)), longitude: 175, latitude: -35 }),
    aPosition({ craftId: 't:a', observedAt: at(`${3 * n + 1}:00`), longitude: 160, latitude: -35 }),
  ]).flat()
  // What makes the craft one that is emitted.
  const reported = aPersonsReport({ craftId: 't:a', observedAt: at('0'), aboard: 1 })
  const written = recordsWritten([reported, ...visits], sea({ visitGapHours: 0.5, retentionDays: 365 }))
  expect(written.last?.visits.length).toBe(1_000)
  expect(written.last?.knownFrom).toBe(written.last?.visits[0]?.arrivedAt)
  expect(Math.max(...written.arrivals)).toBeLessThan(ARRIVALS_BYTES_MAX)
})
