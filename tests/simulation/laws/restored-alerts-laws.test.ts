import type { AreaAlert } from '@landfall/mass-arrivals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentOfAlert, isMassArrival, latestVersions } from '../domain/content-of-alert.ts'
import { type GeneratedLog, someAreas } from '../generators/generated-log.ts'
import { someObservations } from '../generators/some-observations.ts'
import { boat, north, sea } from '../tables/sea.ts'
import { arrivalsWrittenFor, emitFrom, logOf, moments, stepsWithLosses, ticked, waited } from './emit-from.ts'
import { expectAlertsMatchOracle } from './expect-alerts-match-oracle.ts'
import { holds, RUNS } from './runs.ts'

// The alerts topic is all that is left: observations, arrivals, stored state are gone. The stage is opened before the first record of
// the new log, or when it has some already; and what is stored of it may be lost again at any time.

type ArrivalsRecordOfWorld = { readonly exercise: boolean }

const alertsOf = (emitted: readonly { readonly alert: AreaAlert }[]) => emitted.map(({ alert }) => alert)
const openOf = (log: readonly AreaAlert[]) => latestVersions(log).filter(({ status }) => status === 'open')
const published = (world: GeneratedLog): readonly AreaAlert[] =>
  alertsOf(emitFrom(world.areas, ticked(logOf(arrivalsWrittenFor(world), [{ gapMs: 1_000, isTick: false }]))))

/** Written before the stage is opened. */
const recordCounts = fc.oneof(fc.constant(0), fc.nat({ max: 12 }))

const cases = fc
  .record({
    areas: someAreas,
    before: someObservations(),
    other: someObservations(8),
    at: moments,
    taken: stepsWithLosses,
    recordsBefore: recordCounts,
  })
  .chain(({ before, other, ...rest }) =>
    fc.record({
      areas: fc.constant(rest.areas),
      at: fc.constant(rest.at),
      taken: fc.constant(rest.taken),
      recordsBefore: fc.constant(rest.recordsBefore),
      before: fc.constant(before),
      other: fc.constant(other),
      again: fc.shuffledSubarray([...before], { minLength: before.length }),
      mixed: fc.shuffledSubarray([...before, ...other]),
    }),
  )

const OTHERWISE: ReadonlySet<string> = new Set(['raised', 'severity-raised', 'reopened'])

test('the original observations sent again, in any order: the same alerts under the same ids', () => {
  let compared = 0
  holds(cases, ({ areas, before, again, at, taken, recordsBefore }) => {
    const restored = published({ areas, observations: before })
    const log = waited(logOf(arrivalsWrittenFor({ areas, observations: again }), at))
    const emitted = alertsOf(emitFrom(areas, log, taken, { restored, recordsBefore }))
    expectAlertsMatchOracle([...restored, ...emitted], before, areas)
    // Half of what is known may look otherwise, and more severe, than the whole: that is never held back.
    if (emitted.some(({ changes }) => changes.some((change) => OTHERWISE.has(change)))) return
    compared += openOf(restored).length
    const nameAndContent = (alert: AreaAlert) => [alert.alertId, isMassArrival(alert) ? contentOfAlert(alert) : alert]
    expect(openOf([...restored, ...emitted]).map(nameAndContent)).toEqual(openOf(restored).map(nameAndContent))
  })
  expect(compared).toBeGreaterThan(RUNS / 20)
})

const boats = fc.array(
  fc.record({
    hours: fc.constantFrom('0', '1', '6', '24', '25', '72'),
    nm: fc.constantFrom(0, 10, 20, 60, 80, 140),
    people: fc.constantFrom(5, 16, 20, 31, 40),
  }),
  { minLength: 1, maxLength: 12, size: 'max' },
)

test('boats on which all reports agree, sent again in any order: not a word', () => {
  const sent = boats.chain((list) => {
    const before = list.flatMap(({ hours, nm, people }, index) => boat(`b${index}`, hours, people, north(nm)))
    return fc.record({
      before: fc.constant(before),
      again: fc.shuffledSubarray(before, { minLength: before.length }),
      at: moments,
      taken: stepsWithLosses,
      recordsBefore: recordCounts,
    })
  })
  let alerts = 0
  holds(sent, ({ before, again, at, taken, recordsBefore }) => {
    const areas = [sea()]
    const restored = published({ areas, observations: before })
    alerts += openOf(restored).length
    const log = waited(logOf(arrivalsWrittenFor({ areas, observations: again }), at))
    expect(new Set(alertsOf(emitFrom(areas, log, taken, { restored, recordsBefore })))).toEqual(new Set())
  })
  expect(alerts).toBeGreaterThan(RUNS / 2)
})

test.each(['other', 'mixed'] as const)(
  '%s observations, in any order: alerts go on, end and are raised as the oracle says, and none is contradicted',
  (which) => {
    holds(cases, ({ areas, before, at, taken, recordsBefore, ...rest }) => {
      const restored = published({ areas, observations: before })
      const observations = rest[which]
      const written = arrivalsWrittenFor({ areas, observations })
      const emitted = alertsOf(emitFrom(areas, waited(logOf(written, at)), taken, { restored, recordsBefore }))
      // Of a world of which nothing was heard there is nothing to say.
      const heard = new Set(written.map((text) => (JSON.parse(text) as ArrivalsRecordOfWorld).exercise))
      const isHeard = ({ exercise }: ArrivalsRecordOfWorld) => heard.has(exercise)
      expectAlertsMatchOracle([...restored, ...emitted].filter(isHeard), observations.filter(isHeard), areas)
      expect(emitted.filter((alert) => !isHeard(alert))).toEqual([])
    })
  },
)

test('until the time to wait is over no restored alert is cancelled that has not been found to be more severe', () => {
  holds(cases, ({ areas, before, mixed, at, taken, recordsBefore }) => {
    const restored = published({ areas, observations: before })
    const log = logOf(arrivalsWrittenFor({ areas, observations: mixed }), at)
    const emitted = alertsOf(emitFrom(areas, log, taken, { restored, recordsBefore }))
    const risen = new Set(
      emitted.filter(({ changes }) => changes.includes('severity-raised')).map((one) => one.alertId),
    )
    const wasOpen = new Set(openOf(restored).map(({ alertId }) => alertId))
    const cancelled = emitted.filter(({ alertId, status }) => status === 'cancelled' && wasOpen.has(alertId))
    expect(cancelled.filter(({ alertId }) => !risen.has(alertId))).toEqual([])
  })
})
