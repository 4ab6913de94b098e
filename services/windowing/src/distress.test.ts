import { DistressAlert, type LoggedDistress, topics } from '@landfall/contracts'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { expect, test } from 'vitest'
import { sourcesStage } from './sources-stage.ts'
import { aCall } from './testing/a-call.ts'
import { aSourceLog, START_MS } from './testing/a-source-log.ts'
import { driveSources } from './testing/drive-sources.ts'

const MINUTE = 60
const HOUR = 3_600

/** Logged a second after each was observed, or at the second that is given. */
type Logged = readonly [call: LoggedDistress, at?: number]
const secondOf = ({ observedAt }: LoggedDistress): number => (Date.parse(observedAt) - START_MS) / 1_000
const logOf = (until: number, calls: readonly Logged[], tickSeconds = 5) =>
  aSourceLog(until, [], {
    tickSeconds,
    diagnosed: calls.map(([record, at]) => ({ record, at: [at ?? secondOf(record) + 1] })),
  })
const drive = (until: number, calls: readonly Logged[], tickSeconds = 5) =>
  driveSources(logOf(until, calls, tickSeconds), [], { watched })

/** Everything east of 174° is in `east`, all north of 35° S in `north`. */
const watched = {
  configHash: 'areas',
  areas: [
    { areaId: 'east', contains: (longitude: number) => longitude >= 174 },
    { areaId: 'north', contains: (_: number, latitude: number) => latitude >= -35 },
  ],
} as unknown as NonNullable<Parameters<typeof sourcesStage>[1]>['watched']

type Driven = { readonly outputs: ReturnType<typeof drive>['outputs'] }
/** Seconds after the beginning, number of the alert, version, status, severity, changes. */
const summaryOf = ({ outputs }: Driven) => {
  const ids: string[] = []
  return outputs.map(({ alert, loggedAtMs }) => {
    const { alertId, version, status, severity, changes, loggedAt } = DistressAlert.parse(alert)
    expect(Date.parse(loggedAt)).toBe(loggedAtMs)
    if (!ids.includes(alertId)) ids.push(alertId)
    return [(loggedAtMs - START_MS) / 1_000, ids.indexOf(alertId), version, status, severity, changes.join()]
  })
}

test('a call is an alarm at once, one version a minute while it goes on, a place as soon as it is known, and silence never ends it', () => {
  const place = { longitude: 173, latitude: -36 }
  const driven = drive(12 * HOUR, [
    [aCall(10)],
    [aCall(20)],
    [aCall(30, place)],
    [aCall(40, { ...place, longitude: 173.1, text: 'SART ACTIVE' })],
    [aCall(50)],
  ])
  expect(summaryOf(driven)).toEqual([
    [11, 0, 1, 'open', 'alarm', 'raised'],
    [31, 0, 2, 'open', 'alarm', 'heard-again,place-known'],
    [95, 0, 3, 'open', 'alarm', 'heard-again,moved'], // The first tick a minute after the version before.
  ])
  expect(driven.alerts.at(-1)).toMatchObject({
    alertId: expect.stringMatching(/^distress-mmsi-970000001-20261123-[0-9a-f]{12}$/),
    craftId: 'mmsi:970000001',
    device: 'sart',
    test: false,
    areaId: null,
    text: 'SART ACTIVE',
    place: { longitude: 173.1, latitude: -36, observedAt: '2026-11-23T09:00:40.000Z' },
    firstHeardAt: '2026-11-23T09:00:10.000Z',
    lastHeardAt: '2026-11-23T09:00:50.000Z',
    heardBy: { id: 'coast', kind: 'ais' },
  })
})

test.each([
  ['in one', { longitude: 174, latitude: -36 }, 'east'],
  ['in another', { longitude: 173, latitude: -35 }, 'north'],
  ['in two', { longitude: 175, latitude: -34 }, null],
  ['in none', { longitude: 173, latitude: -36 }, null],
])('the area of a place %s', (_, place, areaId) => {
  expect(drive(5, [[aCall(0, place)]]).alerts).toMatchObject([{ areaId }])
})

test('within six hours the alert goes on, after more another takes its place', () => {
  expect(summaryOf(drive(14 * HOUR, [[aCall(0)], [aCall(6 * HOUR)], [aCall(12 * HOUR + 1)]], 60))).toEqual([
    [1, 0, 1, 'open', 'alarm', 'raised'],
    [6 * HOUR + 1, 0, 2, 'open', 'alarm', 'heard-again'],
    [12 * HOUR + 2, 1, 1, 'open', 'alarm', 'raised'],
    [12 * HOUR + 2, 0, 3, 'superseded', 'alarm', 'superseded'],
  ])
})

test('a late message joins two calls: the newer alert goes on, from the beginning of the older', () => {
  const driven = drive(9 * HOUR, [[aCall(0)], [aCall(7 * HOUR)], [aCall(4 * HOUR), 8 * HOUR]], 60)
  expect(summaryOf(driven).at(-1)).toEqual([8 * HOUR, 1, 2, 'open', 'alarm', 'evidence-changed'])
  expect(driven.alerts.at(-1)).toMatchObject({
    firstHeardAt: '2026-11-23T09:00:00.000Z',
    lastHeardAt: '2026-11-23T16:00:00.000Z',
  })
})

