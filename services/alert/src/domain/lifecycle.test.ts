import { expect, test } from 'vitest'
import { aVersion } from '../testing/a-version.ts'
import { beginLifecycle, type Lifecycle, takeVersion } from './lifecycle.ts'

const acknowledged: Lifecycle = {
  ...beginLifecycle(aVersion()),
  attention: { phase: 'acknowledged', acknowledgement: { atMs: 1, operator: 'anna', note: null, version: 1 } },
}

test.each([
  [true, 'unacknowledged'],
  [false, 'acknowledged'],
] as const)('a joining craft that is not listed (%s) leaves the alert %s', (hasUnlistedJoining, phase) => {
  const after = aVersion({ version: 2, hasUnlistedJoining })
  expect(takeVersion(acknowledged, aVersion(), after).attention.phase).toBe(phase)
})

const call = aVersion({ kind: 'distress', severity: 'alarm', areaId: null, craft: [] })
const closed: Lifecycle = {
  ...acknowledged,
  attention: {
    phase: 'closed',
    acknowledgement: { atMs: 1, operator: 'anna', note: null, version: 1 },
    closing: { atMs: 2, operator: 'anna', note: 'all picked up', version: 1, craft: [] },
  },
}

test('a call for help that was closed stays closed while the same device goes on, and silence does not close one', () => {
  expect(takeVersion(closed, call, { ...call, version: 2 }).attention.phase).toBe('closed')
  expect(takeVersion(beginLifecycle(call), call, { ...call, version: 2 }).attention.phase).toBe('unacknowledged')
})
