import type { AlertView } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT_MS, aDistressTestView, aDistressView, anAlertView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { wallLine, wallWords } from './wall-words.ts'

const HOUR_MS = 3_600_000
const place = { text: '9 nm ESE of North Cape' } as never
const silent = {
  ...anAlertView(),
  kind: 'source-silent',
  source: { id: 'coast-radar', kind: 'radar' },
  lastHeardAt: '2026-11-23T08:50:00.000Z',
  expectedIntervalSeconds: 60,
} as unknown as AlertView

test('an arrival: the number, its range and threshold, and where', () => {
  const sums = { min: 33, likely: 46, max: 54, openEnded: false }
  expect(wallWords(anAlertView({ unauthorised: sums, place }), AT_MS + 2 * HOUR_MS)).toMatchObject({
    kind: 'Mass arrival',
    number: '46',
    beside: 'likely',
    range: '33–54 without permission',
    threshold: 30,
    place: '9 nm ESE of North Cape',
    facts: ['At least 33 confirmed by sighting', '1 craft, last arrived 2 h 00 min ago'],
  })
  expect(wallLine(anAlertView({ unauthorised: sums, place }), AT_MS)).toBe('46 likely, 9 nm ESE of North Cape')
})

test.each<[string, AlertView, string | null, string]>([
  ['a call for help does not count people', aDistressView(), '?', 'Distress call'],
  ['the test of a device has no number', aDistressTestView(), null, 'Distress test'],
  ['an inbound group', anInboundView(), String(anInboundView().unauthorised.likely), 'Inbound group'],
  ['a silent source has no number', silent, null, 'Source'],
])('%s', (_what, alert, number, kind) => expect(wallWords(alert, AT_MS)).toMatchObject({ number, kind }))

test('an inbound group says when to expect it, and when it was last seen', () =>
  expect(wallWords(anInboundView(), AT_MS).facts).toEqual([
    'ETA 13:00–16:10 UTC · in 4 to 8 h',
    '1 craft, last seen 0 s ago',
  ]))

test('what is nowhere says what it is in place of where', () => {
  expect(wallWords(silent, AT_MS)).toMatchObject({ place: 'Source coast-radar silent', position: '' })
  expect(wallWords(silent, AT_MS).facts).toEqual(['Nothing for 10 min, expected every 1 min'])
})
