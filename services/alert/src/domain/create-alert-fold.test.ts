import { describe, expect, test } from 'vitest'
import { anAction, aVersion } from '../testing/a-version.ts'
import { type ActionGiven, craftList, foldOf, outcomesOf, phaseOf, type VersionGiven } from '../testing/fold-of.ts'
import type { AlertVersion } from './alert-version.ts'
import { type AlertFold, appendAction, appendVersion, isWaiting } from './create-alert-fold.ts'
import { allowedActions } from './decide-action.ts'
import { TAIL_LIMITS, trimFold } from './fold/trim-fold.ts'

const outcomes = outcomesOf
const TAIL_VERSIONS_MAX = TAIL_LIMITS.tailVersionsMax
const hasAll = (): boolean => true
const first = craftList(['a:1', 40])

describe('what makes an acknowledged or closed alert unacknowledged again', () => {
  test.each<[string, Partial<AlertVersion>, Partial<AlertVersion>, boolean]>([
    ['a rise in severity', { severity: 'caution' }, { severity: 'warning' }, true],
    ['a fall in severity', { severity: 'alarm' }, { severity: 'warning' }, false],
    ['a joining craft with likely 1', { craft: first }, { craft: [...first, ...craftList(['a:2', 1])] }, true],
    ['a joining craft with likely 0', { craft: first }, { craft: [...first, ...craftList(['a:2', 0])] }, false],
    ['a leaving craft', { craft: [...first, ...craftList(['a:2', 1])] }, { craft: first }, false],
    ['a craft replaced by another', { craft: first }, { craft: craftList(['a:2', 40]) }, true],
    ['a craft that got a second name', { craft: first }, { craft: craftList(['a:2', 40, 'a:1']) }, false],
    [
      'a known craft that names the new one',
      { craft: first },
      { craft: craftList(['a:1', 40, 'a:2'], ['a:2', 40]) },
      false,
    ],
    ['a chain of names', { craft: first }, { craft: craftList(['a:2', 40, 'a:1'], ['a:3', 40, 'a:2']) }, false],
    ['cancelled', {}, { status: 'cancelled' }, false],
    ['open again soon after it was cancelled', { status: 'cancelled' }, { status: 'open' }, false],
    ['open again after it was superseded', { status: 'superseded' }, { status: 'open' }, true],
  ])('%s', (_what, before, after, isExpected) => {
    const acknowledged = foldOf({ v: 1, ...before }, { do: 'acknowledge' }, { v: 2, ...after })
    expect(phaseOf(acknowledged)).toBe(isExpected ? 'unacknowledged' : 'acknowledged')
    const closed = foldOf({ v: 1, ...before }, { do: 'close' }, { v: 2, ...after })
    expect(phaseOf(closed)).toBe(isExpected ? 'unacknowledged' : 'closed')
  })
})

describe('a silence', () => {
  const silence = { do: 'silence', untilMs: 60_000 } as const
  test.each<[string, readonly (VersionGiven | ActionGiven)[], boolean]>([
    ['lasts over a new version', [{ v: 1 }, silence, { v: 2 }], true],
    ['lasts when the severity falls', [{ v: 1, severity: 'alarm' }, silence, { v: 2, severity: 'warning' }], true],
    ['ends when the severity rises', [{ v: 1 }, silence, { v: 2, severity: 'alarm' }], false],
    [
      'does not return when the severity falls again',
      [{ v: 1 }, silence, { v: 2, severity: 'alarm' }, { v: 3 }],
      false,
    ],
    ['ends with unsilence', [{ v: 1 }, silence, { do: 'unsilence' }], false],
    ['ends when the alert is closed', [{ v: 1 }, silence, { do: 'close' }], false],
    ['whose end is past by the log’s time has no effect', [{ v: 1 }, { do: 'silence', untilMs: 2_000 }], false],
    ['ends when a warning escalates', [{ v: 1 }, silence, { do: 'escalate', escalateAfterMs: 1_000 }], false],
  ])('%s', (_what, records, isSilenced) => expect(foldOf(...records).now?.lifecycle.silence !== null).toBe(isSilenced))
})

describe('escalation', () => {
  test.each<[string, readonly (VersionGiven | ActionGiven)[], boolean]>([
    [
      'a warning that has been unacknowledged long enough escalates',
      [{ v: 1 }, { v: 2 }, { do: 'escalate', escalateAfterMs: 2_000 }],
      true,
    ],
    ['not a millisecond earlier', [{ v: 1 }, { v: 2 }, { do: 'escalate', escalateAfterMs: 2_001 }], false],
    ['an acknowledged one does not', [{ v: 1 }, { do: 'acknowledge' }, { do: 'escalate', escalateAfterMs: 1 }], false],
    [
      'a caution does not',
      [
        { v: 1, severity: 'caution' },
        { do: 'escalate', escalateAfterMs: 1 },
      ],
      false,
    ],
    [
      'a cancelled one does not',
      [
        { v: 1, status: 'cancelled' },
        { do: 'escalate', escalateAfterMs: 1 },
      ],
      false,
    ],
    [
      'the time runs from when it became a warning',
      [{ v: 1, severity: 'caution' }, { v: 2 }, { do: 'escalate', escalateAfterMs: 2_000 }],
      false,
    ],
    [
      'it ends when the severity changes',
      [{ v: 1 }, { do: 'escalate', escalateAfterMs: 1 }, { v: 2, severity: 'caution' }],
      false,
    ],
  ])('%s', (_what, records, isEscalated) =>
    expect(foldOf(...records).now?.lifecycle.escalatedAtMs !== null).toBe(isEscalated),
  )
})

