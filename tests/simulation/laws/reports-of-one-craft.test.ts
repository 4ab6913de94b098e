import { type CraftObservation, type PersonsObservation, Policy, type RetractionObservation } from '@landfall/contracts'
import { aCraftRecord, aPersonsReport, aPositionRetraction, aRetraction } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ARRIVALS_LIMITS } from '../../../packages/mass-arrivals/src/arrivals/arrivals-limits.ts'
import { arrivalsOf } from '../../../packages/mass-arrivals/src/arrivals/arrivals-of.ts'
import { assignReport } from '../../../packages/mass-arrivals/src/arrivals/assign-report.ts'
import {
  type CraftRecord,
  type CraftRecords,
  type HeldRecord,
  isReport,
  latestFirst,
  recordKey,
  retractedSpans,
  standingRecords,
} from '../../../packages/mass-arrivals/src/arrivals/craft-records.ts'
import {
  addCraftPosition,
  addCraftRecord,
  type CraftState,
  newCraft,
  seenPoints,
} from '../../../packages/mass-arrivals/src/arrivals/craft-state.ts'
import { decodeCraft, encodeCraft } from '../../../packages/mass-arrivals/src/arrivals/encode-craft.ts'
import { limitRecords } from '../../../packages/mass-arrivals/src/arrivals/limit-records.ts'
import { emptyTrack, visitsOf, withoutRetracted } from '../../../packages/mass-arrivals/src/arrivals/track/track.ts'
import { visitPersons } from '../../../packages/mass-arrivals/src/arrivals/visit-persons.ts'
import { watchArea } from '../../../packages/mass-arrivals/src/watched-area.ts'
import { holds } from './runs.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START_MS = Date.UTC(2026, 10, 1)
const area = watchArea({ areaId: 'sea', contains: (longitude) => longitude > 170, policy: Policy.parse({}) })
const wireTime = (atMs: number): string => new Date(atMs).toISOString()

const held = (record: CraftRecord): HeldRecord => ({
  record,
  observedAtMs: Date.parse(record.observedAt),
  heldAtMs: START_MS,
  placeTooLate: false,
})

/** As the stage folds it. */
const take = (state: CraftState, one: HeldRecord): CraftState => {
  const added = addCraftRecord(state, one)
  const { records } = limitRecords(added.records, added.records.get(recordKey(one.record)) ?? null)
  return records === added.records ? added : { ...added, records }
}

/** The slow way: everything is sorted, placed and counted again. */
const slowVisits = (state: CraftState) => {
  const standing = standingRecords(state.records)
  const track = withoutRetracted(state.tracks[0] ?? emptyTrack, retractedSpans(standing))
  const spans = visitsOf(track, seenPoints(standing, area), area.rules)
  const placed = standing.filter(isReport).map((report) => ({
    report,
    place: assignReport(
      { observedAtMs: report.observedAtMs, method: report.record.method },
      spans,
      track.forgottenEndMs,
      area.rules,
    ),
  }))
  return spans.map(({ arrival, lastMs }, index) => ({
    arrivedAt: wireTime(arrival.atMs),
    longitude: arrival.longitude,
    latitude: arrival.latitude,
    lastAt: wireTime(lastMs),
    persons: visitPersons(
      placed
        .filter(({ place }) => place === index)
        .map(({ report }) => report)
        .sort(latestFirst),
      arrival.atMs,
      area.rules,
    ),
  }))
}

/** The slow way: all records of a craft by what they are good for, the latest of each. */
const slowLimit = (records: CraftRecords): readonly string[] => {
  if (records.size <= 64) return [...records.keys()]
  const { reportsPerMethodMax, retractionsMax, positionRetractionsMax, statementsPerFieldMax, namesMax } =
    ARRIVALS_LIMITS
  const all = [...records.values()].sort(latestFirst)
  const names = [...new Set(all.flatMap(({ record }) => (record.type === 'craft' ? (record.sameAs ?? []) : [])))]
  const known = new Set(names.sort().slice(0, namesMax))
  const usesOf = ({ record }: HeldRecord): readonly string[] => {
    if (record.type === 'persons') return [record.method]
    if (record.type === 'retraction' || record.type === 'position-retraction') return [record.type]
    return [...(record.name === undefined ? [] : ['name']), ...(record.sameAs ?? []).filter((name) => known.has(name))]
  }
  const maxOf = (one: HeldRecord): number =>
    ({
      persons: reportsPerMethodMax,
      retraction: retractionsMax,
      'position-retraction': positionRetractionsMax,
      craft: statementsPerFieldMax,
    })[one.record.type]
  const stays = (one: HeldRecord): boolean =>
    usesOf(one).some((use) => all.filter((other) => usesOf(other).includes(use)).indexOf(one) < maxOf(one))
  return [...records].filter(([, one]) => stays(one)).map(([key]) => key)
}

