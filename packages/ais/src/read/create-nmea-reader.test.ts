import { describe, expect, test } from 'vitest'
import { checksum, writePayload, writeSentence } from '../testing/write-payload.ts'
import { createNmeaReader } from './create-nmea-reader.ts'
import type { LineOutcome } from './line-outcome.ts'

const RECEIVED_AT_MS = Date.UTC(2026, 10, 23, 9, 30)
const ONE = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C'
const PART_1 = '!AIVDM,2,1,3,B,55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E53,0*3E'
const PART_2 = '!AIVDM,2,2,3,B,1@0000000000000,2*55'
const DATED_MS = Date.UTC(2026, 10, 23, 9, 12, 34, 567)

const tagged = (tag: string, line: string) => `\\${tag}*${checksum(tag)}\\${line}`
const dating = (sum: number) => {
  const body = `PGHP,1,2026,11,23,9,12,34,567,512,,5120001,1,${sum.toString(16).toUpperCase().padStart(2, '0')}`
  return `$${body}*${checksum(body)}`
}
const readAll = (lines: readonly string[], receivedAtMs?: number): readonly LineOutcome[] => {
  const reader = createNmeaReader()
  return lines.map((line) => reader.read(line, receivedAtMs))
}
const timeOf = (outcome: LineOutcome | undefined) =>
  outcome?.outcome === 'message' ? [outcome.timeSource, outcome.receivedAtMs, outcome.station] : outcome

describe('the time of a message', () => {
  test.each([
    ['receive time', [ONE], ['received', RECEIVED_AT_MS, undefined]],
    ['suffix', [`${ONE},r003669945,1327664821`], ['suffix', 1_327_664_821_000, 'r003669945']],
    ['TAG block', [tagged('s:x,c:1328131410', ONE)], ['tag', 1_328_131_410_000, 'x']],
    ['TAG before suffix', [tagged('c:1328131410', `${ONE},1327664821`)], ['tag', 1_328_131_410_000, undefined]],
    ['time line', [dating(0x5c), ONE], ['time-line', DATED_MS, '5120001']],
    ['suffix before time line', [dating(0x5c), `${ONE},1327664821`], ['suffix', 1_327_664_821_000, '5120001']],
    ['logger’s prefix', [`2016-08-14T11:00:00Z ${ONE}`], ['prefix', 1_471_172_400_000, undefined]],
    ['suffix before prefix', [`1471172400;${ONE},1327664821`], ['suffix', 1_327_664_821_000, undefined]],
    [
      'TAG where the suffix has two',
      [tagged('c:1328131410', `${ONE},1,1327664821,1327664999`)],
      ['tag', 1_328_131_410_000, undefined],
    ],
    [
      'two in the suffix, and nothing else decides',
      [`${ONE},1327664821,1327664999`],
      { outcome: 'refused', reason: 'suffix-time-ambiguous' },
    ],
    ['time line of another sentence', [dating(0x5d), ONE], ['received', RECEIVED_AT_MS, undefined]],
    [
      'time line of a neighbour',
      [dating(0x5c), dating(0x11), '$GPZDA,114702.51,27,01,2012,,*66', ONE],
      ['time-line', DATED_MS, '5120001'],
    ],
    ['time line long ago', [dating(0x5c), ...Array(10).fill(''), ONE], ['received', RECEIVED_AT_MS, undefined]],
    ['time line used up', [dating(0x5c), ONE, ONE], ['received', RECEIVED_AT_MS, undefined]],
    ['time line of a message in parts', [dating(0x3e ^ 0x55), PART_1, PART_2], ['time-line', DATED_MS, '5120001']],
    ['TAG on the first part', [tagged('c:1328131410', PART_1), PART_2], ['tag', 1_328_131_410_000, undefined]],
    ['TAG on the last part', [PART_1, tagged('c:1328131410', PART_2)], ['tag', 1_328_131_410_000, undefined]],
    [
      'first part',
      [tagged('c:1328131410', PART_1), tagged('c:1328131412', PART_2)],
      ['tag', 1_328_131_410_000, undefined],
    ],
  ])('%s', (_, lines, expected) => {
    expect(timeOf(readAll(lines, RECEIVED_AT_MS).at(-1))).toEqual(expected)
  })

  test('a message without any time is refused, not dated by the clock', () => {
    expect(readAll([ONE])).toEqual([{ outcome: 'refused', reason: 'time-missing' }])
    expect(timeOf(readAll([tagged('c:1328131410', ONE)])[0])).toEqual(['tag', 1_328_131_410_000, undefined])
  })
})

test('each line has exactly one outcome', () => {
  const lines = [
    PART_1,
    '# note',
    PART_1,
    '',
    PART_2,
    'noise',
    '$GPZDA,114702.51,27,01,2012,,*66',
    '$PSHI,001,01.53524524,,01691,32611,114701.28,2,0057,-079*3B',
    dating(1),
    tagged('c:1328131410', ''),
    ONE.replace('5C', '5D'),
    writeSentence(writePayload([20, 6], [0, 2], [512_000_123, 30], [0, 34])),
    writeSentence(writePayload([1, 6], [0, 2], [512_000_123, 30], [0, 34])),
    ONE,
  ]
  expect(readAll(lines, 0).map((line) => (line.outcome === 'refused' ? line.reason : line.outcome))).toEqual([
    'partial',
    'comment',
    'repeated-part',
    'empty',
    'message',
    'noise',
    'other-sentence',
    'proprietary',
    'time-line',
    'tag-only',
    'checksum-wrong',
    'unused-type',
    'length-too-short',
    'message',
  ])
})

test('decodes a message once all its parts are there', () => {
  const [, whole] = readAll([PART_2, PART_1], 0)
  expect(whole).toMatchObject({ outcome: 'message', message: { name: 'MT.MITCHELL', destination: 'SEATTLE' } })
})

test('marks messages of the own ship', () => {
  const own = ONE.slice(1, -3).replace('VDM', 'VDO')
  expect(readAll([`!${own}*${checksum(own)}`, ONE], 0)).toMatchObject([{ own: true }, { own: false }])
})
