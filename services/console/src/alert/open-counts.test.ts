import { expect, test } from 'vitest'
import { anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { openCounts } from './open-counts.ts'

test('counts what is open, real and of exercises apart', () => {
  const alerts = [
    anAlertView(),
    aSilentView({ state: 'acknowledged' }),
    anAlertView({ status: 'cancelled' }),
    anAlertView({ state: 'closed', listed: false }),
    anAlertView({ exercise: true }),
  ]
  expect(openCounts(alerts)).toEqual({ real: 2, exercise: 1 })
})