test('a test is a caution, ends 15 minutes after its newest message, and leaves nothing behind', () => {
  const driven = drive(40 * MINUTE, [[aCall(0, { test: true })], [aCall(100, { test: true })]])
  expect(summaryOf(driven)).toEqual([
    [1, 0, 1, 'open', 'caution', 'raised'],
    [101, 0, 2, 'open', 'caution', 'heard-again'],
    [100 + 15 * MINUTE, 0, 3, 'cancelled', 'caution', 'cancelled'],
  ])
  expect(driven.alerts.at(-1)).toMatchObject({ reason: 'No test message for 15 min.' })
  expect([...driven.stored.keys()].filter((key) => key.startsWith('distress/'))).toEqual([])
})

test('a message that comes after the end of its test opens another alert, from the beginning of the test', () => {
  const driven = drive(20 * MINUTE, [[aCall(0, { test: true })], [aCall(14 * MINUTE, { test: true }), 20 * MINUTE]])
  expect(summaryOf(driven)).toEqual([
    [1, 0, 1, 'open', 'caution', 'raised'],
    [15 * MINUTE, 0, 2, 'cancelled', 'caution', 'cancelled'],
    [20 * MINUTE, 1, 1, 'open', 'caution', 'raised'],
  ])
  expect(driven.alerts.at(-1)).toMatchObject({ firstHeardAt: '2026-11-23T09:00:00.000Z' })
})

test('a test that comes 15 minutes late says nothing', () => {
  expect(drive(HOUR, [[aCall(0, { test: true }), 15 * MINUTE]]).alerts).toEqual([])
})

test('a call takes the place of a test; tests of a device that has called say nothing', () => {
  expect(summaryOf(drive(HOUR, [[aCall(0, { test: true })], [aCall(60)], [aCall(120, { test: true })]]))).toEqual([
    [1, 0, 1, 'open', 'caution', 'raised'],
    [61, 1, 1, 'open', 'alarm', 'raised'],
    [61, 0, 2, 'superseded', 'caution', 'superseded'],
  ])
})

test('exercise and real are two, whatever the device is called', () => {
  const { alerts } = drive(5, [[aCall(0)], [aCall(1, { exercise: true, test: true })]])
  expect(alerts).toMatchObject([
    { exercise: false, severity: 'alarm' },
    { exercise: true, severity: 'caution' },
  ])
})

const device = (n: number): string => `mmsi:97000000${n}`
const driveFull = (until: number, calls: readonly Logged[]) =>
  driveSources(logOf(until, calls, 60), [], { devicesMax: 2 })
const gists = ({ alerts }: ReturnType<typeof driveFull>) =>
  alerts.map((alert) => {
    const { craftId, device, status, test } = DistressAlert.parse(alert)
    return [craftId, device, status, test]
  })

test('beyond the limit devices share one alert, those of the other world aside', () => {
  const calls = [1, 2, 3, 4].map((n): Logged => [aCall(n, { craftId: device(n) })])
  expect(gists(driveFull(60, [...calls, [aCall(5, { craftId: device(5), exercise: true })]]))).toEqual([
    [device(1), 'sart', 'open', false],
    [device(2), 'sart', 'open', false],
    ['distress:others', 'other', 'open', false],
    [device(5), 'sart', 'open', false],
  ])
})

test('a call takes the place of a test, or of a call that has been silent for more than six hours; its alert stays', () => {
  const calls: Logged[] = [
    [aCall(1, { craftId: device(1) })],
    [aCall(2, { craftId: device(2), test: true })],
    [aCall(3, { craftId: device(3) })],
    [aCall(6 * HOUR + 2, { craftId: device(4) })],
  ]
  const driven = driveFull(7 * HOUR, calls)
  expect(gists(driven)).toEqual([
    [device(1), 'sart', 'open', false],
    [device(2), 'sart', 'open', true],
    [device(2), 'sart', 'cancelled', true],
    [device(3), 'sart', 'open', false],
    [device(4), 'sart', 'open', false],
  ])
  expect([...driven.state.calling.keys()]).toEqual([`distress/real/${device(3)}`, `distress/real/${device(4)}`])
})

test('a state that is lost with its log goes on with the alerts of the topic, and ends tests that are over', () => {
  const before = drive(40, [[aCall(0)], [aCall(30, { craftId: device(2), test: true })]])
  const log = logOf(2 * HOUR, [[aCall(HOUR)]], 60).slice(1)
  const stage = driveStage(sourcesStage(topics('test')), {
    published: before.alerts.map((alert) => DistressAlert.parse(alert)),
  })
  stage.fold({ entries: log, nextOffset: log.length, highWatermark: log.length })
  const outputs = stage.settle(log.length)
  expect(gists({ alerts: outputs.map(({ alert }) => alert) } as ReturnType<typeof driveFull>)).toEqual([
    [device(1), 'sart', 'open', false],
    [device(2), 'sart', 'cancelled', true],
  ])
  expect(outputs[0]?.alert).toMatchObject({
    version: 2,
    firstHeardAt: '2026-11-23T09:00:00.000Z',
    changes: ['heard-again'],
  })
})

test('other areas: what is inside one now says so', () => {
  const log = logOf(10, [[aCall(0, { longitude: 174, latitude: -36 })]])
  const { stored } = driveSources(log)
  const stage = driveStage(sourcesStage(topics('test'), { watched }), { stored })
  expect(stage.settle(log.length)).toMatchObject([
    { alert: { areaId: 'east', version: 2, changes: ['evidence-changed'] } },
  ])
})
