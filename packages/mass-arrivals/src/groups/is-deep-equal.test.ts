import { expect, test } from 'vitest'
import { isDeepEqual } from './is-deep-equal.ts'

test.each([
  ['fields in another order', { a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  ['-0, which JSON writes as 0', { longitude: -0 }, { longitude: 0 }, true],
  ['another value', { a: 1 }, { a: 2 }, false],
  ['a field more', { a: 1 }, { a: 1, b: 1 }, false],
  ['another field', { a: 1 }, { b: 1 }, false],
  ['another order of items', [1, 2], [2, 1], false],
  ['an item less', [1, 2], [1], false],
  ['null and nothing', { a: null }, {}, false],
  ['an array and an object', [], {}, false],
])('%s', (_, a, b, expected) => {
  expect(isDeepEqual(a, b)).toBe(expected)
  expect(isDeepEqual(b, a)).toBe(expected)
})
