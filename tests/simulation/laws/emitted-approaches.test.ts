import { type Approach, type ArrivalsSnapshot, type Observation, Policy, topics } from '@landfall/contracts'
import { loadArea } from '@landfall/geo'
import { allSnapshots, changedSnapshots, foldObservation, newArrivalsState, watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { aCraftRecord, aPersonsReport, aPosition, aPositionRetraction, aRetraction } from '@landfall/testkit'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { APPROACH_BYTES_MAX } from '../../../packages/mass-arrivals/src/arrivals/arrivals-limits.ts'
import { JSON_BYTES } from '../../../packages/mass-arrivals/src/json-bytes.ts'
import { at } from '../tables/sea.ts'
import { holds } from './runs.ts'

const geojson = {
  type: 'Feature',
  properties: { areaId: 'west', name: 'West of 178° E' },
  geometry: { type: 'Polygon', coordinates: [[[170, -39], [178, -39], [178, -37], [170, -37], [170, -39]]] }, // biome-ignore format: one ring
}
const areaOf = (inbound: Policy['inbound'] = {}) =>
  watchArea({
    ...loadArea(JSON.stringify(geojson), 'west.geojson'),
    policy: Policy.parse({ visitGapHours: 2, personsFreshHours: 12, ...(inbound && { inbound }) }),
  })
const area = areaOf()

/** Within an hour by boat of the line, so that craft come, leave and come back; and now and then on another ocean. */
const place = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(fc.integer({ min: 1779, max: 1785 }), fc.constantFrom(-380, -381)) },
  { weight: 1, arbitrary: fc.constantFrom<[number, number]>([0, 0], [-1700, -380]) },
)
const moment = fc.integer({ min: 0, max: 20 * 12 }).map((steps) => at(`${Math.floor(steps / 12)}:${String((steps % 12) * 5).padStart(2, '0')}`)) // biome-ignore format: one thought
const craftId = fc.constantFrom('track:a', 'track:b')
const observationId = fc.constantFrom('o1', 'o2', 'o3')
const source = { id: 'p', kind: 'patrol' as const }
const reportOf = { method: fc.constantFrom('sighting' as const, 'manifest' as const, 'headcount' as const) }

const observation: fc.Arbitrary<Observation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(craftId, moment, place, fc.constantFrom({}, { speedKnots: 5, courseDegrees: 270 }, { speedKnots: 61, courseDegrees: 1 })) // biome-ignore format: one row
      .map(([craft, observedAt, [x, y], motion]) =>
        aPosition({ craftId: craft, observedAt, source, longitude: x / 10, latitude: y / 10, ...motion }),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(craftId, moment, fc.option(place), reportOf.method, observationId)
      .map(([craft, observedAt, seen, method, id]) =>
        aPersonsReport({
          craftId: craft,
          observedAt,
          source,
          observationId: id,
          method,
          aboard: 40,
          ...(seen && method !== 'manifest' && { longitude: seen[0] / 10, latitude: seen[1] / 10 }),
        }),
      ),
  },
  fc.tuple(craftId, moment, observationId).map(([craft, observedAt, retracts]) => aRetraction({ craftId: craft, observedAt, source, observationId: `r-${retracts}`, retracts })), // biome-ignore format: one row
  fc.tuple(craftId, moment).map(([craft, observedAt]) => aCraftRecord({ craftId: craft, observedAt, source, observationId: 'c', sameAs: ['mmsi:512000001'] })), // biome-ignore format: one row
  fc.tuple(craftId, moment).map(([craft, toAt]) => aPositionRetraction({ craftId: craft, observedAt: at('30'), source, observationId: `t-${toAt}`, fromAt: at('0'), toAt })), // biome-ignore format: one row
)

const entryOf = (one: Observation, offset: number) => ({
  offset,
  timestampMs: Date.UTC(2040, 0, 1),
  key: one.craftId,
  value: JSON.stringify(one),
})

type Said = Pick<ArrivalsSnapshot, 'approach' | 'craft'> & { readonly persons: readonly unknown[] }
const said = (snapshots: readonly ArrivalsSnapshot[]): ReadonlyMap<string, Said> => {
  const last = snapshots.map(({ craftId: craft, approach, craft: description, visits }): [string, Said] => [
    craft,
    { craft: description, persons: visits.map(({ persons }) => persons), ...(approach && { approach }) },
  ])
  return new Map(last)
}

/** What is emitted last of each craft; `cuts`: before which records a batch ends. */
const emittedOf = (log: readonly Observation[], isCut: (index: number) => boolean) => {
  const state = newArrivalsState({ areas: [area], partition: 0 }, false)
  const emitted = log.flatMap((one, index) => {
    const ended = isCut(index) ? changedSnapshots(state) : []
    foldObservation(entryOf(one, index), { state, changes: { set: () => {} }, isNoted: true })
    return ended
  })
  return said([...emitted, ...changedSnapshots(state)])
}

