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

const ONE = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C'
const TAGGED = `\\s:x,c:1328131410*5A\\${ONE}`
const GLUED = [`1471172400 ${ONE},1327664821`, TAGGED, `$GPZDA,114702.51,27,01,2012,,*66`, '!AIVDM,1,1,,B,torn', ONE]

test('several sentences without line ends between them are several lines, wherever they are cut', () => {
  const text = GLUED.join('')
  for (let cut = 0; cut <= text.length; cut += 1) expect(split(text.slice(0, cut), text.slice(cut))).toEqual(GLUED)
  expect(split(`# ${ONE}${ONE}`)).toHaveLength(1)
})

test('a stream without any line end is read, sentence by sentence', () => {
  expect(split(...Array.from({ length: 100 }, () => ONE))).toEqual(Array.from({ length: 100 }, () => ONE))
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
