import { expect, test } from 'vitest'
import { CARDS_MAX } from '../list/order/list-shape.ts'
import { aState } from '../testing/a-state.ts'
import { anAlertView } from '../testing/an-alert-view.ts'
import { withOrder } from './with-order.ts'
import { withList, withRoute } from './with-route.ts'

const warning = anAlertView({ alertId: 'warning', severity: 'warning' })
const alarm = anAlertView({ alertId: 'alarm' })
const alerts = new Map([warning, alarm].map((alert) => [alert.alertId, { alert, changed: '', changedAtMs: 0 }]))

test.each([
  ['an alarm goes above a warning', false, ['alarm', 'warning']],
  ['while the order is frozen it comes below', true, ['warning', 'alarm']],
])('%s', (_what, isOrderFrozen, order) => {
  expect(withOrder(aState({ alerts, order: ['warning'], isOrderFrozen })).order).toEqual(order)
})

test('an order that has not changed leaves the state as it is, so that nothing is rendered', () => {
  const state = aState({ alerts, order: ['alarm', 'warning'] })
  expect(withOrder(state)).toBe(state)
})

const manyAlerts = (count: number) =>
  new Map(
    Array.from({ length: count }, (_, i) => {
      const alert = anAlertView({ alertId: `a${i}` })
      return [alert.alertId, { alert, changed: '', changedAtMs: 0 }]
    }),
  )

test('above eight alerts the rows are in groups, and one fewer makes cards of them', () => {
  const state = withOrder(aState({ alerts: manyAlerts(CARDS_MAX + 1) }))
  expect(state.list.groups.flatMap(({ alertIds }) => alertIds)).toEqual(state.order)
  expect(withOrder({ ...state, alerts: manyAlerts(CARDS_MAX) }).list.groups).toEqual([])
})

test('while the list is held, cards stay cards and groups stay groups', () => {
  const cards = withOrder(aState({ alerts: manyAlerts(CARDS_MAX) }))
  const more = withOrder({ ...cards, alerts: manyAlerts(CARDS_MAX + 1), isOrderFrozen: true })
  expect([more.list.groups.length, more.order.length]).toEqual([0, CARDS_MAX + 1])
  const groups = withOrder({ ...more, isOrderFrozen: false })
  const fewer = withOrder({ ...groups, alerts: manyAlerts(1), isOrderFrozen: true })
  expect(fewer.list.groups.map(({ alertIds }) => alertIds)).toEqual([['a0']])
})

test('what an operator asks for shows at once, held or not', () => {
  const state = withOrder(aState({ alerts: manyAlerts(CARDS_MAX + 1), isOrderFrozen: true }))
  const found = withOrder(withList(state, { search: 'a3' }))
  expect([found.order, found.list.groups]).toEqual([['a3'], []])
})

test('choosing an alert opens its group', () => {
  const state = withOrder(aState({ alerts: manyAlerts(CARDS_MAX + 1) }))
  const key = state.list.groups[0]?.key ?? ''
  const closed = { ...state, list: { ...state.list, opened: new Map([[key, 'closed' as const]]) } }
  expect([...withRoute(closed, { alertId: 'a3' }).list.opened]).toEqual([])
  expect(withRoute(closed, { view: 'watch' }).list.opened).toBe(closed.list.opened)
})
