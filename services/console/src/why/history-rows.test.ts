import { expect, test } from 'vitest'
import { AT, AT_MS, anAlertView } from '../testing/an-alert-view.ts'
import { historyRows } from './version-history.tsx'

test('the newest entry comes first, and an action without effect says so', () => {
  const rows = historyRows([
    { kind: 'version', at: AT, version: 1, differences: [], alert: anAlertView() },
    {
      kind: 'action',
      at: new Date(AT_MS + 60_000).toISOString(),
      action: 'close',
      expectedVersion: 1,
      outcome: 'overtaken',
      operator: 'ben',
      note: 'done',
      until: null,
    },
  ])
  expect(rows.map(({ what, who }) => [what, who])).toEqual([
    ['close on version 1 (took no effect: overtaken)', 'ben'],
    ['version 1: raised', 'Landfall'],
  ])
})
