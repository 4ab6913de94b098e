import type { Watch } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT_MS, anAlertView } from '../testing/an-alert-view.ts'
import { watchSummary } from './watch-summary.ts'

const aWatch = (watchId: string, hour: number, given: Partial<Watch> = {}): Watch => ({
  watchId,
  operator: `desk ${watchId}`,
  note: null,
  alertIds: [],
  alertsMore: 0,
  at: new Date(AT_MS + hour * 3_600_000).toISOString(),
  ...given,
})

test('nobody has the watch until somebody has taken it over', () =>
  expect(watchSummary({ current: null, former: [] }, [anAlertView()])).toBeNull())

test('of what was taken over it says how much, and what is still open', () => {
  const current = aWatch('3', 8, { alertIds: ['nz-1', 'nz-closed', 'nz-gone'], alertsMore: 2, note: 'Quiet.' })
  const alerts = [
    anAlertView(),
    anAlertView({ alertId: 'nz-closed', listed: false }),
    anAlertView({ alertId: 'nz-new' }),
  ]
  expect(watchSummary({ current, former: [] }, alerts)).toMatchObject({
    by: 'desk 3',
    sinceMs: AT_MS + 8 * 3_600_000,
    note: 'Quiet.',
    tookOver: 5,
    stillOpen: [{ alertId: 'nz-1' }],
  })
})

test('each former watch ended when the next one began; three are shown', () => {
  const former = [aWatch('4', 4), aWatch('3', 3), aWatch('2', 2), aWatch('1', 1)]
  expect(watchSummary({ current: aWatch('5', 5), former }, [])?.former).toEqual(
    [4, 3, 2].map((hour) => ({
      by: `desk ${hour}`,
      fromMs: AT_MS + hour * 3_600_000,
      toMs: AT_MS + (hour + 1) * 3_600_000,
    })),
  )
})
