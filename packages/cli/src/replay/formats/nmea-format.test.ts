import { expect, test } from 'vitest'
import { findRecordingFormat } from './find-recording-format.ts'
import { nmeaFormat } from './nmea-format.ts'

const sentence = (body: string): string => {
  const sum = [...body].reduce((all, one) => all ^ one.charCodeAt(0), 0)
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`
}
const RMC = sentence('GPRMC,093000,A,3424.120,S,17303.060,E,8.0,271.5,231126,,,A')
const TTM = sentence('RATTM,07,12.00,045.0,T,10.5,270.0,T,1.20,8.5,N,,T,,093000,A')
const NO_TIMES = { sourceId: null, exercise: true, assumeMs: undefined }

test('a radar’s recording without times is dated and placed by its RMC', () => {
  expect(findRecordingFormat(TTM)).toBe(nmeaFormat)
  const read = nmeaFormat.open(RMC, NO_TIMES)
  expect([TTM, RMC, TTM, sentence('RATTM,07,,,,,,,,,,,L')].map(read)).toMatchObject([
    { kind: 'refused', code: 'time-missing' },
    { kind: 'nothing', code: 'own-ship' },
    {
      kind: 'observations',
      timeMs: Date.parse('2026-11-23T09:30:00Z'),
      observations: [{ craftId: 'track:replay-7-20261123093000', source: { id: 'replay', kind: 'radar' } }],
    },
    { kind: 'nothing', code: 'target-lost' },
  ])
})