/** What a state that is made again says of each craft. */
const rebuiltOf = (log: readonly Observation[]) => {
  const state = newArrivalsState({ areas: [area], partition: 0 }, false)
  for (const [index, one] of log.entries())
    foldObservation(entryOf(one, index), { state, changes: { set: () => {} }, isNoted: false })
  return said(allSnapshots(state, 0))
}

/** Craft that nothing is said of need not be emitted. */
const sayingAnything = (all: ReadonlyMap<string, Said>) =>
  new Map([...all].filter(([, one]) => one.approach !== undefined || one.persons.length > 0))

test('in any order, repeated, however it is cut, and made again: the same approaches are emitted last', () => {
  const states = new Set<string>()
  holds(
    fc.tuple(fc.array(observation, { minLength: 5, maxLength: 40, size: 'max' }), fc.infiniteStream(fc.nat())),
    ([log, chance]) => {
      const next = (): number => chance.next().value ?? 0
      const keyed = [...log, ...log.slice(0, 6)].map((one) => ({ one, key: next() }))
      const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one)
      const rebuilt = sayingAnything(rebuiltOf(log))
      for (const { approach } of rebuilt.values()) states.add(approach?.state ?? 'none')
      expect(sayingAnything(emittedOf(log, () => true))).toEqual(rebuilt)
      expect(sayingAnything(emittedOf(shuffled, () => next() % 4 === 0))).toEqual(rebuilt)
    },
  )
  expect([...states]).toEqual(expect.arrayContaining(['none', 'unknown', 'adrift', 'heading-in', 'passing']))
})

const approachOf = (log: readonly Observation[], inbound?: Policy['inbound']): Approach | undefined => {
  const watched = areaOf(inbound)
  const state = newArrivalsState({ areas: [watched], partition: 0 }, false)
  for (const [index, one] of log.entries())
    foldObservation(entryOf(one, index), { state, changes: { set: () => {} }, isNoted: true })
  return changedSnapshots(state).at(-1)?.approach
}
const near = (hour: string, degreesEast = 1) =>
  aPosition({ craftId: 'track:a', observedAt: at(hour), source, longitude: 178 + degreesEast, latitude: -38 })
const sighted = (hour: string, fields: Parameters<typeof aPersonsReport>[0] = {}) =>
  aPersonsReport({ craftId: 'track:a', observedAt: at(hour), source, method: 'sighting', aboard: 40, ...fields })

/** Makes the craft one that is emitted, whoever is aboard. */
const joined = aCraftRecord({ craftId: 'track:a', observedAt: at('0'), source, sameAs: ['track:b'] })

test('where approaches are not watched, none is emitted, and no fix is kept', () => {
  expect(approachOf([near('1'), sighted('1')])?.persons?.unauthorised.likely).toBe(40)
  expect(approachOf([near('1'), sighted('1')], { watchDistanceNm: 0 })).toBeUndefined()
  const keptUnder = (inbound?: Policy['inbound']) => {
    const state = newArrivalsState({ areas: [areaOf(inbound)], partition: 0 }, false)
    foldObservation(entryOf(near('1'), 0), { state, changes: { set: () => {} }, isNoted: true })
    return [...state.craft.values()].flatMap(({ tracks }) => tracks.map(({ fixes }) => fixes.length > 0))
  }
  expect([keptUnder(), keptUnder({ watchDistanceNm: 0 })]).toEqual([[true], [false]])
})

test('a craft that nobody has counted writes nothing, whatever it does', () => {
  expect(approachOf([near('1'), near('2', 0.8), near('3', 0.6)])).toBeUndefined()
})

test('a position on another ocean ends the approach while it is the newest, and is no fix afterwards', () => {
  const far = aPosition({ craftId: 'track:a', observedAt: at('3'), source, longitude: 0, latitude: 0 })
  expect(approachOf([near('1'), near('2', 0.8), sighted('1'), far])).toBeUndefined()
  expect(approachOf([near('1'), near('2', 0.8), sighted('1'), far, near('4', 0.4)])).toEqual(
    approachOf([near('1'), near('2', 0.8), sighted('1'), near('4', 0.4)]),
  )
})

// Inside up to 1:00; visitGap is two hours, so n is at 4:00 or later.
test.each([
  ['fresh: of unknown permission, likely', [sighted('5')], 40],
  ['twelve hours before n: fresh', [sighted('-4')], 40],
  ['older: not likely', [sighted('-5')], 0],
  ['older, and stated not to be permitted: likely', [sighted('-5', { notPermitted: 30 })], 30],
] as const)('people: %s', (_, reports, likely) => {
  expect(approachOf([near('8'), ...reports])?.persons?.unauthorised.likely).toBe(likely)
})

