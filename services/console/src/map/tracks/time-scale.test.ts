import type { HistoryEntry } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT_MS, anAlertView } from '../../testing/an-alert-view.ts'
import { alertAt, versionAt } from './alert-at.ts'
import { timeScale } from './time-scale.ts'

const at = (minutes: number): string => new Date(AT_MS + minutes * 60_000).toISOString()
const alert = anAlertView()
const version = (number: number, minutes: number, given = {}): HistoryEntry => ({
  kind: 'version',
  at: at(minutes),
  version: number,
  differences: [],
  alert: { ...anAlertView({ version: number, severity: number === 1 ? 'warning' : 'alarm' }), ...given },
})
const note: HistoryEntry = {
  kind: 'action',
  at: at(3),
  action: 'note',
  expectedVersion: 1,
  outcome: 'took',
  operator: 'anna',
  note: 'seen',
  until: null,
}
const history = [version(1, 0), note, version(2, 10)]

test.each([
  [-1, undefined],
  [0, 1],
  [9, 1],
  [10, 2],
  [99, 2],
])('at minute %s version %s stood', (minutes, wanted) => {
  const atMs = AT_MS + minutes * 60_000
  expect(versionAt(history, atMs)?.version).toBe(wanted)
  expect(alertAt(alert, versionAt(history, atMs))?.version).toBe(wanted)
})

test('an alert of then has the severity of then', () => {
  expect(alertAt(alert, versionAt(history, AT_MS))?.severity).toBe('warning')
})

const answer = { from: at(-24 * 60), to: at(0) }
const tracks = (...minutes: readonly number[]) => [
  { craftId: 'a', places: minutes.map((minute) => ({ atMs: AT_MS + minute * 60_000, longitude: 0, latitude: 0 })) },
]
const scale = (given: Partial<Parameters<typeof anAlertView>[0]>, first: number, last: number, now: number) => {
  const found = timeScale(anAlertView(given), answer, tracks(first, last), history, AT_MS + now * 60_000)
  return [(found.fromMs - AT_MS) / 60_000, (found.toMs - AT_MS) / 60_000, found.isLive]
}

test.each<[string, readonly unknown[], readonly unknown[]]>([
  ['from the first position to now', scale({}, -300, -1, 2), [-300, 2, true]],
  ['from 24 hours ago at the earliest', scale({}, -9_999, -1, 2), [-1_440, 2, true]],
  ['at least ten minutes', scale({}, -1, -1, 0), [-10, 0, true]],
  ['of an alert that is over to its end', scale({ status: 'cancelled' }, -300, -1, 2), [-300, 0, false]],
  ['of a recording to its last moment', scale({}, -300, -1, 9_000), [-300, 0, false]],
])('the slider reaches %s', (_what, found, wanted) => expect(found).toEqual(wanted))

test('it has a mark for each arrival and each version within it, in order', () => {
  const { marks } = timeScale(alert, { ...answer, to: at(12) }, tracks(-300), history, AT_MS + 12 * 60_000)
  const versions = marks.filter(({ what }) => what === 'version').map(({ atMs }) => (atMs - AT_MS) / 60_000)
  expect(versions).toEqual([0, 10])
  const arrivals = alert.kind === 'mass-arrival' ? alert.craft.length : 0
  expect(marks.filter(({ what }) => what === 'arrival')).toHaveLength(arrivals)
  expect(marks.map(({ atMs }) => atMs)).toEqual(marks.map(({ atMs }) => atMs).toSorted((a, b) => a - b))
})
