import { type Observation, parseWireTime } from '@landfall/contracts'
import { aPersonsReport, aPosition, aPositionRetraction, aRetraction } from '@landfall/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { standingStatements } from './standing-statements.ts'
import { thinEvenly } from './thin-evenly.ts'
import { CRAFT_POSITIONS_MAX, TRACK_CRAFT_MAX, TRACK_MS, TRACK_POSITIONS_MAX, tracksOf } from './tracks-of.ts'

const NOW_MS = Date.parse('2026-11-23T12:00:00.000Z')
const at = (minutes: number): string => new Date(NOW_MS + minutes * 60_000).toISOString()
const craft = [
  { craftId: 'a:1', sameAs: ['a:one'] },
  { craftId: 'a:2', sameAs: [] },
]

/** As the reader of the log takes them. */
const recordsOf = (log: readonly Observation[], isWhole = true) => ({
  isWhole,
  points: log
    .filter((one) => one.type === 'position')
    .map(({ craftId, observedAt, longitude, latitude, speedKnots, courseDegrees }) => {
      return { craftId, atMs: parseWireTime(observedAt), longitude, latitude, speedKnots, courseDegrees }
    }),
  stated: log.filter((one) => one.type !== 'position'),
})
const tracks = (...log: readonly Observation[]) => tracksOf(craft, recordsOf(log), NOW_MS)
const times = (...log: readonly Observation[]) =>
  tracks(...log).craft[0]?.positions.map((one) => (parseWireTime(one.at) - NOW_MS) / 60_000)

const position = (minutes: number, given: Parameters<typeof aPosition>[0] = {}) =>
  aPosition({ craftId: 'a:1', observedAt: at(minutes), ...given })
const takeBack = (from: number, to: number, given: Parameters<typeof aPositionRetraction>[0] = {}) =>
  aPositionRetraction({ craftId: 'a:1', observedAt: at(0), fromAt: at(from), toAt: at(to), ...given })
const sighting = (minutes: number, given: Parameters<typeof aPersonsReport>[0] = {}) =>
  aPersonsReport({ craftId: 'a:1', observedAt: at(minutes), longitude: 173, latitude: -34, ...given })

test.each<[string, readonly Observation[], readonly number[]]>([
  [
    'are earliest first, by every source',
    [position(-5), position(-9, { source: { id: 'r', kind: 'radar' } })],
    [-9, -5],
  ],
  ['are of all names of a boat', [position(-5), position(-4, { craftId: 'a:one' })], [-5, -4]],
  ['are of no other craft', [position(-5), position(-4, { craftId: 'a:2' }), position(-3, { craftId: 'a:3' })], [-5]],
  ['have each place once', [position(-5), position(-5), position(-5, { source: { id: 'b', kind: 'ais' } })], [-5]],
  ['have two places at one time', [position(-5), position(-5, { latitude: -35 })], [-5, -5]],
  ['have the places of reports', [sighting(-5), sighting(-4, { longitude: undefined, latitude: undefined })], [-5]],
  ['begin 24 hours ago', [position(-24 * 60 - 1), position(-24 * 60), position(-1)], [-1440, -1]],
  ['end where a clock is ahead', [position(-1), position(4)], [-1, 4]],
  [
    'are without what is taken back, ends included',
    [takeBack(-7, -5), ...[-8, -7, -6, -5, -4].map((m) => position(m))],
    [-8, -4],
  ],
  ['are with what is taken back of another name', [position(-5), takeBack(-9, -1, { craftId: 'a:one' })], [-5]],
  [
    'are with what was given back',
    [
      position(-5),
      takeBack(-9, -1, { observationId: 't' }),
      aRetraction({ craftId: 'a:1', retracts: 't', ofSource: 'operator:anna' }),
    ],
    [-5],
  ],
  [
    'are without places of reports that are taken back',
    [sighting(-5, { observationId: 'r' }), aRetraction({ craftId: 'a:1', retracts: 'r' })],
    [],
  ],
  ['keep a place of a report in a span that is taken back', [sighting(-5), takeBack(-9, -1)], [-5]],
])('tracks %s', (_what, log, wanted) => {
  expect(times(...log)).toEqual(wanted)
  expect(times(...log.toReversed())).toEqual(wanted)
})

test('of a recording the 24 hours end with its newest position', () => {
  const week = -7 * 24 * 60
  const { from, to, craft: found } = tracks(position(week), position(week - 24 * 60), position(week - 24 * 60 - 1))
  expect([from, to]).toEqual([at(week - 24 * 60), at(week)])
  expect(found[0]?.positions.map((one) => one.at)).toEqual([from, to])
  expect(tracks()).toMatchObject({ from: at(-24 * 60), to: at(0), complete: true })
})

