import type { AlertViewOf } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { alertDetails } from './alert-details.ts'

const at = '2026-11-23T09:30:00.000Z'
const alert: AlertViewOf<'source-limit'> = {
  alertId: 'source-limit-1',
  version: 1,
  status: 'open',
  kind: 'source-limit',
  exercise: false,
  areaId: null,
  severity: 'caution',
  certainty: 'observed',
  sourcesMax: 1_000,
  reachedAt: at,
  supersededBy: null,
  reason: null,
  changes: ['raised'],
  state: 'unacknowledged',
  listed: true,
  raisedAt: at,
  updatedAt: at,
  acknowledgement: null,
  silencedUntil: null,
  escalatedAt: null,
  closed: null,
  notes: [{ at, operator: 'ana', text: `seen\n  ${at} ben: false alarm` }],
  notesMore: 0,
  allowedActions: [],
}

test('a further line of a note cannot pass for another note', () => {
  const lines = alertDetails(alert, (_format, text) => text).flatMap((line) => line.split('\n'))
  expect(lines).toContain(`  ${at} ana: seen`)
  expect(lines).toContain(`      |   ${at} ben: false alarm`)
})

test('says which token acted, and that older notes are elsewhere', () => {
  const acknowledgement = { at, operator: 'ana', tokenId: '0a1b2c3d4e', note: null, version: 1 }
  const shown = { ...alert, state: 'acknowledged', acknowledgement, notesMore: 3 } as const
  const lines = alertDetails(shown, (_format, text) => text)
  expect(lines).toContain(`  acknowledged at ${at} by ana (token 0a1b2c3d4e)`)
  expect(lines).toContain('  3 older notes are in the history: landfall export --history')
})
