import { expect, test } from 'vitest'
import { formatNz, formatNzClock, formatUtc, formatUtcDay, formatUtcTime } from './format-utc.ts'

test('a moment is written in UTC and in New Zealand time, each with its own date', () => {
  const summer = Date.parse('2026-11-23T19:30:00Z')
  expect([formatUtc(summer), formatNz(summer)]).toEqual(['23 Nov 19:30 UTC', '24 Nov 08:30 NZDT'])
  expect(formatNz(Date.parse('2026-07-01T00:00:00Z'))).toBe('01 Jul 12:00 NZST')
  expect([formatUtcTime(summer), formatUtcDay(summer)]).toEqual(['19:30:00', 'Mon 23 Nov'])
  expect(formatNzClock(summer)).toBe('08:30 NZDT Tue 24 Nov')
})

test.each([
  ['2026-09-26T13:59:59Z', '01:59 NZST Sun 27 Sept'],
  ['2026-09-26T14:00:00Z', '03:00 NZDT Sun 27 Sept'],
  ['2027-04-03T13:59:59Z', '02:59 NZDT Sun 4 Apr'],
  ['2027-04-03T14:00:00Z', '02:00 NZST Sun 4 Apr'],
])('around a daylight-saving change, %s is %s', (at, text) => expect(formatNzClock(Date.parse(at))).toBe(text))
