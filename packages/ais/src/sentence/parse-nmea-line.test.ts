import { describe, expect, test } from 'vitest'
import { checksum } from '../testing/write-payload.ts'
import type { AisSentence } from './ais-sentence.ts'
import { NMEA_LINE_CHARACTERS_MAX, parseNmeaLine } from './parse-nmea-line.ts'

const PAYLOAD = '177KQJ5000G?tO`K>RA1wUbN0TKH'
const PLAIN = `!AIVDM,1,1,,B,${PAYLOAD},0*5C`

const sentence = (body: string, mark = '!') => `${mark}${body}*${checksum(body)}`
const tagged = (tag: string, line = PLAIN) => `\\${tag}*${checksum(tag)}\\${line}`
const aisOf = (line: string | Uint8Array): AisSentence => {
  const parsed = parseNmeaLine(line)
  if (parsed.kind !== 'ais') throw new Error(`${parsed.kind}: ${JSON.stringify(parsed)}`)
  return parsed.sentence
}

test('parses a sentence into its fields', () => {
  expect(parseNmeaLine(PLAIN)).toEqual({
    kind: 'ais',
    sentence: {
      talker: 'AI',
      formatter: 'VDM',
      parts: 1,
      part: 1,
      sequence: '',
      channel: 'B',
      payload: PAYLOAD,
      fillBits: 0,
      checksum: 0x5c,
      tag: undefined,
      suffixTimeMs: undefined,
      isSuffixTimeAmbiguous: false,
      prefixTimeMs: undefined,
      station: undefined,
      unknownSuffixFields: 0,
    },
  })
})

test('parses one part of a message', () => {
  const line = '!AIVDM,2,2,3,B,1@0000000000000,2*55'
  expect(aisOf(line)).toMatchObject({ parts: 2, part: 2, sequence: '3', channel: 'B', fillBits: 2 })
})

describe('accepts any talker', () => {
  test.each(['AI', 'AB', 'AN', 'BS', 'SA', 'B2', '--', '=I'])('%s', (talker) => {
    expect(aisOf(sentence(`${talker}VDM,1,1,,A,${PAYLOAD},0`)).talker).toBe(talker)
  })

  test('a VDO sentence is of the own ship', () => {
    expect(aisOf(sentence(`AIVDO,1,1,,,${PAYLOAD},0`))).toMatchObject({ formatter: 'VDO', channel: '' })
  })
})

describe('ignores control characters around a line', () => {
  test.each(['\r', '\r\n', '\n', ' ', '\t\r', '\u0000'])('%j at the end', (end) => {
    expect(aisOf(PLAIN + end).payload).toBe(PAYLOAD)
  })

  test.each([' ', '\u0000\u0000', '\uFEFF', '\u00EF\u00BB\u00BF'])('%j in front', (front) => {
    expect(aisOf(front + PLAIN).payload).toBe(PAYLOAD)
  })

  test('parses bytes like text', () => {
    expect(parseNmeaLine(Buffer.from(tagged('c:1328131410,s:exactEarth')))).toEqual(
      parseNmeaLine(tagged('c:1328131410,s:exactEarth')),
    )
    const whole = Buffer.from(`xx${PLAIN}xx`)
    expect(aisOf(whole.subarray(2, -2)).payload).toBe(PAYLOAD)
  })

  test('accepts a lower-case checksum', () => {
    expect(aisOf(PLAIN.replace('5C', '5c')).checksum).toBe(0x5c)
  })
})

describe('TAG blocks', () => {
  test.each([
    ['seconds', 'c:1328131410', { timeMs: 1_328_131_410_000 }],
    ['milliseconds', 'c:1328131410123', { timeMs: 1_328_131_410_123 }],
    ['parts of a second', 'c:1328131410.5', { timeMs: 1_328_131_410_500 }],
    ['source', 's:exactEarth', { source: 'exactEarth' }],
    ['all', 's:r003669945,c:1241544035,g:1-2-73874,n:157036,d:x,t:text', { source: 'r003669945', group: '73874' }],
    ['group of IEC 62320-1', '1G2:0125', { group: '0125' }],
    ['only keys that are not used', 'n:7', { timeMs: undefined, source: undefined, group: undefined }],
  ])('%s', (_, tag, expected) => {
    expect(aisOf(tagged(tag)).tag).toMatchObject(expected)
  })

  test('several TAG blocks in a row are merged', () => {
    const line = tagged('g:1-2-9', tagged('s:a,c:1328131410'))
    expect(aisOf(line).tag).toEqual({ group: '9', source: 'a', timeMs: 1_328_131_410_000 })
  })
})

