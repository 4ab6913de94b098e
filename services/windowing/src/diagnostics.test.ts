import { DiagnosticAlert, type DiagnosticRecord, topics } from '@landfall/contracts'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIAGNOSTIC_SUBJECTS_MAX } from './domain/sources/apply-diagnostic.ts'
import { sourcesStage } from './sources-stage.ts'
import { aSourceLog, type Diagnosed, every, START_MS } from './testing/a-source-log.ts'
import { driveSources } from './testing/drive-sources.ts'

const MINUTE = 60
const DAY = 86_400
const a = (record: Partial<DiagnosticRecord> = {}): DiagnosticRecord => ({
  type: 'diagnostic',
  cause: 'feeder-quota',
  subject: 'token coast-radar',
  detail: 'more than 5 records/s',
  count: 1,
  exercise: false,
  ...record,
})

const drive = (until: number, diagnosed: readonly Diagnosed[], tickSeconds = 5) =>
  driveSources(aSourceLog(until, [], { diagnosed, tickSeconds }))
/** Seconds after the beginning, version, status, count, changes. */
const summaryOf = ({ outputs }: ReturnType<typeof drive>) =>
  outputs.map(({ alert, loggedAtMs }) => {
    const { version, status, count, changes } = DiagnosticAlert.parse(alert)
    return [(loggedAtMs - START_MS) / 1_000, version, status, count, changes.join()]
  })

test('raised at the next tick, counted again once a minute, ended after ten quiet minutes with the whole count', () => {
  const seconds = [1, 11, 21, 31, 41, 51, 62, 72]
  const driven = drive(20 * MINUTE, [{ record: a({ count: 2 }), at: seconds }])
  expect(summaryOf(driven)).toEqual([
    [5, 1, 'open', 2, 'raised'],
    [65, 2, 'open', 14, 'counts-raised'],
    [125, 3, 'open', 16, 'counts-raised'],
    [675, 4, 'cancelled', 16, 'cancelled'], // The first tick that is 600 s after second 72.
  ])
  expect(driven.alerts.at(-1)).toMatchObject({
    cause: 'feeder-quota',
    subject: 'token coast-radar',
    firstAt: '2026-11-23T09:00:01.000Z',
    lastAt: '2026-11-23T09:01:12.000Z',
    reason: 'Nothing more for 10 min.',
  })
  expect(driven.state.diagnostics.size).toBe(0)
  expect([...driven.stored.keys()].filter((key) => key.startsWith('diagnostic/'))).toEqual([])
})

test('dead letters stay for a day after the newest', () => {
  const record = a({ cause: 'dead-letters', subject: 'groups' })
  const log = [{ record, at: [30, 3 * 3_600] }]
  expect(summaryOf(drive(2 * DAY, log, 30))).toEqual([
    [60, 1, 'open', 1, 'raised'],
    [3 * 3_600 + 30, 2, 'open', 2, 'counts-raised'],
    [3 * 3_600 + DAY, 3, 'cancelled', 2, 'cancelled'],
  ])
})

test('what is over and begins again is another alert', () => {
  const ids = drive(40 * MINUTE, [{ record: a(), at: [1, 20 * MINUTE] }]).alerts.map(({ alertId }) => alertId)
  expect(ids).toHaveLength(4)
  expect(new Set(ids).size).toBe(2)
})

test('each subject, cause and world has an alert of its own', () => {
  const records = [a(), a({ subject: 'token other' }), a({ cause: 'dead-letters' }), a({ exercise: true })]
  const { alerts } = drive(5, [...records.map((record) => ({ record, at: [1] }))])
  expect(alerts.map(({ version }) => version)).toEqual([1, 1, 1, 1])
  expect(new Set(alerts.map(({ alertId }) => alertId)).size).toBe(4)
  expect(alerts.filter(({ exercise }) => exercise)).toHaveLength(1)
})

