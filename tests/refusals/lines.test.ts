import { createNmeaReader, describeRefusal, type LineRefusal } from '@landfall/ais'
import { expect, test } from 'vitest'
import { radarLines } from '../../packages/ais/src/testing/radar-lines.ts'
import { checksum, type Field, writePayload, writeSentence } from '../../packages/ais/src/testing/write-payload.ts'
import { answerToOtherProtocol } from '../../services/ingest/src/nmea/answer-to-other-protocol.ts'
import { describeRefusals, refusalRow as row } from './describe-refusals.ts'

// Every refusal of a line of NMEA, on the port and in recordings. Red for tsc where a reason has no line.

const ENCODED = '177KQJ5000G?tO`K>RA1wUbN0TKH'
const SENTENCE = `!AIVDM,1,1,,B,${ENCODED},0*5C`
const summed = (body: string, start = '!'): string => `${start}${body}*${checksum(body)}`
/** A position report of class A, but for its place in 1/10,000 of a minute. */
const place = (longitude: number, latitude: number): string =>
  writeSentence(writePayload([1, 6], [0, 2], [512_000_001, 30], [0, 23], [longitude, 28], [latitude, 27], [0, 52]))
const typed = (type: number, ...fields: readonly Field[]): string => writeSentence(writePayload([type, 6], ...fields))

/** A line that is refused for each reason that there is, after those that come before it. */
const LINES: Readonly<Record<LineRefusal, string | readonly string[]>> = {
  'line-too-long': summed(`AIVDM,1,1,,B,${'0'.repeat(1_100)},0`),
  'tag-unterminated': `\\s:x*00${SENTENCE}`,
  'tag-checksum-missing': `\\s:x\\${SENTENCE}`,
  'tag-checksum-wrong': `\\s:x*00\\${SENTENCE}`,
  'tag-time-invalid': `\\c:12*${checksum('c:12')}\\${SENTENCE}`,
  'address-invalid': summed(',1,1,,B,1,0'),
  'checksum-missing': `!AIVDM,1,1,,B,${ENCODED},0`,
  'checksum-wrong': `!AIVDM,1,1,,B,${ENCODED},0*00`,
  'prefix-unknown': `receiver 7 ${SENTENCE}`,
  'fields-wrong': summed(`AIVDM,1,1,,${ENCODED}`),
  'parts-invalid': summed(`AIVDM,0,1,,B,${ENCODED},0`),
  'sequence-invalid': summed(`AIVDM,2,1,x,B,${ENCODED},0`),
  'channel-invalid': summed(`AIVDM,1,1,,BB,${ENCODED},0`),
  'payload-empty': summed('AIVDM,1,1,,B,,0'),
  'payload-character': summed('AIVDM,1,1,,B,17~7,0'),
  'payload-too-long': summed(`AIVDM,1,1,,B,${'0'.repeat(179)},0`),
  'fill-bits-invalid': summed(`AIVDM,1,1,,B,${ENCODED},7`),
  'time-line-invalid': summed('PGHP,1,2026,13,23,9,12,34,567,512,,5120001,1,5C', '$'),
  'type-unknown': typed(63, [0, 162]),
  'length-too-short': typed(1, [0, 60]),
  'length-too-long': typed(1, [0, 400]),
  'part-unknown': typed(24, [0, 2], [512_000_001, 30], [2, 2], [0, 128]),
  'longitude-out-of-range': place(182 * 600_000, 0),
  'latitude-out-of-range': place(0, 92 * 600_000),
  'target-number-invalid': radarLines.ttm({ number: '' }),
  'target-status-unknown': radarLines.ttm({ status: 'b' }),
  'target-range-invalid': radarLines.ttm({ at: '100.1,045.0,T' }),
  'target-unit-unknown': radarLines.ttm({ unit: 'M' }),
  'target-bearing-invalid': radarLines.ttm({ at: '12.00,360.1,T' }),
  'target-motion-invalid': radarLines.nmea('RATTM,1,1,2,T,1001,,T,,,N,,T'),
  'target-place-invalid': radarLines.nmea('RATLL,1,3460.000,S,17303.060,E,,,T,'),
  'target-time-invalid': radarLines.ttm({ time: '240000' }),
  'target-time-far': [radarLines.rmc(), radarLines.ttm({ time: '120000' })],
  'own-position-unknown': radarLines.ttm(),
  'own-position-doubtful': [radarLines.rmc(), radarLines.rmc('093001', '3500.000,S,17400.000,E'), radarLines.ttm()],
  'own-heading-unknown': [radarLines.rmc('093000', radarLines.PLACE, '0.5,'), radarLines.ttm({ at: '12.00,045.0,R' })],
  'time-missing': SENTENCE,
  'suffix-time-ambiguous': `${SENTENCE},1327664821,1327664999`,
}

const RECEIVED_MS = Date.UTC(2026, 10, 23, 9, 30)

/** What the last of the lines is refused for. */
const read = (lines: readonly string[], receivedAtMs: number | undefined): string => {
  const reader = createNmeaReader()
  const last = lines.map((line) => ({ line, outcome: reader.read(line, receivedAtMs) })).at(-1)
  if (last?.outcome.outcome !== 'refused') return last?.outcome.outcome ?? 'nothing'
  return `${describeRefusal(last.outcome.reason)} (${last.outcome.reason}): ${last.line}`
}

describeRefusals(
  'a line of NMEA, which the record in the rejected topic and the replay show',
  Object.entries(LINES).map(([code, given]) => {
    const lines = [given].flat()
    const receivedAtMs = code === 'time-missing' ? undefined : RECEIVED_MS
    return row(code, () => read(lines, receivedAtMs), `(${code})`, lines.at(-1) ?? '', '; ')
  }),
)

test.each([
  ['HTTP', 'GET / HTTP/1.1\r\n'],
  ['TLS', '\u0016\u0003\u0001'],
])('%s on the NMEA port is answered with where to go', (_, text) => {
  const answered = answerToOtherProtocol(Buffer.from(text, 'latin1'))
  expect(answered).toContain(
    'this port takes NMEA 0183 sentences over TCP. Observations as JSON go to POST /v1/observations',
  )
})