describe('suffixes', () => {
  test.each([
    [',1327664821', { suffixTimeMs: 1_327_664_821_000 }],
    [',r003669945,1165795916', { suffixTimeMs: 1_165_795_916_000, station: 'r003669945' }],
    [',s1234,d-119,T12.34567123,r003669958,1085889680', { suffixTimeMs: 1_085_889_680_000, station: 'r003669958' }],
    [',b003669710,S0042,1165795916', { suffixTimeMs: 1_165_795_916_000, station: 'b003669710' }],
    [',r003669945', { suffixTimeMs: undefined, station: 'r003669945' }],
    // What is not known never costs the sentence.
    [
      ',d-080,S2118,t050056.00,T56.4837741,r003669946,1325394060',
      { suffixTimeMs: 1_325_394_060_000, unknownSuffixFields: 0 },
    ],
    [',x44,q7,,1325394060', { suffixTimeMs: 1_325_394_060_000, unknownSuffixFields: 2 }],
    ['5', { suffixTimeMs: undefined, unknownSuffixFields: 1 }],
    [',', { suffixTimeMs: undefined, unknownSuffixFields: 1 }],
    [',132766482', { suffixTimeMs: undefined, unknownSuffixFields: 1 }],
    // Of two times the one that the receiver's own time agrees with.
    [',t050056.00,1325394060,1325394001', { suffixTimeMs: 1_325_394_060_000, isSuffixTimeAmbiguous: false }],
    [',t050056.00,1325394001,1325394060', { suffixTimeMs: 1_325_394_060_000, isSuffixTimeAmbiguous: false }],
    [',T56.48,1325394060,1325394030', { suffixTimeMs: 1_325_394_060_000, isSuffixTimeAmbiguous: false }],
    [',t235959.00,1325376002,1325376302', { suffixTimeMs: 1_325_376_002_000, isSuffixTimeAmbiguous: false }],
    [',1325394060,1325394060', { suffixTimeMs: 1_325_394_060_000, isSuffixTimeAmbiguous: false }],
    [',1325394060,1325394001', { suffixTimeMs: undefined, isSuffixTimeAmbiguous: true }],
    [',t050056.00,1325394060,1325394058', { suffixTimeMs: undefined, isSuffixTimeAmbiguous: true }],
    [',t120000.00,1325394060,1325394001', { suffixTimeMs: undefined, isSuffixTimeAmbiguous: true }],
  ])('%s', (suffix, expected) => {
    expect(aisOf(PLAIN + suffix)).toMatchObject(expected)
  })
})

describe('what loggers write before a sentence', () => {
  test.each([
    ['2016-08-14T11:00:00Z ', 1_471_172_400_000],
    ['2016-08-14T13:00:00.250+02:00;', 1_471_172_400_250],
    ['[2016-08-14 11:00:00] ', 1_471_172_400_000],
    ['2016-08-14 11:00:00,250 - COM3: ', 1_471_172_400_250],
    ['1471172400151;A;', 1_471_172_400_151],
    ['1471172400 ', 1_471_172_400_000],
  ])('%j is its time', (prefix, prefixTimeMs) => {
    expect(aisOf(prefix + PLAIN)).toMatchObject({ prefixTimeMs, payload: PAYLOAD })
    expect(aisOf(prefix + tagged('c:1328131410'))).toMatchObject({ prefixTimeMs, tag: { timeMs: 1_328_131_410_000 } })
  })

  test.each([
    '08:15 ',
    'A;',
    'received: ',
    '14.08.2016 11:00:00 ',
    '2016-08-32T11:00:00Z ',
    '1471172400151;A;…;',
    `1471172400 ${'x;'.repeat(50)}`,
  ])('%j is not known, and refused: the time may be in it', (prefix) => {
    expect(parseNmeaLine(prefix + PLAIN)).toEqual({ kind: 'refused', reason: 'prefix-unknown' })
  })
})

describe('reads what some devices write', () => {
  test('$ before AIVDM', () => {
    expect(parseNmeaLine(`$${PLAIN.slice(1)}`)).toMatchObject({ kind: 'ais', sentence: { payload: PAYLOAD } })
  })

  test('two digits of a sequence', () => {
    expect(aisOf(sentence(`AIVDM,2,1,12,B,${PAYLOAD},0`)).sequence).toBe('12')
  })

  test.each([
    `AIVDM,1,1,,A,${PAYLOAD},0,`,
    `AIVDM,1,1,,A,${PAYLOAD},0,7`,
    `AIVDM,1,1,,,A,${PAYLOAD},0`,
    `AIVDM,1,1,,1,A,${PAYLOAD},0`,
  ])('an eighth field: %s', (body) => {
    expect(aisOf(sentence(body))).toMatchObject({ parts: 1, part: 1, channel: 'A', payload: PAYLOAD, fillBits: 0 })
  })
})