describe('which actions take effect', () => {
  test('of two concurrent actions the first in the log', () => {
    const both = foldOf({ v: 1 }, { do: 'acknowledge', turn: 0 }, { do: 'close', turn: 0, operator: 'ben' })
    expect(outcomes(both)).toEqual(['took', 'overtaken'])
    expect(phaseOf(both)).toBe('acknowledged')
  })

  test('notes always do, and overtake no other action', () => {
    const noted = foldOf({ v: 1 }, { do: 'note', note: 'seen', turn: 7 }, { do: 'acknowledge', turn: 0 })
    expect(outcomes(noted)).toEqual(['took', 'took'])
    expect(noted.now?.lifecycle.notes).toEqual([{ atMs: 2_000, operator: 'anna', text: 'seen' }])
  })

  test('a repeat of the same action id does not', () => {
    const twice = foldOf({ v: 1 }, { do: 'note', actionId: 'x', note: 'a' }, { do: 'note', actionId: 'x', note: 'a' })
    expect(twice.now?.lifecycle.notes).toHaveLength(1)
  })

  test('the same id from another operator does', () => {
    const two = foldOf({ v: 1 }, { do: 'note', actionId: 'x' }, { do: 'note', actionId: 'x', operator: 'ben' })
    expect(two.now?.lifecycle.notes).toHaveLength(2)
  })

  test('an action on an earlier version does, for that version', () => {
    const late = foldOf({ v: 1 }, { v: 2 }, { do: 'acknowledge', expectedVersion: 1 })
    expect([phaseOf(late), outcomes(late)]).toEqual(['acknowledged', ['took']])
  })

  test('but does not acknowledge what a later version has added', () => {
    const late = foldOf({ v: 1 }, { v: 2, severity: 'alarm' }, { do: 'acknowledge', expectedVersion: 1 })
    expect([phaseOf(late), outcomes(late)]).toEqual(['unacknowledged', ['took']])
  })

  test('an action on an older version than that of an earlier action does not', () => {
    const late = foldOf({ v: 1 }, { v: 2 }, { do: 'note' }, { do: 'acknowledge', expectedVersion: 1 })
    expect([phaseOf(late), outcomes(late)]).toEqual(['unacknowledged', ['took', 'moved-on']])
  })

  test('an action on a version that comes later does, once it has come', () => {
    const early = foldOf({ v: 1 }, { do: 'acknowledge', expectedVersion: 2 })
    expect([phaseOf(early), outcomes(early)]).toEqual(['unacknowledged', ['unknown-version']])
    const later = appendVersion(early, aVersion({ version: 2, offset: 5 }), hasAll) as AlertFold
    expect([phaseOf(later), outcomes(later)]).toEqual(['acknowledged', ['took']])
  })

  test('an action on a version that was skipped does not, and is not waited for', () => {
    const gap = foldOf({ v: 1 }, { v: 3 }, { do: 'acknowledge', expectedVersion: 2 })
    expect(outcomes(gap)).toEqual(['unknown-version'])
    expect(isWaiting(gap)).toBe(false)
  })
})

test('of many versions only the newest can still be named by an action without reading the log', () => {
  const versions = Array.from({ length: TAIL_VERSIONS_MAX + 10 }, (_, index) => ({ v: index + 1 }))
  const whole = foldOf(...versions)
  const trimmed = trimFold(whole)
  expect([whole.tail.length, trimmed.tail.length]).toEqual([TAIL_VERSIONS_MAX + 9, TAIL_VERSIONS_MAX])
  expect(trimmed.now).toBe(whole.now)
  const acknowledge = (fold: AlertFold, expectedVersion: number) =>
    appendAction(fold, anAction({ expectedVersion, offset: 7 }), hasAll)
  expect(acknowledge(trimmed, 9)).toBeNull()
  for (const version of [10, 11, TAIL_VERSIONS_MAX + 10]) {
    expect(acknowledge(trimmed, version)?.now).toEqual(acknowledge(whole, version)?.now)
  }
})

test('and versions with many craft are dropped sooner', () => {
  const craft = craftList(...Array.from({ length: 2_000 }, (_, index) => [`a:${index}`, 1] as const))
  const { tail } = trimFold(foldOf({ v: 1, craft }, { v: 2, craft }, { v: 3, craft }, { v: 4, craft }, { v: 5, craft }))
  expect(tail.map(({ version }) => version)).toEqual([4, 5])
})

test.each<[string, readonly (VersionGiven | ActionGiven)[], readonly string[]]>([
  ['new', [{ v: 1 }], ['acknowledge', 'silence', 'note', 'close']],
  ['acknowledged', [{ v: 1 }, { do: 'acknowledge' }], ['silence', 'note', 'close']],
  [
    'silenced',
    [{ v: 1 }, { do: 'silence', untilMs: 60_000 }],
    ['acknowledge', 'silence', 'unsilence', 'note', 'close'],
  ],
  ['a silence is over', [{ v: 1 }, { do: 'silence', untilMs: 9_999 }], ['acknowledge', 'silence', 'note', 'close']],
  ['closed', [{ v: 1 }, { do: 'close' }], ['note', 'reopen']],
  ['reopened', [{ v: 1 }, { do: 'close' }, { do: 'reopen' }], ['silence', 'note', 'close']],
  ['cancelled, not acknowledged', [{ v: 1, status: 'cancelled' }], ['acknowledge', 'silence', 'note', 'close']],
])('actions allowed when %s', (_what, records, allowed) => {
  const { now } = foldOf(...records)
  expect(now && allowedActions(now.lifecycle, 10_000)).toEqual(allowed)
})
