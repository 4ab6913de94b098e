import { type Approach, type ArrivalsSnapshot, Policy, topics } from '@landfall/contracts'
import { watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import type { Bench, BenchRow } from './bench.ts'
import { median, percentile } from './rate-per-second.ts'

const START_MS = Date.UTC(2026, 10, 1)
const DAYS = 29
const CLUSTER_CRAFT = 500
const area = watchArea({ areaId: 'nz', contains: () => true, policy: Policy.parse({}) })
const YEAR_DAYS = 366
/** The longest period that there may be. */
const yearArea = watchArea({
  areaId: 'nz',
  contains: () => true,
  policy: Policy.parse({ periodHours: YEAR_DAYS * 24, retentionDays: YEAR_DAYS }),
})

const wire = (atMs: number) => new Date(atMs).toISOString()

/** A yacht with two people of unknown permission: it counts, and alone it raises no alert. */
const aSnapshot = (
  craft: number,
  arrivedMs: number,
  longitude: number,
  latitude: number,
  persons: number,
  offset: number,
): ArrivalsSnapshot => {
  const aboard = { min: persons, likely: persons, max: persons }
  return {
    type: 'arrivals',
    areaId: 'nz',
    exercise: false,
    craftId: `track:${craft}`,
    craft: {
      name: null,
      callSign: null,
      imo: null,
      flag: null,
      shipType: null,
      lengthMetres: null,
      scheduledService: false,
      domestic: false,
      sameAs: [],
    },
    visits: [
      {
        arrivedAt: wire(arrivedMs),
        longitude,
        latitude,
        lastAt: wire(arrivedMs),
        persons: {
          unauthorised: { min: 0, likely: persons, max: persons },
          maxInSums: persons,
          aboardReport: {
            observationId: `o${offset}`,
            sourceId: 'bench',
            method: 'sighting',
            observedAt: wire(arrivedMs),
            aboard,
            permitted: null,
            notPermitted: null,
          },
          permissionReport: null,
          conflictingReports: [],
          conflictingReportsMore: 0,
        },
      },
    ],
    knownFrom: null,
    newestObservationAt: wire(START_MS + DAYS * 86_400_000),
    reflects: { partition: 0, offset },
  }
}

type Fleet = (craft: number, persons: number, offset: number) => ArrivalsSnapshot

const APPROACHES = 1_000
const SLOT_HOURS = 0.5
const FIXES = 13
const DEGREES_A_SLOT = 4 / 60

type Sea = {
  /** So many within 20 nm, all others each along a coast of its own. */
  readonly together: number
  /** Half of these 40 nm farther in than the others, whose place they have passed: joined by their tracks alone. */
  readonly isByTrack?: boolean
}

/** Boats that approach, heading in, with a fix each half hour. Each further record is a fix an hour later. */
const approaching =
  ({ together, isByTrack = false }: Sea): Fleet =>
  (craft, persons, offset) => {
    const near = craft < together
    const isAhead = isByTrack && near && craft >= together / 2
    const longitude = near ? 170 + (craft % 20) * 0.01 : 170
    const latitude = near ? -36 - (craft % 30) * 0.01 - (isAhead ? 40 / 60 : 0) : -30 - ((craft * 7_919) % 40) * 0.6
    const atMs = START_MS + (near ? craft * 30_000 : (craft / APPROACHES) * DAYS * 86_400_000)
    const snapshot = aSnapshot(craft, atMs, longitude, latitude, persons, offset)
    const hours = Math.floor(offset / APPROACHES)
    const fixes = Array.from({ length: FIXES }, (_, n) => {
      const slotsBefore = FIXES - 1 - n
      const fixedMs = atMs + (hours - slotsBefore * SLOT_HOURS) * 3_600_000
      return {
        at: wire(fixedMs),
        longitude: longitude + hours * 0.01,
        latitude: latitude + slotsBefore * DEGREES_A_SLOT,
      }
    })
    const [first, last] = [fixes[FIXES - 3], fixes[FIXES - 1]]
    if (first === undefined || last === undefined) throw new Error('no fixes')
    const inHours = (later: number): string => wire(atMs + (hours + later) * 3_600_000)
    const approach: Approach = {
      state: 'heading-in',
      motion: 'made-good',
      first,
      last,
      jumps: [],
      speedKnots: 8.3,
      courseDegrees: 180,
      distanceToAreaNm: 50,
      rays: Array.from({ length: 9 }, (_, n) => ({ courseDegrees: 160 + 5 * n, lengthNm: 50.4 + Math.abs(n - 4) })),
      eta: { earliest: inHours(5), likely: inHours(6), latest: inHours(9) },
      crossing: { longitude: 171, latitude },
      fixes,
      persons: snapshot.visits[0]?.persons ?? null,
    }
    return { ...snapshot, visits: [], approach }
  }

const SEAS = [
  { what: 'anywhere', together: 0 },
  { what: `in a group of ${CLUSTER_CRAFT}`, together: CLUSTER_CRAFT, aim: { valueMax: 5 } },
  { what: `in a group of ${CLUSTER_CRAFT} joined by tracks`, together: CLUSTER_CRAFT, isByTrack: true },
  { what: `in a group of ${APPROACHES}`, together: APPROACHES },
  { what: `in a group of ${APPROACHES} joined by tracks`, together: APPROACHES, isByTrack: true },
]

/** Visits over a month along a coast: no 24 hours and 24 nm hold enough of them to matter. */
const spread =
  (visits: number): Fleet =>
  (craft, persons, offset) => {
    const place = (craft * 7_919) % 40
    return aSnapshot(craft, START_MS + (craft / visits) * DAYS * 86_400_000, 170, -30 - place * 0.6, persons, offset)
  }

/** The same, and among them 500 craft that arrive within 20 hours and 20 nm: one situation. */
const crowd =
  (visits: number): Fleet =>
  (craft, persons, offset) =>
    craft < Math.min(CLUSTER_CRAFT, visits)
      ? aSnapshot(
          craft,
          START_MS + craft * 144_000,
          175 + (craft % 20) * 0.01,
          -36 - (craft % 30) * 0.01,
          persons,
          offset,
        )
      : spread(visits)(craft, persons, offset)

const changeTimes = (
  visits: number,
  fleet: Fleet,
  changes: number,
  changed: (n: number) => number,
  /** Between two changes by the log's time: a second each, and each is published; none, and they wait for each other. */
  apartMs = 1_000,
  watched = area,
): readonly number[] => {
  const groups = driveStage(groupsStage({ areas: [watched], configHash: 'bench' }, topics('bench')))
  let offset = 0
  let loggedAtMs = START_MS
  const fold = (snapshots: readonly ArrivalsSnapshot[]): void => {
    const entries = snapshots.map((snapshot) => ({
      offset: snapshot.reflects.offset,
      timestampMs: loggedAtMs,
      key: null,
      value: JSON.stringify(snapshot),
    }))
    groups.step({ entries, nextOffset: offset, highWatermark: offset })
    while (groups.needsStep()) groups.step({ entries: [], nextOffset: offset, highWatermark: offset })
  }
  fold(Array.from({ length: visits }, (_, craft) => fleet(craft, 2, offset++)))
  return Array.from({ length: changes }, (_, n) => {
    const snapshots = [fleet(changed(n), 1 + (n % 3), offset++)]
    loggedAtMs += apartMs
    const startedMs = performance.now()
    fold(snapshots)
    return performance.now() - startedMs
  }).slice(Math.floor(changes / 10))
}

/** The same, all of them within 20 hours and 20 nm: one situation of every visit. */
const oneSituation =
  (visits: number): Fleet =>
  (craft, persons, offset) => {
    const place = { longitude: 175 + (craft % 20) * 0.01, latitude: -36 - (craft % 30) * 0.01 }
    return aSnapshot(
      craft,
      START_MS + Math.floor((craft / visits) * 72_000_000),
      place.longitude,
      place.latitude,
      persons,
      offset,
    )
  }

/** Off one beach all year, one after the other: one situation by a period of a year. */
const allYear =
  (visits: number): Fleet =>
  (craft, persons, offset) =>
    aSnapshot(
      craft,
      START_MS - (YEAR_DAYS - DAYS) * 86_400_000 + Math.floor((craft / visits) * YEAR_DAYS * 86_400_000),
      175 + (craft % 20) * 0.01,
      -36 - (craft % 30) * 0.01,
      persons,
      offset,
    )

/** The least: the record is parsed, and the people of the situation are summed by boat. */
const floorTimes = (visits: number, changes: number): readonly number[] => {
  const fleet = oneSituation(visits)
  const boats = Array.from({ length: visits }, (_, craft) => ({ boat: `track:${craft}`, persons: 2 }))
  return Array.from({ length: changes }, (_, n) => {
    const text = JSON.stringify(fleet(n % visits, 1 + (n % 3), n))
    const startedMs = performance.now()
    const { craftId } = JSON.parse(text) as ArrivalsSnapshot
    const sums = new Map<string, number>()
    for (const { boat, persons } of boats) sums.set(boat, Math.max(sums.get(boat) ?? 0, boat === craftId ? 3 : persons))
    let sum = 0
    for (const persons of sums.values()) sum += persons
    const tookMs = performance.now() - startedMs
    return sum > 0 ? tookMs : 0
  })
}

/** A change in a situation of so many craft, where it waits for the next second and where it is published. */
const situationRows = (visits: number, changes: number, valueMax: number): readonly BenchRow[] => {
  const changed = (n: number): number => (n * 104_729) % visits
  const name = `situation of ${visits.toLocaleString('en')}`
  const floor = { measure: 'parsed and summed by boat', value: median(floorTimes(visits, changes)) }
  const pending = median(changeTimes(visits, oneSituation(visits), changes, changed, 0))
  const published = median(changeTimes(visits, oneSituation(visits), Math.ceil(changes / 4), changed))
  return [
    { measure: `${name}, a change: median`, value: pending, unit: 'ms', floor, aim: { valueMax } },
    { measure: `${name}, a change that is published: median`, value: published, unit: 'ms', floor },
  ]
}

export const groupsBench: Bench = {
  name: 'groups',
  title: 'Groups stage: one changed count, from the snapshot to the alert versions, by live visits in the area',
  run: async ({ quick, say }) => {
    const rows: BenchRow[] = []
    const changes = quick ? 100 : 1_000
    for (const visits of [100, 1_000, 10_000]) {
      say(`${visits} visits`)
      const anywhere = changeTimes(visits, spread(visits), changes, (n) => (n * 104_729) % visits)
      const inCrowd = changeTimes(
        visits,
        crowd(visits),
        changes,
        (n) => (n * 104_729) % Math.min(CLUSTER_CRAFT, visits),
      )
      const aim = visits === 10_000 ? { aim: { valueMax: 1 } } : {}
      rows.push({ measure: `${visits} visits, anywhere: median`, value: median(anywhere), unit: 'ms', ...aim })
      rows.push({ measure: `${visits} visits, anywhere: p99`, value: percentile(anywhere, 99), unit: 'ms' })
      rows.push({
        measure: `${visits} visits, in a situation of ${Math.min(CLUSTER_CRAFT, visits)}: median`,
        value: median(inCrowd),
        unit: 'ms',
      })
      rows.push({
        measure: `${visits} visits, in a situation of ${Math.min(CLUSTER_CRAFT, visits)}: p99`,
        value: percentile(inCrowd, 99),
        unit: 'ms',
      })
    }
    for (const [visits, valueMax] of [
      [500, 1],
      [5_000, 10],
    ] as const) {
      say(`a situation of ${visits}`)
      rows.push(...situationRows(visits, quick ? 20 : 200, valueMax))
    }
    for (const { what, aim, ...sea } of SEAS) {
      say(`${APPROACHES} approaches, a fix of one ${what}`)
      const changed = (n: number): number => (n * 104_729) % (sea.together || APPROACHES)
      const times = changeTimes(APPROACHES, approaching(sea), quick ? 50 : 300, changed)
      const name = `${APPROACHES} approaches, a fix of one ${what}`
      rows.push({ measure: `${name}: median`, value: median(times), unit: 'ms', ...(aim && { aim }) })
      rows.push({ measure: `${name}: p99`, value: percentile(times, 99), unit: 'ms' })
    }
    say('a period of a year')
    const ofYear = 5_000
    const inYear = changeTimes(ofYear, allYear(ofYear), quick ? 20 : 200, (n) => (n * 104_729) % ofYear, 0, yearArea)
    rows.push({
      measure: `a year of ${ofYear.toLocaleString('en')} in one period, a change: median`,
      value: median(inYear),
      unit: 'ms',
      aim: { valueMax: 10 },
    })
    return rows
  },
}
