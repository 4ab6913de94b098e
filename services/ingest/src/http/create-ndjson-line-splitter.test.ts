import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNdjsonLineSplitter, type NdjsonLine } from './create-ndjson-line-splitter.ts'

const LINE_BYTES_MAX = 20

const split = (chunks: readonly Uint8Array[]): readonly NdjsonLine[] => {
  const splitter = createNdjsonLineSplitter(LINE_BYTES_MAX)
  return [...chunks.flatMap((chunk) => splitter.push(Buffer.from(chunk))), ...splitter.end()]
}
const check = (body: string | Buffer, expected: readonly (readonly [number, string, NdjsonLine['fault']])[]): void => {
  const lines = split([Buffer.from(body)])
  expect(lines.map(({ number, text, fault }) => [number, text, fault])).toEqual(expected)
}

const long = 'x'.repeat(LINE_BYTES_MAX)
type Expected = readonly (readonly [number, string, NdjsonLine['fault']])[]
const rows: readonly (readonly [name: string, body: string | Buffer, expected: Expected])[] = [
  ['nothing', '', []],
  ['one line', 'a\n', [[1, 'a', null]]],
  [
    'no line feed at the end',
    'a\nb',
    [
      [1, 'a', null],
      [2, 'b', null],
    ],
  ],
  [
    'blank lines are counted, not given',
    'a\n\n \t\r\nb\n',
    [
      [1, 'a', null],
      [4, 'b', null],
    ],
  ],
  [
    'a byte order mark',
    '\ufeffa\n\ufeffb',
    [
      [1, 'a', null],
      [2, '\ufeffb', null],
    ],
  ],
  ['carriage returns stay: JSON takes them', 'a\r\n', [[1, 'a\r', null]]],
  [
    'as long as may be',
    `${long}\na`,
    [
      [1, long, null],
      [2, 'a', null],
    ],
  ],
  [
    'one byte too long',
    `${long}y\na`,
    [
      [1, `${long}y`, 'too-long'],
      [2, 'a', null],
    ],
  ],
  [
    'too long in bytes, not in letters',
    `${'ō'.repeat(11)}\na`,
    [
      [1, 'ō'.repeat(11), 'too-long'],
      [2, 'a', null],
    ],
  ],
  [
    'not UTF-8',
    Buffer.from([0x61, 0x0a, 0xff, 0x0a, 0x62]),
    [
      [1, 'a', null],
      [2, '\ufffd', 'not-utf8'],
      [3, 'b', null],
    ],
  ],
]

test.each(rows)('%s', (_name, body, expected) => check(body, expected))

test('only the last line can lack its line feed', () => {
  expect(split([Buffer.from('a\nb')]).map(({ isUnended }) => isUnended)).toEqual([false, true])
  expect(split([Buffer.from('a\nb\n')]).map(({ isUnended }) => isUnended)).toEqual([false, false])
})

test('the lines do not depend on how the bytes are cut into chunks', () => {
  const bodies = fc
    .array(fc.oneof(fc.constantFrom('\n', 'ō', '\r', '\ufeff', long), fc.string({ maxLength: 5 })), { maxLength: 20 })
    .map((parts) => Buffer.from(parts.join('')))
  const noise = fc.uint8Array({ maxLength: 60, max: 255 }).map((bytes) => Buffer.from(bytes))
  const cuts = fc.array(fc.nat(100), { maxLength: 10 })
  const outcome = (lines: readonly NdjsonLine[]) =>
    lines.map(({ number, text, fault, isUnended }) => [number, fault, isUnended, fault === 'too-long' ? '' : text])
  fc.assert(
    fc.property(fc.oneof(bodies, noise), cuts, (body, places) => {
      const ends = [...places, body.length].sort((a, b) => a - b)
      const chunks = ends.map((end, index) => body.subarray(ends[index - 1] ?? 0, end))
      // A line too long to be held is returned as soon as that is known: only its beginning and `isUnended` may differ.
      const whole = outcome(split([body])).filter(([, fault]) => fault !== 'too-long')
      const cut = outcome(split(chunks)).filter(([, fault]) => fault !== 'too-long')
      expect(cut).toEqual(whole)
      const tooLong = (lines: readonly NdjsonLine[]) =>
        lines.filter(({ fault }) => fault === 'too-long').map(({ number }) => number)
      expect(tooLong(split(chunks))).toEqual(tooLong(split([body])))
    }),
    { numRuns: 2_000 },
  )
})

test('of a line without end only the beginning is held', () => {
  const splitter = createNdjsonLineSplitter(1_000)
  const chunk = Buffer.alloc(900, 'x')
  const lines = Array.from({ length: 1_000 }, () => splitter.push(chunk)).flat()
  expect(lines.map(({ fault, text }) => [fault, text.length])).toEqual([['too-long', 1_800]])
  expect(splitter.push(Buffer.from('\na\n')).map(({ number, text }) => [number, text])).toEqual([[2, 'a']])
})
