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