test.each([
  [
    'with a place outside, more than visitGap after the craft was inside: of the approach too',
    { longitude: 179, latitude: -38 },
    '3:05',
    40,
  ],
  ['the same within visitGap: of the visit alone', { longitude: 179, latitude: -38 }, '3:00', null],
  ['without a place: of the visit alone', {}, '3:05', null],
] as const)('people after a visit: %s', (_, where, hour, likely) => {
  // biome-ignore format: a table
  const approach = approachOf([near('1', -1), sighted(hour, where), near('4'), near('5', 0.9), joined])
  expect(approach?.persons?.unauthorised.likely ?? null).toBe(likely)
})

test.each([
  ['inside in the hour that holds n − visitGap: none', '2:00', false],
  ['inside before that hour: one', '1:59', true],
] as const)('%s', (_, inside, isApproach) => {
  expect(approachOf([near(inside, -1), near('4:30'), joined]) !== undefined).toBe(isApproach)
})

test('a late position inside, in the same hour and the next slot, takes a fix out of the track', () => {
  const before = [near('10', -1), near('10:05', -1), near('10:50', 0.1), near('13:30', 0.5), joined]
  const emitted = emittedOf([...before, near('10:35', -1)], () => true).get('track:a')
  expect(emittedOf(before, () => true).get('track:a')?.approach?.fixes).toHaveLength(2)
  expect(emitted?.approach?.fixes).toHaveLength(1)
})

test('the passing of time changes nothing, until the newest fix is older than retention: then all is forgotten', () => {
  const other = (hours: number) => aPosition({ craftId: 'track:b', observedAt: at(`${hours}`), source, longitude: 170, latitude: -38 }) // biome-ignore format: one thought
  // The report is older than retention too, so that the craft is looked through for what is over.
  const log = [near('22', 1), near('25', 0.5), sighted('22')]
  const said = emittedOf(log, () => true).get('track:a')
  const [halfGone, gone] = [other(24 * 31), other(24 * 33)] // Retention is 30 days.
  expect(said?.approach?.first?.at).toBe(at('22'))
  expect(emittedOf([...log, halfGone], () => true).get('track:a')).toEqual(said)
  expect(rebuiltOf([...log, halfGone]).get('track:a')?.approach).toEqual(said?.approach)
  expect(emittedOf([...log, halfGone, gone], () => true).get('track:a')?.approach).toBeUndefined()
})

test('where the policy is changed so that approaches are not watched, the snapshot without one is emitted', () => {
  const names = topics('policy')
  const stored = new Map<string, string>()
  const log = [near('1'), near('2', 0.8), sighted('1')].map(entryOf)
  const approachesUnder = (inbound: Policy['inbound'], configHash: string) => {
    const stage = driveStage(arrivalsStage({ areas: [areaOf(inbound)], configHash }, names), { stored })
    const batch = { entries: log, nextOffset: log.length, highWatermark: log.length }
    const outputs = [...stage.settle(log.length), ...stage.fold(batch), ...stage.settle(log.length)]
    return outputs.filter(({ type }) => type === 'arrivals').map((snapshot) => 'approach' in snapshot)
  }
  expect(approachesUnder({}, 'watched').at(-1)).toBe(true)
  expect(approachesUnder({ watchDistanceNm: 0 }, 'off')).toEqual([false])
  expect(approachesUnder({}, 'watched')).toEqual([true])
})

test('the largest approach there can be takes no more of a snapshot than is set aside for it', () => {
  const id = (text: string): string => '鯨'.repeat(128 - text.length) + text
  const from = { id: '鯨'.repeat(64), kind: 'patrol' as const }
  const fixes = Array.from({ length: 26 }, (_, n) =>
    aPosition({
      craftId: 'track:a',
      observedAt: at(`${Math.floor(n / 2)}:${n % 2 === 0 ? '00' : '30'}`),
      source,
      longitude: 178.123_456_789_012_3 + (n % 3) * 0.9,
      latitude: -38.123_456_789_012_3,
    }),
  )
  const reports = Array.from(
    { length: 40 },
    (_, n) =>
    sighted('12', { source: from, observationId: id(`${n}`), aboard: { min: 100 * n, likely: 100 * n + 1, max: 100 * n + 2 } }), // biome-ignore format: one row
  )
  const bytes = Buffer.byteLength(JSON.stringify(approachOf([...fixes, ...reports])))
  expect(bytes).toBeGreaterThan(20 * JSON_BYTES.report * 0.7)
  expect(bytes).toBeLessThan(APPROACH_BYTES_MAX)
})
