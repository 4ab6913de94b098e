import { expect, test } from 'vitest'
import { changedWords } from '../alert/change-words.ts'
import { handoverOf } from '../handover/handover.ts'
import { keyCommandOf } from '../navigation/keys.ts'
import { announcementOf, isAlarmNews } from '../notify/announcement.ts'
import { AT_MS, anAlertView } from '../testing/an-alert-view.ts'
import { historyRows } from './history-rows.ts'
import { limbRows } from './limb-rows.ts'
import { timelineOf } from './timeline.ts'

const at = (minute: number) => new Date(AT_MS + minute * 60_000).toISOString()

test('the limbs: over is strictly more than the threshold', () => {
  const sum = (persons: number) => ({ persons, from: at(0), to: at(0) })
  const limb = { exceeds: 'possible', min: sum(29), likely: sum(30), max: { ...sum(31), openEnded: true } } as const
  const [row] = limbRows({ limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb }, threshold: 30 })
  expect(row?.cells.map(({ persons, over }) => [persons, over])).toEqual([
    ['29', false],
    ['30', false],
    ['31 or more', true],
  ])
})

test('the timeline holds all arrivals, in order, inside its edges', () => {
  const [first] = anAlertView().craft
  if (first === undefined) throw new Error('the builder has a craft')
  const craft = [0, 10, 450].map((minute) => ({ ...first, arrivedAt: at(minute) }))
  const xs = timelineOf(anAlertView({ craft, lastArrivalAt: at(450) })).dots.map(({ x }) => x)
  expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  expect([(xs[0] ?? 0) > 0, (xs[2] ?? 100) < 100]).toEqual([true, true])
})

test.each([
  [undefined, {}, 'new', true],
  [{}, { version: 2, changes: ['counts-raised'] }, 'counts up', false],
  [{ severity: 'warning' }, { version: 2, changes: ['severity-raised'] }, 'severity up', true],
  [{}, { state: 'acknowledged' }, 'acknowledged', false],
  [{ state: 'acknowledged' }, { version: 2, changes: ['craft-joined'] }, 'craft joined', true],
  [{ state: 'closed' }, { version: 2, changes: ['counts-raised'] }, 'was closed: counts up', true],
  [{ state: 'closed' }, { version: 2, state: 'closed', changes: ['counts-lowered'] }, 'counts down', false],
  [{}, { silencedUntil: at(9) }, 'silenced', false],
  [{}, {}, '', false],
] as const)('from %j to %j: “%s”, alarm news: %s', (before, after, words, news) => {
  const [was, is] = [before && anAlertView(before as object), anAlertView(after as object)]
  expect([changedWords(was, is), isAlarmNews(was, is)]).toEqual([words, news])
})

test('only alarms interrupt', () => {
  expect(announcementOf(undefined, anAlertView())?.assertive).toBe(true)
  expect(announcementOf(undefined, anAlertView({ severity: 'warning' }))?.assertive).toBe(false)
  expect(announcementOf(anAlertView(), anAlertView({ state: 'acknowledged' }))?.assertive).toBe(false)
  const escalated = anAlertView({ severity: 'warning', escalatedAt: at(9) })
  expect(announcementOf(anAlertView({ severity: 'warning' }), escalated)?.assertive).toBe(true)
  expect(announcementOf(anAlertView(), anAlertView())).toBeNull()
})

test('handover: the oldest acknowledgement first, with its questions', () => {
  const by = (minute: number) => ({ at: at(minute), operator: 'anna', note: null, version: 1 })
  const known = (alertId: string, minute: number) =>
    anAlertView({ alertId, state: 'acknowledged', acknowledgement: by(minute), version: 2 })
  const { open, unacknowledged } = handoverOf([known('late', 9), known('early', 1), anAlertView()], AT_MS)
  expect(open.map(({ alertId }) => alertId)).toEqual(['early', 'late'])
  expect(unacknowledged).toHaveLength(1)
  expect(open[0]?.questions).toEqual([
    'track:1: how many have permission?',
    'acknowledged at version 1, now 2: is the change known?',
  ])
})

test('handover: what was closed in the last 12 h, by whom and why', () => {
  const closed = (alertId: string, minute: number) =>
    anAlertView({
      ...{ alertId, state: 'closed', listed: false },
      closed: { at: at(minute), operator: 'ben', note: 'all safe ashore' },
    })
  const handover = handoverOf([closed('now', 0), closed('long ago', -12 * 60)], AT_MS)
  expect(handover).toMatchObject({
    ...{ open: [], unacknowledged: [] },
    closed: [{ alertId: 'now', by: 'ben', note: 'all safe ashore', sinceMs: AT_MS, questions: [] }],
  })
})

test('history: newest first, with what took no effect', () => {
  const rows = historyRows([
    { kind: 'version', at: at(0), version: 1, differences: [], alert: anAlertView() },
    {
      ...{ kind: 'action', at: at(1), action: 'close', expectedVersion: 1, outcome: 'overtaken' },
      ...{ operator: 'ben', note: 'done', until: null },
    },
  ])
  expect(rows.map(({ what, who }) => [what, who])).toEqual([
    ['close on version 1 (took no effect: overtaken)', 'ben'],
    ['version 1: raised', 'Landfall'],
  ])
})

test.each([
  ['a', false, true, 'acknowledge'],
  ['a', true, true, null],
  ['a', false, false, null],
  ['?', false, false, 'help'],
  ['z', false, true, null],
])('key %s, typing %s, single keys %s: %s', (key, isTyping, singleKeys, command) => {
  expect(keyCommandOf({ key, ctrlKey: false, metaKey: false, altKey: false }, isTyping, singleKeys)).toBe(command)
})
