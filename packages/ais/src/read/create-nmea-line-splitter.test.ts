import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NMEA_LINE_CHARACTERS_MAX, parseNmeaLine } from '../sentence/parse-nmea-line.ts'
import { createNmeaLineSplitter } from './create-nmea-line-splitter.ts'

const split = (...chunks: readonly string[]) => {
  const splitter = createNmeaLineSplitter()
  const lines = chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk, 'latin1')))
  return [...lines, ...splitter.end()]
}

test.each([
  [['a\nb\n'], ['a', 'b']],
  [['a\r\nb\r\n'], ['a', 'b']],
  [['a\rb\r'], ['a', 'b']],
  [
    ['a', 'b', '\nc'],
    ['ab', 'c'],
  ],
  [['\n\n'], ['', '']],
  [['\u00e9\n'], ['\u00e9']],
  [[''], []],
])('%j is %j', (chunks, lines) => {
  expect(split(...chunks)).toEqual(lines)
})

test('chunk boundaries make no difference', () => {
  const text = fc.array(fc.string({ unit: fc.constantFrom('a', '\n'), maxLength: 9 }))
  fc.assert(
    fc.property(text, (chunks) => {
      expect(split(...chunks)).toEqual(split(chunks.join('')))
    }),
  )
})

test('an endless line is passed on as too long, and the lines after it are read', () => {
  const lines = split('x'.repeat(NMEA_LINE_CHARACTERS_MAX * 3), 'y'.repeat(10_000), 'z\nnext\n')
  expect(lines.map((line) => line.length)).toEqual([NMEA_LINE_CHARACTERS_MAX + 1, 4])
  expect(parseNmeaLine(lines[0] ?? '')).toEqual({ kind: 'refused', reason: 'line-too-long' })
  expect(lines[1]).toBe('next')
})

test('nothing remains of a line that was too long', () => {
  expect(split('x'.repeat(NMEA_LINE_CHARACTERS_MAX * 3), 'y')).toHaveLength(1)
})
