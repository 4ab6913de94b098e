import { expect, test } from 'vitest'
import { AT_MS, aDistressTestView, aDistressView, anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { alertRow, stateWords } from './alert-row.ts'

const later = new Date(AT_MS + 25 * 60_000).toISOString()
const anna = { at: later, operator: 'anna', note: null }

test('a mass arrival has a severity, a certainty, a number of people and an age', () => {
  expect(alertRow(anAlertView(), AT_MS + 90 * 60_000, (id) => id.toUpperCase())).toMatchObject({
    severity: 'alarm',
    certainty: 'observed',
    people: '31–40, likely 35',
    counted: 'without permission',
    limit: 'threshold more than 30',
    craft: '1 craft',
    area: 'NZ',
    age: 'last arrival 1 h 30 min ago',
    state: 'unacknowledged',
    unacknowledged: true,
    ended: false,
  })
})

test('where everybody aboard counts, the row says so', () => {
  expect(alertRow(anAlertView({ counts: 'aboard' }), AT_MS, (id) => id)).toMatchObject({ counted: 'aboard' })
})

test('an escalated warning is shown as an alarm, and an ended alert without a bar', () => {
  const row = (given: Parameters<typeof anAlertView>[0]) => alertRow(anAlertView(given), AT_MS, (id) => id)
  expect(row({ severity: 'warning', escalatedAt: later }).severity).toBe('alarm')
  expect(row({ status: 'cancelled' })).toMatchObject({ ended: true, bar: null, limit: '' })
})

test('a silent source counts nobody; its row has its name, its interval and since when', () => {
  const row = (given: Parameters<typeof aSilentView>[0]) =>
    alertRow(aSilentView(given), AT_MS + 12 * 60_000, (id) => id.toUpperCase())
  expect(row({})).toMatchObject({
    severity: 'caution',
    title: 'Source silent: coast-radar',
    people: '',
    bar: null,
    craft: '',
    area: 'radar, expected every 1 min',
    age: 'nothing for 12 min, since 23 Nov 09:00 UTC',
  })
  expect(row({ status: 'cancelled' })).toMatchObject({ ended: true, age: 'heard again' })
})

test.each([
  [{}, 'unacknowledged'],
  [{ state: 'acknowledged', acknowledgement: { ...anna, version: 1 } }, 'acknowledged by anna'],
  [{ state: 'closed', closed: anna }, 'closed by anna'],
  [{ silencedUntil: later }, 'unacknowledged · silenced for 25 min'],
  [{ silencedUntil: new Date(AT_MS - 1).toISOString() }, 'unacknowledged'],
  [{ status: 'cancelled' }, 'CANCELLED · unacknowledged'],
  [{ escalatedAt: later }, 'unacknowledged · escalated from warning'],
] as const)('the state of %j is “%s”', (given, words) => expect(stateWords(anAlertView(given), AT_MS)).toBe(words))

test('a call for help has a mark, its device, who calls, where and since when; a test is called one', () => {
  const row = (given: Parameters<typeof aDistressView>[0]) => alertRow(aDistressView(given), AT_MS + 90_000, (id) => id)
  expect(row({})).toMatchObject({
    severity: 'alarm',
    mark: 'call',
    title: 'DISTRESS: AIS-SART',
    craft: 'mmsi:970012345',
    area: '34°06.0′S 173°12.0′E',
    age: 'heard 1 min ago, since 23 Nov 09:00 UTC',
    people: '',
    bar: null,
  })
  expect(row({ place: null }).area).toBe('place not known')
  const test = alertRow(aDistressTestView(), AT_MS, (id) => id)
  expect(test).toMatchObject({ severity: 'caution', mark: 'test', title: 'Distress test: Man overboard device' })
  expect(alertRow(aSilentView(), AT_MS, (id) => id).mark).toBeNull()
})
