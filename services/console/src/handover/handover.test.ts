import type { AlertView } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT_MS, aDistressTestView, aDistressView, anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { handoverOf } from './handover.ts'

const at = (minute: number) => new Date(AT_MS + minute * 60_000).toISOString()

test('open alerts come with the oldest acknowledgement first, and with their open questions', () => {
  const acknowledgedAt = (alertId: string, minute: number) =>
    anAlertView({
      alertId,
      state: 'acknowledged',
      acknowledgement: { at: at(minute), operator: 'anna', note: null, version: 1 },
      version: 2,
    })
  const alerts = [acknowledgedAt('late', 9), acknowledgedAt('early', 1), anAlertView()]
  const { open, unacknowledged } = handoverOf(alerts, AT_MS)
  expect(open.map(({ alertId }) => alertId)).toEqual(['early', 'late'])
  expect(unacknowledged).toHaveLength(1)
  expect(open[0]?.questions).toEqual([
    'track:1: how many of 35 have permission?',
    'acknowledged at version 1, now 2: is the change known?',
  ])
})

test('whatever is real is handed over before exercises, also where it is newer', () => {
  const alerts = [
    anAlertView({ alertId: 'exercise', exercise: true, raisedAt: at(1) }),
    anAlertView({ alertId: 'newer', raisedAt: at(9) }),
    anAlertView({ alertId: 'older', raisedAt: at(2) }),
  ]
  expect(handoverOf(alerts, AT_MS).unacknowledged.map(({ alertId }) => alertId)).toEqual(['older', 'newer', 'exercise'])
})

test('alerts closed in the last 12 h are listed with the operator and the note', () => {
  const closedAt = (alertId: string, minute: number) =>
    anAlertView({
      alertId,
      state: 'closed',
      listed: false,
      closed: { at: at(minute), operator: 'ben', note: 'all safe ashore' },
    })
  expect(handoverOf([closedAt('now', 0), closedAt('long ago', -12 * 60)], AT_MS)).toMatchObject({
    open: [],
    unacknowledged: [],
    closed: [{ alertId: 'now', by: 'ben', note: 'all safe ashore', sinceMs: AT_MS, questions: [] }],
  })
})

test.each([
  ['silent', aSilentView(), ['Why is coast-radar silent?']],
  ['heard again', aSilentView({ version: 2, status: 'cancelled', changes: ['cancelled'] }), []],
])('asks why a source is silent only while it is: %s', (_what, alert, questions) =>
  expect(handoverOf([alert], AT_MS).unacknowledged[0]?.questions).toEqual(questions),
)

test('a call for help asks who has been alerted; the test of a device asks nothing', () => {
  const itemOf = (alert: AlertView) => handoverOf([alert], AT_MS).unacknowledged[0]
  expect(itemOf(aDistressView())).toMatchObject({
    subject: 'Distress call (AIS-SART), 34°06′S 173°12′E, mmsi:970012345',
    questions: ['Has the rescue coordination centre been alerted?', 'Who goes there?'],
  })
  expect(itemOf(aDistressTestView({ place: null }))).toMatchObject({
    subject: 'Distress test (Man overboard device), place not known, mmsi:970012345',
    questions: [],
  })
})

test('a named place stands beside its position, to be read out and to be plotted', () => {
  const named = {
    text: '9 nm ESE of North Cape',
    name: 'North Cape',
    distanceMetres: 16_668,
    direction: 'ESE',
  } as const
  const alert = anAlertView({ place: { ...named, longitude: 173, latitude: -34 } })
  expect(handoverOf([alert], AT_MS).unacknowledged[0]?.subject).toBe(
    'Mass arrival, 9 nm ESE of North Cape · 34°00′S 173°00′E, 31–40, likely 35 without permission',
  )
})

test('an inbound group is handed over with when, where, and what would settle it', () => {
  const [item] = handoverOf([anInboundView({ silencedUntil: at(600) })], AT_MS).unacknowledged
  expect(item).toMatchObject({
    subject:
      'Inbound group, 38°00′S 179°03′E, 31–40, likely 35 without permission, ETA 23 Nov 13:00–16:10 UTC, crossing 38°00.0′S 178°00.0′E',
    questions: ['track:1: how many of 35 have permission?'],
    silencedUntilMs: AT_MS + 2 * 3_600_000, // Then it is imminent, whatever was asked for.
  })
  const [overdue] = handoverOf([anInboundView()], AT_MS + 8 * 3_600_000).unacknowledged
  expect(overdue?.questions[0]).toContain('does it need help?')
})
