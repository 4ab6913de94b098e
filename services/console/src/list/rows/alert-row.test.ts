import { expect, test } from 'vitest'
import { AT, AT_MS, aDistressTestView, aDistressView, anAlertView, aSilentView } from '../../testing/an-alert-view.ts'
import { anInboundView } from '../../testing/an-inbound-view.ts'
import { alertRow } from './alert-row.ts'
import { isLateReport, LATE_REPORT_MS } from './is-late-report.ts'

const NORTH_CAPE = {
  text: '9 nm ESE of North Cape',
  name: 'North Cape',
  distanceMetres: 16_668,
  direction: 'ESE',
  longitude: 173.2,
  latitude: -34.5,
} as const

test('a mass arrival says where, how many, how sure and since when', () => {
  expect(alertRow(anAlertView({ place: NORTH_CAPE }), AT_MS + 90 * 60_000)).toMatchObject({
    severity: 'alarm',
    kind: 'Arrival',
    icon: 'arrival',
    place: '9 nm ESE of North Cape',
    likely: '35',
    range: '31–40',
    people: 'likely, 31–40 · 1 craft',
    craft: '1',
    certainty: 'At least 31 confirmed by sighting',
    age: '1 h 30 min',
    shortAge: '90 min',
    raised: '09:00',
    isLate: false,
    state: 'Unacknowledged',
    stateIcon: 'bell',
    unacknowledged: true,
    ended: false,
  })
})

test('where everybody aboard counts, the row says so; where nothing is in doubt there is one number', () => {
  expect(alertRow(anAlertView({ counts: 'aboard' }), AT_MS).people).toBe('likely, 31–40 aboard · 1 craft')
  const sure = { min: 31, likely: 31, max: 31, openEnded: false }
  expect(alertRow(anAlertView({ unauthorised: sure }), AT_MS)).toMatchObject({
    likely: '31',
    people: 'people · 1 craft',
  })
})

test('without a name the place is the position, and without a craft that is listed it is not known', () => {
  expect(alertRow(anAlertView(), AT_MS).place).toBe('34°00′S 173°00′E')
  expect(alertRow(anAlertView({ craft: [], craftMore: 900 }), AT_MS)).toMatchObject({
    place: 'Place not known',
    craft: '900',
  })
})

test('an escalated warning is shown as an alarm', () =>
  expect(alertRow(anAlertView({ severity: 'warning', escalatedAt: AT }), AT_MS).severity).toBe('alarm'))

test('an inbound group says when it is expected, in a card and in a line', () =>
  expect(alertRow(anInboundView({ place: NORTH_CAPE }), AT_MS)).toMatchObject({
    kind: 'Inbound',
    place: '9 nm ESE of North Cape',
    likely: '35',
    certainty: 'ETA 13:00–16:10 UTC · in 4 to 8 h',
    eta: 'ETA 14:00',
    phase: 'near',
  }))

test('a silent source counts nobody; its row has its name, its interval and since when', () => {
  const row = (given: Parameters<typeof aSilentView>[0]) => alertRow(aSilentView(given), AT_MS + 12 * 60_000)
  expect(row({})).toMatchObject({
    severity: 'caution',
    kind: 'Source',
    place: 'coast-radar silent',
    people: 'radar, due every 1 min',
    likely: '',
    craft: '',
    certainty: 'Nothing for 12 min, since 09:00 UTC',
  })
  expect(row({ status: 'cancelled' })).toMatchObject({ ended: true, place: 'coast-radar heard again', certainty: '' })
})

test('a call for help says that nobody knows how many, by which device, who calls and since when; a test is called one', () => {
  const row = (given: Parameters<typeof aDistressView>[0]) => alertRow(aDistressView(given), AT_MS + 90_000)
  expect(row({})).toMatchObject({
    severity: 'alarm',
    kind: 'Distress',
    place: '34°06′S 173°12′E',
    likely: '?',
    people: 'people unknown · AIS-SART',
    certainty: 'Heard 1 min ago · mmsi:970012345',
  })
  expect(row({ place: null }).place).toBe('Place not known')
  expect(alertRow(aDistressTestView(), AT_MS)).toMatchObject({ severity: 'caution', kind: 'Distress test' })
})

test.each([
  ['an arrival', anAlertView, AT_MS],
  ['the first call for help', aDistressView, AT_MS],
] as const)('an alert raised long after %s is a late report', (_what, view, happenedMs) => {
  const raised = (afterMs: number) => isLateReport(view({ raisedAt: new Date(happenedMs + afterMs).toISOString() }))
  expect([raised(LATE_REPORT_MS), raised(LATE_REPORT_MS + 1)]).toEqual([false, true])
})

test('a forecast and a silent source are never late', () => {
  const raisedAt = new Date(AT_MS + 10 * LATE_REPORT_MS).toISOString()
  expect([isLateReport(anInboundView({ raisedAt })), isLateReport(aSilentView({ raisedAt }))]).toEqual([false, false])
})
