import { expect, test } from 'vitest'
import { actionInHistory } from '../log/history-places.ts'
import { anAction, aVersion } from '../testing/a-version.ts'
import type { AlertAction } from './alert-action.ts'
import { type AlertNow, appendAction, appendVersion, createAlertFold } from './create-alert-fold.ts'
import { isListed, operatorSide, type Viewer } from './operator-side.ts'

const actionsOf = (...given: readonly Partial<AlertAction>[]): readonly AlertAction[] =>
  given.map((one, index) => anAction({ offset: index, turn: index, ...one }))
const foldOf = (status: 'open' | 'cancelled', ...given: readonly Partial<AlertAction>[]) => {
  const hasVersion = (): boolean => false
  let fold = appendVersion(createAlertFold('nz-1'), aVersion({ status }), hasVersion)
  for (const action of actionsOf(...given)) fold = fold && appendAction(fold, action, hasVersion)
  if (fold === null) throw new Error('no such version')
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

const SECRETS = ['anna', 'handed to police', 'seen by ben', '0a1b2c3d4e']
const DONE = [
  { operator: 'anna', tokenId: '0a1b2c3d4e', note: 'seen by ben' },
  { action: 'note', operator: 'anna', note: 'handed to police' },
  { action: 'close', operator: 'anna', note: 'handed to police', turn: 1 },
] as const
const fold = foldOf('open', ...DONE)

test.each<[Viewer, boolean]>([
  ['operator', true],
  ['subscriber', false],
])('a %s sees names of operators and notes: %o', (viewer, expected) => {
  if (fold.now === null) throw new Error('no version')
  const history = actionsOf(...DONE).map((action) => actionInHistory(action, fold.decided, viewer))
  const shown = JSON.stringify([operatorSide(fold.now, viewer, 9_000), history])
  expect(SECRETS.map((secret) => shown.includes(secret))).toEqual(SECRETS.map(() => expected))
  expect(operatorSide(fold.now, viewer, 9_000)).toMatchObject({ state: 'closed', closed: {}, acknowledgement: {} })
})

const historyOf = (...actions: readonly Partial<AlertAction>[]) => {
  const { decided } = foldOf('open', ...actions)
  return actionsOf(...actions).map((action) => actionInHistory(action, decided, 'operator'))
}
const sideOf = (...actions: readonly Partial<AlertAction>[]) =>
  operatorSide(nowOf('open', ...actions), 'operator', 9_000)

test('each action is shown with the token that took it, in the alert and in its history', () => {
  const tokenId = '0a1b2c3d4e'
  const actions = [
    { tokenId, note: 'seen' },
    { action: 'note', tokenId, note: 'n' },
    { action: 'close', tokenId, turn: 1 },
  ] as const
  const by = { operator: 'anna', tokenId }
  expect(sideOf(...actions)).toMatchObject({ acknowledgement: by, closed: by, notes: [by] })
  expect(historyOf(...actions)).toMatchObject([by, by, by])
})

test('an alert carries its newest 10 notes, each of at most 500 characters; the history has all of them whole', () => {
  const long = `${'x'.repeat(498)}😀${'y'.repeat(3_000)}`
  const actions = Array.from(
    { length: 12 },
    (_, index) => ({ action: 'note', note: `${index} ${long}`, turn: 0 }) as const,
  )
  const { notes, notesMore } = sideOf(...actions)
  expect([notes.length, notesMore, notes[0]?.text.slice(0, 2)]).toEqual([10, 2, '2 '])
  for (const { text } of notes) {
    expect(text.length).toBeLessThanOrEqual(500)
    expect(text).toMatch(/^\d+ x+…$/) // No half of a surrogate pair.
  }
  expect(historyOf(...actions).filter(({ note }) => note?.endsWith('yyy'))).toHaveLength(12)
})

test('the notes of an acknowledgement and of a closing are cut alike', () => {
  const note = 'z'.repeat(4_000)
  const { acknowledgement, closed } = sideOf({ note }, { action: 'close', note, turn: 1 })
  for (const shown of [acknowledgement, closed]) expect(shown?.note).toBe(`${'z'.repeat(499)}…`)
})
