import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutEncoded, encodedBytesOf } from './cut-encoded.ts'

const NUL = String.fromCharCode(0)
const LONE_HIGH = String.fromCharCode(0xd83d)

test.each([
  ['plain', 'abcdef', 3, 'abc'],
  ['a control character takes six bytes', NUL.repeat(3), 13, NUL.repeat(2)],
  ['a line feed two', '\n\n\n', 5, '\n\n'],
  ['two bytes', 'ōō', 3, 'ō'],
  ['four bytes', '😀😀', 7, '😀'],
  ['a pair is not cut in two', 'a😀', 2, 'a'],
  ['half a pair takes six', `a${LONE_HIGH}b`, 7, `a${LONE_HIGH}`],
  ['nothing fits', NUL, 5, ''],
  ['all fits', 'abc', 3, 'abc'],
])('%s', (_what, text, bytesMax, expected) => {
  expect(cutEncoded(text, bytesMax)).toBe(expected)
})

test('law: what is kept is a beginning within the limit, and one character more would not be', () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 }).chain((one) => fc.constantFrom(one, `${one}${LONE_HIGH}`))
  fc.assert(
    fc.property(text, fc.nat(200), (given, bytesMax) => {
      const kept = cutEncoded(given, bytesMax)
      expect(given.startsWith(kept)).toBe(true)
      expect(encodedBytesOf(kept)).toBeLessThanOrEqual(bytesMax)
      const next = String.fromCodePoint(...[given.codePointAt(kept.length)].filter((code) => code !== undefined))
      if (next !== '') expect(encodedBytesOf(kept + next)).toBeGreaterThan(bytesMax)
    }),
  )
})
