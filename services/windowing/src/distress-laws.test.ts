import { DistressAlert, type LoggedDistress, topics } from '@landfall/contracts'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sourcesStage } from './sources-stage.ts'
import { aCall } from './testing/a-call.ts'
import { aSourceLog, START_MS } from './testing/a-source-log.ts'
import { driveSources } from './testing/drive-sources.ts'
import { type DistressContent, openCallsOf } from './testing/open-calls-of.ts'

const RUNS = Number(process.env['LANDFALL_RUNS'] ?? 200)
const DAY = 86_400
const END = DAY + 3_600
const TICK_SECONDS = 300
/** Whatever waits for its minute is said by the last tick. */
const LAST = END - 61

const watched = {
  configHash: 'east',
  areas: [{ areaId: 'east', contains: (longitude: number) => longitude >= 174 }],
} as unknown as NonNullable<Parameters<typeof sourcesStage>[1]>['watched']

/** A message and when it is logged; some twice, and as late as may be. */
type Logged = { readonly message: LoggedDistress; readonly at: number }

// Few values, so that times, places and devices meet; the last quarter of an hour is where tests can still be open.
const second = fc.oneof(
  fc.integer({ min: 0, max: 24 * 6 }).map((n) => n * 600),
  fc.integer({ min: END - 1_900, max: LAST }),
)
const logged = fc
  .record({
    second,
    craftId: fc.constantFrom('mmsi:970000001', 'mmsi:972000002', 'name:aroha'),
    exercise: fc.boolean(),
    test: fc.boolean(),
    device: fc.constantFrom('sart' as const, 'radio' as const),
    place: fc.option(fc.record({ longitude: fc.constantFrom(173, 174), latitude: fc.constantFrom(-36, -35) })),
    text: fc.option(fc.constantFrom('SART ACTIVE', 'MAYDAY')),
    source: fc.constantFrom({ id: 'coast', kind: 'ais' as const }, { id: 'p3', kind: 'patrol' as const }),
    late: fc.array(fc.nat(LAST), { minLength: 1, maxLength: 2 }),
  })
  .map(({ second, place, text, late, ...rest }): readonly Logged[] => {
    const message = aCall(second, { ...rest, ...place, ...(text !== null && { text }) })
    return late.map((n) => ({ message, at: Math.max(second, n) }))
  })
const aDay = fc.array(logged, { maxLength: 16 }).map((all) => all.flat())
const cuts = fc.array(fc.nat(400), { maxLength: 6 })

const logOf = (all: readonly Logged[], until = END) =>
  aSourceLog(until, [], {
    tickSeconds: TICK_SECONDS,
    diagnosed: all.map(({ message, at }) => ({ record: message, at: [at] })),
  })

/** The newest version of each alert, those that are open, by world and craft. */
const openOf = (alerts: readonly unknown[]): readonly DistressAlert[] => {
  const newest = new Map<string, DistressAlert>()
  for (const one of alerts) {
    const alert = DistressAlert.parse(one)
    if ((newest.get(alert.alertId)?.version ?? 0) < alert.version) newest.set(alert.alertId, alert)
  }
  return [...newest.values()]
    .filter(({ status }) => status === 'open')
    .toSorted((a, b) => (`${a.exercise} ${a.craftId}` < `${b.exercise} ${b.craftId}` ? -1 : 1))
}
const contentsOf = (alerts: readonly unknown[]): readonly DistressContent[] =>
  openOf(alerts).map(
    ({
      alertId: _,
      version: _v,
      status: _s,
      kind: _k,
      certainty: _c,
      loggedAt: _l,
      supersededBy: _b,
      reason: _r,
      changes: _h,
      ...content
    }) => content,
  )
const expected = (all: readonly Logged[]) =>
  openCallsOf(
    all.map(({ message }) => message),
    START_MS + END * 1_000,
  )

test('law: whatever the order, repeats, cuts and crashes, the open alerts are those of the oracle, and a version has one content', () => {
  fc.assert(
    fc.property(aDay, cuts, fc.uniqueArray(fc.nat(6)), (all, at, crashes) => {
      const { alerts } = driveSources(logOf(all), at, { watched, crashes: new Set(crashes) })
      expect(contentsOf(alerts)).toEqual(expected(all))
      const contents = new Map(alerts.map((alert) => [`${alert.alertId}/${alert.version}`, JSON.stringify(alert)]))
      expect(new Set(alerts.map((alert) => JSON.stringify(alert))).size).toBe(contents.size)
    }),
    { numRuns: RUNS },
  )
})

test('law: however the log is cut, the same versions in the same order', () => {
  fc.assert(
    fc.property(aDay, cuts, (all, at) => {
      expect(driveSources(logOf(all), at, { watched }).alerts).toEqual(driveSources(logOf(all), [], { watched }).alerts)
    }),
    { numRuns: RUNS },
  )
})

test('law: at no time has a device more than one open alert', () => {
  fc.assert(
    fc.property(aDay, (all) => {
      const { outputs } = driveSources(logOf(all), [], { watched })
      for (const { loggedAtMs } of outputs) {
        const open = openOf(outputs.filter((one) => one.loggedAtMs <= loggedAtMs).map(({ alert }) => alert))
        expect(new Set(open.map(({ exercise, craftId }) => `${exercise} ${craftId}`)).size).toBe(open.length)
      }
    }),
    { numRuns: RUNS },
  )
})

test('law: a state that is rebuilt, from all of the log or from its end, comes to the same open alerts', () => {
  fc.assert(
    fc.property(aDay, fc.nat(1_000), fc.boolean(), (all, lostAt, isWhole) => {
      const log = logOf(all)
      const lost = Math.min(lostAt, log.length)
      const before = driveSources(log.slice(0, lost), [], { watched }).alerts
      const left = isWhole ? log : log.slice(lost)
      const stage = driveStage(sourcesStage(topics('test'), { watched }), { published: before })
      const emitted = [...stage.fold({ entries: left, nextOffset: log.length, highWatermark: log.length })]
      emitted.push(...stage.settle(log.length))
      const after = [...before, ...emitted.map(({ alert }) => alert)]
      if (isWhole) expect(contentsOf(after)).toEqual(expected(all))
      // What is left of the log may not have the words of a call, nor know of a call that another has taken the place of.
      else
        expect(openOf(after).map(({ craftId, exercise, test }) => [craftId, exercise, test])).toEqual(
          expected(all).map(({ craftId, exercise, test }) => [craftId, exercise, test]),
        )
    }),
    { numRuns: RUNS },
  )
})
