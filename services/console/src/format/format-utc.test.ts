import { expect, test } from 'vitest'
import { formatNz, formatNzClock, formatUtc, formatUtcClock } from './format-utc.ts'

test('a moment is written in UTC and in New Zealand time, each with its own date', () => {
  const summer = Date.parse('2026-11-23T19:30:00Z')
  expect([formatUtc(summer), formatNz(summer)]).toEqual(['23 Nov 19:30 UTC', '24 Nov 08:30 NZDT'])
  expect(formatNz(Date.parse('2026-07-01T00:00:00Z'))).toBe('01 Jul 12:00 NZST')
  expect(`${formatUtcClock(summer)}, ${formatNzClock(summer)}`).toBe('23 Nov 19:30:00 UTC, 24 Nov 08:30:00 NZDT')
})

test.each([
  ['2026-09-26T13:59:59Z', '27 Sept 01:59:59 NZST'],
  ['2026-09-26T14:00:00Z', '27 Sept 03:00:00 NZDT'],
  ['2027-04-03T13:59:59Z', '04 Apr 02:59:59 NZDT'],
  ['2027-04-03T14:00:00Z', '04 Apr 02:00:00 NZST'],
])('around a daylight-saving change, %s is %s', (at, text) => expect(formatNzClock(Date.parse(at))).toBe(text))
