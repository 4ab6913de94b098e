import { expect, test } from 'vitest'
import { AT_MS, aDistressView, anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { chipsOf } from './chips-of.ts'

const at = (minute: number) => new Date(AT_MS + minute * 60_000).toISOString()
const known = { state: 'acknowledged' } as const
const chips = (...alerts: Parameters<typeof chipsOf>[0]) => chipsOf(alerts, AT_MS + 34 * 60_000)

test('the real and the exercise are counted apart, and what is over is not', () => {
  const alerts = [anAlertView(), anAlertView({ exercise: true }), anAlertView({ status: 'cancelled' })]
  expect(chips(...alerts, anAlertView({ state: 'closed', listed: false }))).toMatchObject({ real: 1, exercise: 1 })
})

test('what waits is counted by severity, without the exercise; a press leads to the oldest', () => {
  const { unacknowledged, oldest } = chips(
    anAlertView({ alertId: 'new', raisedAt: at(9) }),
    anAlertView({ alertId: 'old', raisedAt: at(4) }),
    anAlertView({ alertId: 'escalated', severity: 'warning', escalatedAt: at(8), raisedAt: at(8) }),
    anAlertView({ alertId: 'exercise', exercise: true, raisedAt: at(0) }),
    aSilentView({ raisedAt: at(5) }),
  )
  expect(unacknowledged).toEqual([
    { severity: 'alarm', text: '3 ALARM', oldestId: 'old' },
    { severity: 'caution', text: '1 CAUTION', oldestId: 'source-1' },
  ])
  expect(oldest).toBe('oldest 30 min')
})

test('where nothing real is open, the exercise is counted', () =>
  expect(chips(anAlertView({ exercise: true })).unacknowledged.map(({ text }) => text)).toEqual(['1 ALARM']))

test('what is acknowledged is counted by what it is: calls for help, severities, silenced', () => {
  const { acknowledged } = chips(
    anAlertView(known),
    aDistressView(known),
    aSilentView({ ...known, silencedUntil: at(60) }),
    aSilentView({ ...known, alertId: 'other', silencedUntil: at(1) }),
  )
  expect(acknowledged.map(({ severity, text }) => [severity, text])).toEqual([
    ['alarm', '1 distress'],
    ['alarm', '1 alarm'],
    ['caution', '1 caution'],
    ['caution', '1 silenced'],
  ])
})

test('nothing waits and nothing is expected', () =>
  expect(chips()).toEqual({
    real: 0,
    exercise: 0,
    unacknowledged: [],
    oldest: '',
    acknowledged: [],
    deadline: '',
  }))

test.each([
  [-60, 'inbound, earliest in 5 h 00 min'],
  [240, 'inbound, may arrive now'],
  [431, 'inbound, overdue: may need help'],
])('the nearest arrival %i min after nine: %s', (minute, deadline) => {
  const later = { earliest: at(1_000), likely: at(1_010), latest: at(1_020) }
  const alerts = [anInboundView({ eta: later }), anInboundView({ eta: null }), anInboundView()]
  expect(chipsOf(alerts, AT_MS + minute * 60_000).deadline).toBe(deadline)
})
