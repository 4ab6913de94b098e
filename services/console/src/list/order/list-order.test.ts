import { compareAlerts } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { aDistressView, anAlertView } from '../../testing/an-alert-view.ts'
import { anInboundView } from '../../testing/an-inbound-view.ts'
import { frozenOrder } from './frozen-order.ts'

test('the order is by severity, then unacknowledged first, then the newest raised; ended alerts come last', () => {
  const at = (minute: number) => `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`
  const alerts = [
    anAlertView({ alertId: 'ended', status: 'cancelled' }),
    anAlertView({ alertId: 'caution', severity: 'caution', raisedAt: at(50) }),
    anAlertView({ alertId: 'old alarm', raisedAt: at(1) }),
    anAlertView({ alertId: 'known alarm', state: 'acknowledged', raisedAt: at(59) }),
    anAlertView({ alertId: 'new alarm', raisedAt: at(2) }),
    anAlertView({ alertId: 'escalated', severity: 'warning', escalatedAt: at(0), raisedAt: at(0) }),
    anAlertView({ alertId: 'warning', severity: 'warning' }),
  ]
  const order = alerts.toSorted(compareAlerts).map(({ alertId }) => alertId)
  expect(order).toEqual(['new alarm', 'old alarm', 'escalated', 'known alarm', 'warning', 'caution', 'ended'])
})

test('of two alarms the one with more people stands first, though it was raised earlier; what is equal stays as it came', () => {
  const people = (likely: number) => ({ unauthorised: { min: 0, likely, max: 99, openEnded: false } })
  const many = anAlertView({ alertId: 'many', ...people(46) })
  const few = anAlertView({ alertId: 'few', ...people(35), raisedAt: '2026-11-23T10:00:00.000Z' })
  expect([few, many].toSorted(compareAlerts)).toEqual([many, few])
  const [b, a] = [anAlertView({ alertId: 'b' }), anAlertView({ alertId: 'a' })]
  expect([b, a].toSorted(compareAlerts)).toEqual([b, a])
})

test('whatever is real stands above whatever is an exercise', () => {
  const real = anAlertView({ alertId: 'real', severity: 'caution', status: 'cancelled', state: 'acknowledged' })
  const exercise = aDistressView({ alertId: 'exercise', exercise: true, raisedAt: '2026-11-23T10:00:00.000Z' })
  expect([exercise, real].toSorted(compareAlerts)).toEqual([real, exercise])
})

test('a call for help comes before other alarms, and after those that nobody has acknowledged once it is', () => {
  const alarm = anAlertView({ alertId: 'newer alarm', raisedAt: '2026-11-23T10:00:00.000Z' })
  const order = (call: ReturnType<typeof aDistressView>) =>
    [alarm, call].toSorted(compareAlerts).map(({ alertId }) => alertId)
  expect(order(aDistressView())).toEqual(['distress-1', 'newer alarm'])
  expect(order(aDistressView({ state: 'acknowledged' }))).toEqual(['newer alarm', 'distress-1'])
})

test('inbound groups stand first among their severity, by earliest arrival, below calls for help', () => {
  const etaAt = (hour: string) => ({ earliest: `2026-11-23T${hour}:00:00.000Z`, likely: '', latest: '' })
  const alerts = [
    anAlertView({ alertId: 'alarm' }),
    aDistressView(),
    anAlertView({ alertId: 'arrival', severity: 'warning', raisedAt: '2026-11-23T23:00:00.000Z' }),
    anInboundView({ alertId: 'no ETA', eta: null }),
    anInboundView({ alertId: 'later', eta: etaAt('18') }),
    anInboundView({ alertId: 'sooner', eta: etaAt('13') }),
    anInboundView({ alertId: 'known', eta: etaAt('12'), state: 'acknowledged' }),
    anInboundView({ alertId: 'exercise', eta: etaAt('11'), exercise: true }),
  ]
  const order = alerts.toSorted(compareAlerts).map(({ alertId }) => alertId)
  expect(order).toEqual(['distress-1', 'alarm', 'sooner', 'later', 'no ETA', 'arrival', 'known', 'exercise'])
})

test.each([
  [
    ['a', 'b'],
    ['b', 'a'],
    ['a', 'b'],
  ],
  [
    ['a', 'b'],
    ['c', 'b', 'a'],
    ['a', 'b', 'c'],
  ],
  [
    ['a', 'b', 'c'],
    ['c', 'a'],
    ['a', 'c'],
  ],
  [[], ['b', 'a'], ['b', 'a']],
])('while frozen as %j, a new order %j becomes %j', (shown, wanted, frozen) =>
  expect(frozenOrder(shown, wanted)).toEqual(frozen),
)
