import { describe, expect, test } from 'vitest'
import { craftList, foldOf, phaseOf } from '../testing/fold-of.ts'
import type { AlertVersion } from './alert-version.ts'

const first = craftList(['a:1', 40])

describe('whether more people than at its closing reopen an alert', () => {
  const two = craftList(['a:1', 40], ['a:2', 20])
  test.each<[string, Partial<AlertVersion>, readonly Partial<AlertVersion>[], boolean]>([
    ['on the same craft', { craft: first }, [{ craft: craftList(['a:1', 41]) }], true],
    ['the same number', { craft: first }, [{ craft: first }], false],
    ['fewer', { craft: first }, [{ craft: craftList(['a:1', 33]) }], false],
    [
      'fewer, then the same number again',
      { craft: first },
      [{ craft: craftList(['a:1', 33]) }, { craft: first }],
      false,
    ],
    [
      'fewer, then more',
      { craft: first },
      [{ craft: craftList(['a:1', 33]) }, { craft: craftList(['a:1', 60]) }],
      true,
    ],
    ['on the smaller of two', { craft: two }, [{ craft: craftList(['a:1', 40], ['a:2', 35]) }], true],
    [
      'on a craft that joined with nobody likely',
      { craft: first },
      [{ craft: craftList(['a:1', 40], ['a:2', 0]) }, { craft: two }],
      true,
    ],
    [
      'on a second visit, but fewer than on the first',
      { craft: first },
      [{ craft: craftList(['a:1', 40], ['a:1', 30]) }],
      false,
    ],
    ['under another name', { craft: first }, [{ craft: craftList(['a:2', 60, 'a:1']) }], true],
    [
      'the same number under another name',
      { craft: first },
      [{ craft: craftList(['a:1', 40], ['a:2', 40, 'a:1']) }],
      false,
    ],
    [
      'more on a caution',
      { craft: first, severity: 'caution' },
      [{ craft: craftList(['a:1', 60]), severity: 'caution' }],
      false,
    ],
    ['more on a cancelled alert', { craft: first }, [{ craft: craftList(['a:1', 60]), status: 'cancelled' }], false],
  ])('%s', (_what, before, after, isReopened) => {
    const later = after.map((version, index) => ({ v: index + 2, ...version }))
    expect(phaseOf(foldOf({ v: 1, ...before }, { do: 'close' }, ...later))).toBe(
      isReopened ? 'unacknowledged' : 'closed',
    )
    expect(phaseOf(foldOf({ v: 1, ...before }, { do: 'acknowledge' }, ...later))).toBe('acknowledged')
  })

  test('closed again at a greater number, it stays closed up to that number', () => {
    const again = [
      { v: 2, craft: craftList(['a:1', 60]) },
      { do: 'close' },
      { v: 3, craft: craftList(['a:1', 55]) },
    ] as const
    expect(phaseOf(foldOf({ v: 1, craft: first }, { do: 'close' }, ...again))).toBe('closed')
  })
})