test('so short between two ticks that it is over at the next: raised and ended, never unseen', () => {
  const log = aSourceLog(30 * MINUTE, [], { diagnosed: [{ record: a(), at: [3] }], away: [4, 1_000] })
  expect(summaryOf(driveSources(log))).toEqual([
    [1_005, 1, 'open', 1, 'raised'],
    [1_005, 2, 'cancelled', 1, 'cancelled'],
  ])
})

test('more subjects than have a place share one alert of each cause, and memory is bounded', () => {
  const subjects = every(1, 1, 1_000).map((n) => ({ record: a({ subject: `address 192.0.2.${n}` }), at: [1] }))
  const { alerts, state, stored } = drive(5, subjects)
  expect(alerts).toHaveLength(DIAGNOSTIC_SUBJECTS_MAX + 1)
  const others = alerts.map((alert) => DiagnosticAlert.parse(alert)).filter(({ subject }) => subject === 'others')
  expect(others.map(({ count }) => count)).toEqual([1_000 - DIAGNOSTIC_SUBJECTS_MAX])
  expect(state.diagnostics.size).toBe(DIAGNOSTIC_SUBJECTS_MAX + 1)
  expect(JSON.stringify([...stored]).length).toBeLessThan(150_000)
})

describe('laws', () => {
  const record = fc.record({
    record: fc
      .record({
        subject: fc.constantFrom('token a', 'token b', 'address 192.0.2.1'),
        cause: fc.constantFrom('feeder-quota' as const, 'dead-letters' as const),
        count: fc.integer({ min: 1, max: 5 }),
        exercise: fc.boolean(),
      })
      .map(a),
    at: fc.array(fc.nat(3 * DAY), { minLength: 1, maxLength: 6 }),
  })
  const diagnosed = fc.array(record, { maxLength: 12 })
  const TICK = 300

  test('cut anywhere, crashed, lost and rebuilt: the same versions', () => {
    const cutsOf = fc.array(fc.nat(900), { maxLength: 4 })
    fc.assert(
      fc.property(diagnosed, cutsOf, fc.array(fc.nat(20), { maxLength: 5 }), (given, cuts, crashes) => {
        const log = aSourceLog(3 * DAY, [], { diagnosed: given, tickSeconds: TICK })
        const whole = driveSources(log).alerts
        const torn = driveSources(log, cuts, { crashes: new Set(crashes) }).alerts
        const contents = new Map(whole.map((alert) => [`${alert.alertId} ${alert.version}`, alert]))
        for (const alert of torn) expect(alert).toEqual(contents.get(`${alert.alertId} ${alert.version}`))
        expect(new Set(torn.map(({ alertId, version }) => `${alertId} ${version}`)).size).toBe(whole.length)
        for (const lostAt of cuts) {
          const until = Math.min(lostAt, log.length)
          const published = driveSources(log.slice(0, until)).alerts
          const stage = driveStage(sourcesStage(topics('test')), { published })
          stage.fold({ entries: log.slice(0, until), nextOffset: until, highWatermark: until })
          const reconciled = stage.settle(until)
          const after = stage.fold({ entries: log.slice(until), nextOffset: log.length, highWatermark: log.length })
          expect([...published, ...[...reconciled, ...after].map(({ alert }) => alert)]).toEqual(whole)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('every occurrence is in the last version of exactly one alert, and no alert is left open for ever', () => {
    fc.assert(
      fc.property(diagnosed, (given) => {
        const log = aSourceLog(5 * DAY, [], { diagnosed: given, tickSeconds: TICK })
        const last = new Map(driveSources(log).alerts.map((alert) => [alert.alertId, DiagnosticAlert.parse(alert)]))
        const sum = [...last.values()].reduce((total, { count }) => total + count, 0)
        expect(sum).toBe(given.reduce((total, { record: { count }, at }) => total + count * at.length, 0))
        expect([...last.values()].filter(({ status }) => status === 'open')).toEqual([])
      }),
    )
  })
})
