import type { ChecklistSpec } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT, AT_MS, anAlertView } from '../../testing/an-alert-view.ts'
import { anInboundView } from '../../testing/an-inbound-view.ts'
import { logEntries } from './log-entries.ts'

test('the newest entry comes first, and an action without effect says so', () => {
  const rows = logEntries(
    [
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
    ],
    null,
  )
  expect(rows.map(({ what, who }) => [what, who])).toEqual([
    ['Closed, without effect: somebody else was faster', 'ben'],
    ['Version 1: raised', null],
  ])
})

test('a version of an inbound group says how much its arrival moved since the version before', () => {
  const later = {
    earliest: '2026-11-23T15:00:00.000Z',
    likely: '2026-11-23T16:00:00.000Z',
    latest: '2026-11-23T18:00:00.000Z',
  }
  const version = { kind: 'version', at: AT, differences: [] } as const
  const rows = logEntries(
    [
      { ...version, version: 1, alert: anInboundView() },
      {
        ...version,
        version: 2,
        alert: anInboundView({ version: 2, eta: later, changes: ['eta-later', 'craft-arrived'] }),
      },
    ],
    null,
  )
  expect(rows.map(({ what }) => what)).toEqual(['Version 2: earliest 2 h later, craft arrived', 'Version 1: raised'])
})

const action = { kind: 'action', at: AT, expectedVersion: 1, outcome: 'took', operator: 'ben', note: null } as const
const checklist: ChecklistSpec = {
  kind: 'mass-arrival',
  respondWithinMinutes: 10,
  cause: 'c',
  consequence: 'c',
  items: [{ item: 'police', text: 'Police informed' }],
}

test.each([
  [{ ...action, action: 'silence' as const, until: AT }, 'Silenced until 23 Nov 09:00 UTC'],
  [{ ...action, action: 'tick' as const, until: null, item: 'police' }, 'Done: Police informed'],
  [{ ...action, action: 'untick' as const, until: null, item: 'gone' }, 'Not done after all: gone'],
  [
    { ...action, action: 'close' as const, until: null, reason: 'handed-over' as const, handedTo: 'Police' },
    'Closed: handed over to Police',
  ],
])('the action %j is said in words', (entry, what) => expect(logEntries([entry], checklist)[0]?.what).toBe(what))
