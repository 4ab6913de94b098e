import type { HistoryEntry } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { craftLetters } from '../../alert/craft-letters.ts'
import { AT, AT_MS, aDistressView, anAlertView, aSilentView } from '../../testing/an-alert-view.ts'
import { anInboundView } from '../../testing/an-inbound-view.ts'
import { createScale, timelineOf } from './timeline-of.ts'

const [visit] = anAlertView().craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')
const after = (minutes: number) => new Date(AT_MS + minutes * 60_000).toISOString()
const craft = [0, 10, 450].map((minutes, i) => ({ ...visit, craftId: `track:${i}`, arrivedAt: after(minutes) }))
const alert = anAlertView({ craft, lastArrivalAt: after(450) })
const entries: readonly HistoryEntry[] = [
  { kind: 'version', at: after(11), version: 1, differences: [], alert },
  {
    kind: 'action',
    at: after(5),
    action: 'note',
    expectedVersion: 1,
    outcome: 'took',
    operator: 'ben',
    note: 'patrol boat left',
    until: null,
  },
]

test('arrivals, versions, actions and notes are in one line of time, the oldest first, craft with their letters', () => {
  const { moments } = timelineOf(alert, entries, { letters: craftLetters(alert), windows: null, checklist: null })
  expect(moments.map(({ lane, letter, text }) => [lane, letter, text])).toEqual([
    ['sea', 'A', 'track 0 arrived'],
    ['note', undefined, 'Note by ben: patrol boat left'],
    ['sea', 'B', 'track 1 arrived'],
    ['version', undefined, 'Version 1: raised'],
    ['sea', 'C', 'track 2 arrived'],
  ])
})

test('all moments are drawn in order, and inside both ends', () => {
  const timeline = timelineOf(alert, entries, { letters: craftLetters(alert), windows: null, checklist: null })
  const { percentOf } = createScale(timeline)
  const xs = timeline.moments.map(({ atMs }) => percentOf(atMs))
  expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  expect([(xs[0] ?? 0) > 0, (xs.at(-1) ?? 100) < 100]).toEqual([true, true])
})

test.each([
  ['a call for help', aDistressView({ lastHeardAt: after(3) }), ['First heard', 'Last heard'], []],
  ['a call heard once', aDistressView(), ['First heard'], []],
  ['an inbound group', anInboundView(), ['track 1 seen heading in'], ['Expected arrival']],
  ['a silent source', aSilentView(), [], []],
])('%s has its own moments', (_what, one, texts, spans) => {
  const timeline = timelineOf(one, undefined, { letters: craftLetters(one), windows: null, checklist: null })
  expect(timeline.moments.map(({ text }) => text)).toEqual(texts)
  expect(timeline.spans.map(({ name }) => name)).toEqual(spans)
})

test('the windows of the likely sums are drawn from their first to their last arrival', () => {
  const { spans } = timelineOf(alert, [], {
    letters: craftLetters(alert),
    windows: { sameTimeMinutes: 60, periodHours: 24 },
    checklist: null,
  })
  expect(spans).toEqual([
    { name: 'Within 1 h', fromMs: Date.parse(AT), toMs: Date.parse(AT) },
    { name: 'Within 24 h', fromMs: Date.parse(AT), toMs: Date.parse(AT) },
  ])
})