const step = fc.record({
  kind: fc.constantFrom(
    ...(['persons', 'persons', 'persons', 'persons', 'craft', 'craft', 'retraction', 'position'] as const),
    'position-retraction' as const,
  ),
  hours: fc.integer({ min: 0, max: 600 }),
  id: fc.integer({ min: 0, max: 150 }),
  method: fc.constantFrom('headcount', 'sighting', 'manifest'),
  count: fc.integer({ min: 1, max: 9 }),
  place: fc.constantFrom(null, null, 175, 160),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const recordOf = ({ kind, hours, id, method, count, place }: Step): CraftRecord => {
  const common = { craftId: 't:a', observedAt: wireTime(START_MS + hours * HOUR_MS), observationId: `r${id}` }
  if (kind === 'craft') {
    return aCraftRecord({ ...common, name: `name ${count}`, sameAs: [`t:n${id % 4}`] }) as CraftObservation
  }
  if (kind === 'retraction') {
    return aRetraction({ ...common, observationId: `x${id}`, retracts: `r${(id * 7) % 150}` }) as RetractionObservation
  }
  if (kind === 'position-retraction') {
    const from = START_MS + (hours - count * count) * HOUR_MS // From an hour to three days and more.
    return aPositionRetraction({ ...common, fromAt: wireTime(from), toAt: common.observedAt })
  }
  const placed = place === null || method === 'manifest' ? {} : { longitude: place, latitude: -35 }
  return aPersonsReport({
    ...common,
    method: method as 'sighting',
    aboard: { min: count, max: count },
    ...placed,
  }) as PersonsObservation
}

test('whatever comes, the visits and the records kept are those of the slow way', () => {
  const cases = fc.tuple(fc.array(step, { minLength: 150, maxLength: 250, size: 'max' }), fc.nat(5))
  holds(
    cases,
    ([steps, skip]) => {
      let state = newCraft([area])
      for (const [index, one] of steps.entries()) {
        if (one.kind === 'position') {
          const atMs = START_MS + one.hours * HOUR_MS
          state = addCraftPosition(state, { longitude: one.place ?? 175, latitude: -35, atMs }, [area])
        } else {
          const added = addCraftRecord(state, held(recordOf(one)))
          state = take(state, held(recordOf(one)))
          expect([...state.records.keys()]).toEqual(slowLimit(added.records))
        }
        // Sometimes nobody asks in between, as in a rebuild.
        if (index % (skip + 1) !== 0) continue
        expect(arrivalsOf(state, area, 0).visits).toEqual(slowVisits(state))
        expect(arrivalsOf(state, area, 0)).toEqual(arrivalsOf(decodeCraft(encodeCraft(state)), area, 0))
      }
    },
    { share: 1 / 10 },
  )
})

let reads = 0
/** Counts how often anybody looks at the time of a report: each comparison does, and each look at a report to be counted. */
const counted = (record: CraftRecord): HeldRecord => {
  const { observedAtMs, ...rest } = held(record)
  return {
    ...rest,
    get observedAtMs() {
      reads += 1
      return observedAtMs
    },
  }
}

const METHODS = ['headcount', 'sighting', 'manifest', 'estimate', 'intelligence'] as const
const REPORTS_OF_A_VISIT = 10

/** Looks at reports that one further report takes, of a craft with so many visits of ten reports each. */
const readsOfOneMore = (visits: number): number => {
  const reportAt = (visit: number, n: number) =>
    counted(
      aPersonsReport({
        craftId: 't:a',
        observedAt: wireTime(START_MS + visit * 8 * DAY_MS + n * 60_000),
        observationId: `v${visit}-${n}`,
        method: METHODS[n % METHODS.length] ?? 'sighting',
        aboard: { min: n + 1, max: n + 1 },
      }),
    )
  let state = newCraft([area])
  for (let visit = 0; visit < visits; visit += 1) {
    const atMs = START_MS + visit * 8 * DAY_MS
    state = addCraftPosition(state, { longitude: 175, latitude: -35, atMs }, [area])
    for (let n = 0; n < REPORTS_OF_A_VISIT; n += 1) state = take(state, reportAt(visit, n))
  }
  arrivalsOf(state, area, 0)
  reads = 0
  const after = take(state, reportAt(Math.floor(visits / 2), REPORTS_OF_A_VISIT))
  expect(arrivalsOf(after, area, 0).visits).toHaveLength(visits)
  return reads
}

test('a further report takes a few comparisons more among 900 than among 100, and only its visit is counted again', () => {
  const [few, many] = [readsOfOneMore(10), readsOfOneMore(90)]
  expect(few).toBeGreaterThan(REPORTS_OF_A_VISIT)
  expect(many - few).toBeLessThan(4 * 2 * Math.log2(9))
})

test('where it makes another one fall off, the visits of both are counted again, and no more', () => {
  const limit = (METHODS.length * ARRIVALS_LIMITS.reportsPerMethodMax) / REPORTS_OF_A_VISIT
  expect(readsOfOneMore(limit)).toBeLessThan(3 * readsOfOneMore(limit - 10))
  expect(readsOfOneMore(limit)).toBeLessThan(250)
})
