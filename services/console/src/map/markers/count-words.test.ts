import { expect, test } from 'vitest'
import { AT_MS, aDistressView, anAlertView } from '../../testing/an-alert-view.ts'
import { anInboundView } from '../../testing/an-inbound-view.ts'
import { alertWords, countWords, edgeWords, labelLines } from './count-words.ts'
import type { MarkedAlert } from './place-markers.ts'

const marked = (given: Partial<MarkedAlert>): MarkedAlert => ({
  alertId: 'a',
  longitude: 0,
  latitude: 0,
  severity: 'alarm',
  exercise: false,
  unacknowledged: false,
  ...given,
})

test('a count says what it stands for', () => {
  const alerts = [marked({}), marked({ severity: 'warning', unacknowledged: true }), marked({ severity: 'warning' })]
  expect(countWords(alerts)).toBe('1 alarm, 2 warnings, 1 unacknowledged')
  expect(countWords([marked({ exercise: true })])).toBe('exercise: 1 alarm')
})

test('a single marker says severity, kind and place', () =>
  expect(alertWords(anAlertView(), true)).toBe('alarm: Mass arrival, 34°00′S 173°00′E, unacknowledged'))

test.each([
  [9.96, '10.0 nm SE'],
  [730.4, '730 nm SE'],
])('%d nm reads %s', (distanceNm, words) =>
  expect(edgeWords({ alerts: [], side: 'right', turnDegrees: 90, distanceNm, direction: 'SE' })).toBe(words),
)

test.each([
  [anAlertView(), ['ALARM', 'likely 35']],
  [anInboundView(), ['INBOUND', 'likely 35']],
  [aDistressView(), ['DISTRESS', 'heard 5 min ago']],
])('the label of the chosen alert', (alert, lines) => expect(labelLines(alert, AT_MS + 300_000)).toEqual(lines))
