import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wrapWords } from './wrap-words.ts'

test.each([
  ['', 10, '', ['']],
  ['one two three', 7, '', ['one two', 'three']],
  ['one two three', 13, '', ['one two three']],
  ['one two three', 7, '  ', ['one two', '  three']],
  ['nz-20261123-7f3a9c1e v3', 10, '', ['nz-20261123-7f3a9c1e', 'v3']],
  ['  one two', 6, '  ', ['  one', '  two']],
  ['a b', Infinity, '', ['a b']],
])('%j in %d columns, indented by %j, is %j', (text, width, indent, lines) =>
  expect(wrapWords(text, width, indent)).toEqual(lines),
)

test('every word stays, in its order, and no line is wider than asked unless it is a single word', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 })
  fc.assert(
    fc.property(words, fc.integer({ min: 8, max: 80 }), (given, width) => {
      const lines = wrapWords(given.join(' '), width, '  ')
      expect(lines.map((line) => line.trim()).join(' ')).toBe(given.join(' '))
      for (const line of lines) expect(line.length <= width || !line.trim().includes(' ')).toBe(true)
    }),
  )
})
