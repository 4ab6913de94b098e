import { expect, test } from 'vitest'
import { aState } from '../testing/a-state.ts'
import { anAlertView } from '../testing/an-alert-view.ts'
import { withOrder } from './with-order.ts'

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