test('parses the time of a $PGHP line', () => {
  const line = '$PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1,2B*5B'
  const timeLine = { timeMs: Date.UTC(2010, 5, 11, 11, 46, 11, 390), checksum: 0x2b, station: '992190934' }
  expect(parseNmeaLine(line)).toEqual({ kind: 'time-line', timeLine })
})

test.each([
  ['', 'empty'],
  ['  \r', 'empty'],
  ['# a comment', 'comment'],
  ['what is this', 'noise'],
  [tagged('c:1328131410', ''), 'tag-only'],
  [tagged('c:1328131410', 'rubbish'), 'noise'],
  ['$GPZDA,114702.51,27,01,2012,,*66', 'other-sentence'],
  ['!AIPWR,UNIT=0,POWER=1*05', 'other-sentence'],
  ['$PSHI,001,01.53524524,,01691,32611,114701.28,2,0057,-079*3B', 'proprietary'],
])('%j is %s', (line, kind) => {
  expect(parseNmeaLine(line).kind).toBe(kind)
})

describe('refuses with a reason', () => {
  test.each([
    ['line-too-long', 'x'.repeat(NMEA_LINE_CHARACTERS_MAX + 1)],
    ['tag-unterminated', '\\c:1328131410*5A!AIVDM'],
    ['tag-checksum-missing', `\\c:1328131410\\${PLAIN}`],
    ['tag-checksum-wrong', tagged('c:1328131410').replace('410*', '411*')],
    ['tag-time-invalid', tagged('c:0')],
    ['tag-time-invalid', tagged('c:12345')],
    ['tag-time-invalid', tagged('c:-1328131410')],
    ['tag-time-invalid', tagged('c:5328131410')],
    ['tag-time-invalid', tagged('c:')],
    ['address-invalid', sentence('\u00e9,1')],
    ['checksum-missing', PLAIN.slice(0, -3)],
    ['checksum-missing', PLAIN.slice(0, -1)],
    ['checksum-missing', `${PLAIN.slice(0, -2)}G0`],
    ['checksum-wrong', PLAIN.replace('B,1', 'A,1')],
    ['fields-wrong', sentence('AIVDM,1,1,,B,0')],
    ['fields-wrong', sentence(`AIVDM,1,,B,${PAYLOAD},0`)],
    ['payload-character', sentence(`AIVDM,1,1,,B,${PAYLOAD.replace('5', 'X')},0`)],
    ['payload-character', sentence(`AIVDM,1,1,,B,${PAYLOAD.replace('5', '\u00e9')},0`)],
    ['payload-empty', sentence('AIVDM,1,1,,B,,0')],
    ['payload-too-long', sentence(`AIVDM,1,1,,B,${'0'.repeat(179)},0`)],
    ['parts-invalid', sentence(`AIVDM,0,0,,B,${PAYLOAD},0`)],
    ['parts-invalid', sentence(`AIVDM,1,2,,B,${PAYLOAD},0`)],
    ['parts-invalid', sentence(`AIVDM,12,1,,B,${PAYLOAD},0`)],
    ['parts-invalid', sentence(`AIVDM,,1,,B,${PAYLOAD},0`)],
    ['sequence-invalid', sentence(`AIVDM,1,1,x,B,${PAYLOAD},0`)],
    ['sequence-invalid', sentence(`AIVDM,1,1,123,B,${PAYLOAD},0`)],
    ['channel-invalid', sentence(`AIVDM,1,1,,AB,${PAYLOAD},0,`)],
    ['fill-bits-invalid', sentence(`AIVDM,1,1,,B,${PAYLOAD},0,,`)],
    ['channel-invalid', sentence(`AIVDM,1,1,,AB,${PAYLOAD},0`)],
    ['fill-bits-invalid', sentence(`AIVDM,1,1,,B,${PAYLOAD},6`)],
    ['fill-bits-invalid', sentence(`AIVDM,1,1,,B,${PAYLOAD},`)],
    ['fill-bits-invalid', sentence(`AIVDM,1,1,,B,${PAYLOAD},00`)],
    ['time-line-invalid', sentence('PGHP,1,2010,2,30,11,46,11,390,231,45,992190934,1,2B', '$')],
    ['time-line-invalid', sentence('PGHP,1,2010,6,11,11,46,11,390,231,45,992190934,1', '$')],
    ['time-line-invalid', sentence('PGHP,1,2010,6,11,24,46,11,390,231,45,992190934,1,2B', '$')],
    ['time-line-invalid', sentence('PGHP,1,1970,6,11,11,46,11,390,231,45,992190934,1,2B', '$')],
  ])('%s: %s', (reason, line) => {
    expect(parseNmeaLine(line)).toEqual({ kind: 'refused', reason })
  })
})
