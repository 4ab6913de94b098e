import { expect, test } from 'vitest'
import { NO_FILTER } from '../../navigation/route.ts'
import { anAlertView } from '../../testing/an-alert-view.ts'
import { anInboundView } from '../../testing/an-inbound-view.ts'
import { shownAlerts } from './shown-alerts.ts'

const all = [
  anAlertView({ alertId: 'real' }),
  anAlertView({ alertId: 'exercise', exercise: true }),
  anAlertView({ alertId: 'warning', severity: 'warning', areaId: 'ck' }),
  anAlertView({ alertId: 'closed', state: 'closed', listed: false }),
]
const wish = { filter: NO_FILTER, world: 'both', showFinished: false, search: '' } as const

test.each([
  [wish, ['real', 'warning', 'exercise'], 0, 0],
  [{ ...wish, showFinished: true }, ['real', 'closed', 'warning', 'exercise'], 0, 0],
  [{ ...wish, world: 'real' as const }, ['real', 'warning'], 1, 1],
  [{ ...wish, filter: { ...NO_FILTER, severities: ['warning'] as const } }, ['warning'], 2, 2],
  [{ ...wish, filter: { ...NO_FILTER, areaIds: ['nz'] } }, ['real', 'exercise'], 1, 0],
  [{ ...wish, search: 'warn' }, ['warning'], 2, 2],
])('with %j the list shows %j and hides %i, %i of them alarms', (given, shown, hidden, hiddenAlarms) => {
  const found = shownAlerts(all, given)
  expect(found.alerts.map(({ alertId }) => alertId)).toEqual(shown)
  expect([found.hidden, found.hiddenAlarms]).toEqual([hidden, hiddenAlarms])
})

test('a filter by kind hides the others, and counts what it hides', () => {
  const found = shownAlerts([...all, anInboundView()], { ...wish, filter: { ...NO_FILTER, kinds: ['inbound-group'] } })
  expect(found.alerts.map(({ alertId }) => alertId)).toEqual(['nz-in'])
  expect([found.hidden, found.hiddenAlarms]).toEqual([3, 2])
})
