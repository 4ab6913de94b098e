import { expect, test } from 'vitest'
import { describeCloseReason, describeConflict } from './describe-conflict.ts'

const NOW_MS = Date.parse('2026-11-27T02:10:00Z')
const at = '2026-11-27T01:58:40.000Z'
const nothing = { state: 'unacknowledged', acknowledgement: null, silencedUntil: null, closed: null } as const
const acknowledged = {
  ...nothing,
  state: 'acknowledged',
  acknowledgement: { at, operator: 'anna', note: null, version: 1 },
} as const
const closed = { ...acknowledged, state: 'closed', closed: { at, operator: 'ben', note: null } } as const
const silenced = {
  ...nothing,
  silencedUntil: '2026-11-27T03:00:00.000Z',
  silencedBy: { at, operator: 'anna', tokenId: '0123456789' },
} as const
const ticked = { ...nothing, checklist: [{ item: 'rescue', at, operator: 'anna' }] }

test.each<[Parameters<typeof describeConflict>[0], Parameters<typeof describeConflict>[1], string | null]>([
  [{ action: 'close' }, closed, 'Already closed by ben at 01:58 UTC'],
  [{ action: 'acknowledge' }, closed, 'Already closed by ben at 01:58 UTC'],
  [{ action: 'acknowledge' }, acknowledged, 'Already acknowledged by anna at 01:58 UTC'],
  [{ action: 'silence' }, silenced, 'Already silenced by anna (token 0123456789) at 01:58 UTC, until 03:00 UTC'],
  [{ action: 'silence' }, nothing, null],
  [{ action: 'unsilence' }, closed, 'Already closed by ben at 01:58 UTC'],
  [{ action: 'unsilence' }, nothing, null],
  [{ action: 'tick', item: 'rescue' }, ticked, 'Already ticked by anna at 01:58 UTC'],
  [{ action: 'tick', item: 'police' }, ticked, null],
  [{ action: 'untick', item: 'police' }, ticked, null],
  [{ action: 'reopen' }, nothing, null],
  [{ action: 'note' }, closed, null],
])('%j: says who was faster', (asked, side, words) => expect(describeConflict(asked, side, NOW_MS)).toBe(words))

test('the date is said where it was on another day', () => {
  const nextDay = Date.parse('2026-11-28T00:10:00Z')
  expect(describeConflict({ action: 'close' }, closed, nextDay)).toBe('Already closed by ben at 27 Nov 01:58 UTC')
})

test.each([
  [{ reason: 'resolved' }, 'resolved'],
  [{ reason: 'duplicate', duplicateOf: 'nz-2' }, 'duplicate of nz-2'],
  [{ reason: 'handed-over', handedTo: 'Police' }, 'handed over to Police'],
  [{ reason: 'handed-over', handedTo: null }, 'handed over'],
  [{ reason: null }, ''],
  [{}, ''],
] as const)('%j in words', (given, words) => expect(describeCloseReason(given)).toBe(words))
