import type { AlertView } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT_MS, aDistressTestView, aDistressView, anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { handoverOf } from './handover.ts'

const at = (minute: number) => new Date(AT_MS + minute * 60_000).toISOString()

test('open alerts come with the most severe first, then the newest raised, and with their open questions', () => {
  const acknowledgedAt = (alertId: string, minute: number, severity: 'alarm' | 'warning' = 'alarm') =>
    anAlertView({
      ...{ alertId, severity, raisedAt: at(minute) },
      state: 'acknowledged',
      acknowledgement: { at: at(minute), operator: 'anna', note: null, version: 1 },
      version: 2,
    })
  const alerts = [
    acknowledgedAt('warning', 20, 'warning'),
    acknowledgedAt('early', 1),
    acknowledgedAt('late', 9),
    anAlertView(),
  ]
  const { open } = handoverOf(alerts, AT_MS)
  expect(open.map(({ alertId, since }) => [alertId, since])).toEqual([
    ['nz-1', 'raised'],
    ['late', 'acknowledged'],
    ['early', 'acknowledged'],
    ['warning', 'acknowledged'],
  ])
  expect(open[1]?.questions).toEqual([
    'track:1: how many of 35 have permission?',
    'acknowledged at version 1, now 2: is the change known?',
  ])
})

test('whatever is real is handed over before exercises, also where it is older', () => {
  const alerts = [
    anAlertView({ alertId: 'exercise', exercise: true, raisedAt: at(20) }),
    anAlertView({ alertId: 'newer', raisedAt: at(9) }),
    anAlertView({ alertId: 'older', raisedAt: at(2) }),
  ]
  expect(handoverOf(alerts, AT_MS).open.map(({ alertId }) => alertId)).toEqual(['newer', 'older', 'exercise'])
})

test('alerts closed in the last 12 h are listed with the operator and the note', () => {
  const closedAt = (alertId: string, minute: number) =>
    anAlertView({
      alertId,
      state: 'closed',
      listed: false,
      closed: { at: at(minute), operator: 'ben', note: 'all safe ashore', reason: 'handed-over', handedTo: 'Police' },
    })
  expect(handoverOf([closedAt('now', 0), closedAt('long ago', -12 * 60)], AT_MS)).toMatchObject({
    open: [],
    closed: [
      {
        alertId: 'now',
        by: 'ben',
        note: 'all safe ashore',
        closedAs: 'handed over to Police',
        sinceMs: AT_MS,
        questions: [],
      },
    ],
  })
})

test.each([
  ['silent', aSilentView(), ['Why is coast-radar silent?']],
  ['heard again', aSilentView({ version: 2, status: 'cancelled', changes: ['cancelled'] }), []],
])('asks why a source is silent only while it is: %s', (_what, alert, questions) =>
  expect(handoverOf([alert], AT_MS).open[0]?.questions).toEqual(questions),
)

test('a call for help asks who has been alerted; the test of a device asks nothing', () => {
  const itemOf = (alert: AlertView) => handoverOf([alert], AT_MS).open[0]
  expect(itemOf(aDistressView())).toMatchObject({
    heading: 'Distress call (AIS-SART), 34°06′S 173°12′E',
    details: 'mmsi:970012345',
    questions: ['Has the rescue coordination centre been alerted?', 'Who goes there?'],
  })
  expect(itemOf(aDistressTestView({ place: null }))).toMatchObject({
    heading: 'Distress test (Man overboard device), place not known',
    details: 'mmsi:970012345',
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
  expect(handoverOf([alert], AT_MS).open[0]).toMatchObject({
    heading: 'Mass arrival, 9 nm ESE of North Cape · 34°00′S 173°00′E',
    details: '31–40, likely 35 without permission, 1 craft',
  })
})

test('an inbound group is handed over with when, where, and what would settle it', () => {
  const [item] = handoverOf([anInboundView({ silencedUntil: at(600) })], AT_MS).open
  expect(item).toMatchObject({
    heading: 'Inbound group, 38°00′S 179°03′E',
    details: '31–40, likely 35 without permission, 1 craft, ETA 23 Nov 13:00–16:10 UTC, crossing 38°00.0′S 178°00.0′E',
    questions: ['track:1: how many of 35 have permission?'],
    silencedUntilMs: AT_MS + 2 * 3_600_000, // Then it is imminent, whatever was asked for.
  })
  const [overdue] = handoverOf([anInboundView()], AT_MS + 8 * 3_600_000).open
  expect(overdue?.questions[0]).toContain('does it need help?')
})

test('it says how much of the checklist is done, and whether time is up', () => {
  const checklists = [
    {
      ...{ kind: 'mass-arrival' as const, cause: 'Boats have come.', consequence: 'People are in danger.' },
      respondWithinMinutes: 10,
      items: ['rescue', 'police'].map((item) => ({ item, text: item })),
    },
  ]
  const alert = anAlertView({ checklist: [{ item: 'rescue', at: at(1), operator: 'anna' }] })
  const itemAt = (minute: number) => handoverOf([alert], AT_MS + minute * 60_000, checklists).open[0]
  expect(itemAt(5)?.checklist).toEqual({ done: 1, of: 2, isLate: false })
  expect(itemAt(11)?.checklist).toEqual({ done: 1, of: 2, isLate: true })
  expect(handoverOf([alert], AT_MS).open[0]?.checklist).toBeNull()
})
