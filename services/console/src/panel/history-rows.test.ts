import { expect, test } from 'vitest'
import { AT, AT_MS, anAlertView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
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

test('a version of an inbound group says how much its arrival moved since the version before', () => {
  const later = {
    earliest: '2026-11-23T15:00:00.000Z',
    likely: '2026-11-23T16:00:00.000Z',
    latest: '2026-11-23T18:00:00.000Z',
  }
  const version = { kind: 'version', at: AT, differences: [] } as const
  const rows = historyRows([
    { ...version, version: 1, alert: anInboundView() },
    {
      ...version,
      version: 2,
      alert: anInboundView({ version: 2, eta: later, changes: ['eta-later', 'craft-arrived'] }),
    },
  ])
  expect(rows.map(({ what }) => what)).toEqual(['version 2: earliest 2 h later, craft arrived', 'version 1: raised'])
})