describe('at its limits an answer is thinned evenly, and says so:', () => {
  const many = (count: number, craftId = 'a:1') =>
    Array.from({ length: count }, (_, index) => position(-1_000, { craftId, longitude: 170 + index / 10_000 }))

  test('positions of a craft', () => {
    const whole = tracks(...many(CRAFT_POSITIONS_MAX))
    expect([whole.complete, whole.craft[0]?.positions.length]).toEqual([true, CRAFT_POSITIONS_MAX])
    const thinned = tracks(...many(CRAFT_POSITIONS_MAX + 1))
    expect(thinned).toMatchObject({ complete: false, craft: [{ complete: false }, { complete: true }] })
    const longitudes = thinned.craft[0]?.positions.map(({ longitude }) => longitude) ?? []
    expect([longitudes.length, longitudes[0], longitudes.at(-1)]).toEqual([
      CRAFT_POSITIONS_MAX,
      170,
      170 + CRAFT_POSITIONS_MAX / 10_000,
    ])
  })

  test('craft, and positions of all craft', () => {
    const fleet = Array.from({ length: TRACK_CRAFT_MAX + 1 }, (_, index) => ({ craftId: `a:${index}`, sameAs: [] }))
    const share = Math.floor(TRACK_POSITIONS_MAX / TRACK_CRAFT_MAX)
    const found = tracksOf(fleet, recordsOf([...many(share), ...many(share + 1, 'a:2')]), NOW_MS)
    expect([found.complete, found.craft.length]).toEqual([false, TRACK_CRAFT_MAX])
    expect(found.craft.slice(1, 3).map(({ positions, complete }) => [positions.length, complete])).toEqual([
      [share, true],
      [share, false],
    ])
  })

  test('what could not be read in time', () => {
    expect(tracksOf(craft, recordsOf([position(-5)], false), NOW_MS)).toMatchObject({
      complete: false,
      craft: [{ complete: false }, { complete: false }],
    })
  })

  test('thinning keeps the first and the last, in order, without repeats', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 60 }), fc.integer({ min: 2, max: 20 }), (count, countMax) => {
        const items = Array.from({ length: count }, (_, index) => index)
        const kept = thinEvenly(items, countMax)
        expect([kept.length, kept[0], kept.at(-1)]).toEqual([Math.min(count, countMax), 0, count - 1])
        expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b))
        const gaps = kept.slice(1).map((item, index) => item - (kept[index] ?? 0))
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
      }),
    )
  })
})

const minutes = fc.integer({ min: -8, max: 0 })
const one = fc.record({
  craftId: fc.constantFrom('a:1', 'a:one', 'a:2', 'a:3'),
  source: fc.constantFrom({ id: 'x', kind: 'patrol' as const }, { id: 'y', kind: 'patrol' as const }),
  observationId: fc.constantFrom('p', 'q', 'r', 's'),
  from: minutes,
  length: fc.integer({ min: 0, max: 3 }),
  latitude: fc.constantFrom(-34, -35),
  type: fc.constantFrom('position', 'position', 'position', 'persons', 'position-retraction', 'retraction'),
  retracts: fc.constantFrom('p', 'q', 'r', 's'),
})
const observation = one.map(({ type, from, length, latitude, retracts, ...common }): Observation => {
  const observed = { ...common, observedAt: at(from) }
  if (type === 'position') return aPosition({ ...observed, longitude: 173, latitude })
  if (type === 'persons') return aPersonsReport({ ...observed, longitude: 173, latitude })
  if (type === 'retraction') return aRetraction({ ...observed, retracts })
  return aPositionRetraction({ ...observed, observedAt: at(0), fromAt: at(from), toAt: at(Math.min(0, from + length)) })
})

/** The rule once more, as it is written: sentence by sentence, each record against all others. */
const oracle = (log: readonly Observation[], names: readonly string[]): readonly string[] => {
  const key = (craftId: string, source: string, id: string) => `${craftId} ${source} ${id}`
  const sorted = (value: object) =>
    JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))))
  const stated = log.filter((each) => each.type !== 'position')
  const keyOf = (each: Observation) => key(each.craftId, each.source.id, each.observationId)
  const held = stated.filter(
    (each) => !stated.some((other) => keyOf(other) === keyOf(each) && sorted(other) > sorted(each)),
  )
  const stands = (each: Observation) =>
    each.type === 'retraction' ||
    !held.some(
      (other) => other.type === 'retraction' && key(other.craftId, other.source.id, other.retracts) === keyOf(each),
    )
  const standing = held.filter(stands)
  const goes = (each: Observation) =>
    standing.some(
      (other) =>
        other.type === 'position-retraction' &&
        other.craftId === each.craftId &&
        other.fromAt <= each.observedAt &&
        each.observedAt <= other.toAt,
    )
  const left = [
    ...log.filter((each) => each.type === 'position').filter((each) => !goes(each)),
    ...standing.filter((each) => each.type === 'persons'),
  ]
  const places = left
    .filter((each) => names.includes(each.craftId))
    .map((each) => `${each.observedAt} ${each.longitude} ${each.latitude}`)
  return [...new Set(places)].toSorted()
}

test('any log has the tracks that the rule says, in whatever order it is read', () => {
  fc.assert(
    fc.property(fc.array(observation, { maxLength: 25 }), (log) => {
      for (const order of [log, log.toReversed()]) {
        const found = tracks(...order).craft.map(({ positions }) =>
          positions.map((each) => `${each.at} ${each.longitude} ${each.latitude}`).toSorted(),
        )
        expect(found).toEqual([oracle(log, ['a:1', 'a:one']), oracle(log, ['a:2'])])
      }
    }),
    { numRuns: 300 },
  )
})

test('a record that holds stays as it was read', () => {
  const report = sighting(-5)
  expect(standingStatements([report, report])).toEqual([report])
  expect(TRACK_MS).toBe(86_400_000)
})
