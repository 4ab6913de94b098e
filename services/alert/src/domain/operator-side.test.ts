import { expect, test } from 'vitest'
import { anAction, aVersion } from '../testing/a-version.ts'
import type { AlertAction } from './alert-action.ts'
import { type AlertNow, appendAction, appendVersion, createAlertFold } from './create-alert-fold.ts'
import { historyOf } from './history-of.ts'
import { isListed, operatorSide, type Viewer } from './operator-side.ts'

const foldOf = (status: 'open' | 'cancelled', ...actions: readonly Partial<AlertAction>[]) => {
  const fold = createAlertFold('nz-1')
  appendVersion(fold, aVersion({ status }))
  for (const [index, action] of actions.entries())
    appendAction(fold, anAction({ offset: index, turn: index, ...action }))
  return fold
}
const nowOf = (...given: Parameters<typeof foldOf>): AlertNow => {
  const { now } = foldOf(...given)
  if (now === null) throw new Error('no version')
  return now
}

test.each<[string, AlertNow, boolean]>([
  ['open', nowOf('open'), true],
  ['open, acknowledged', nowOf('open', {}), true],
  ['open, closed', nowOf('open', { action: 'close' }), false],
  ['cancelled, not acknowledged', nowOf('cancelled'), true],
  ['cancelled, acknowledged', nowOf('cancelled', {}), false],
  ['cancelled, closed', nowOf('cancelled', { action: 'close' }), false],
])('%s: listed is %o', (_name, now, expected) => {
  expect(isListed(now)).toBe(expected)
})

const SECRETS = ['anna', 'handed to police', 'seen by ben']
const fold = foldOf(
  'open',
  { operator: 'anna', note: 'seen by ben' },
  { action: 'note', operator: 'anna', note: 'handed to police' },
  { action: 'close', operator: 'anna', note: 'handed to police', turn: 1 },
)

test.each<[Viewer, boolean]>([
  ['operator', true],
  ['subscriber', false],
])('a %s sees names of operators and notes: %o', (viewer, expected) => {
  if (fold.now === null) throw new Error('no version')
  const shown = JSON.stringify([operatorSide(fold.now, viewer, 9_000), historyOf(fold, viewer, 0, 100)])
  expect(SECRETS.map((secret) => shown.includes(secret))).toEqual(SECRETS.map(() => expected))
  expect(operatorSide(fold.now, viewer, 9_000)).toMatchObject({ state: 'closed', closed: {}, acknowledgement: {} })
})
