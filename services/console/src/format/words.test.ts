import { expect, test } from 'vitest'
import { craftMark, placeWords, unseamed } from '../craft/craft-mark.ts'
import { barPositions, intervalWords } from '../list/bar-positions.ts'
import { scaleBar } from '../map/scale-bar.ts'
import { durationWords, nzTime, nzWatch, utcTime, utcWatch } from './times.ts'

test.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h 00 min'],
  [11_100_000, '3 h 05 min'],
  [187_200_000, '2 d 4 h'],
])('%i ms: %s', (ms, words) => expect(durationWords(ms)).toBe(words))

test('a moment in both times, also on two days and in winter', () => {
  const summer = Date.parse('2026-11-23T19:30:00Z')
  expect([utcTime(summer), nzTime(summer)]).toEqual(['23 Nov 19:30 UTC', '24 Nov 08:30 NZDT'])
  expect(nzTime(Date.parse('2026-07-01T00:00:00Z'))).toBe('01 Jul 12:00 NZST')
  expect(`${utcWatch(summer)}, ${nzWatch(summer)}`).toBe('23 Nov 19:30:00 UTC, 24 Nov 08:30:00 NZDT')
})

test.each([
  ['2026-09-26T13:59:59Z', '27 Sept 01:59:59 NZST'],
  ['2026-09-26T14:00:00Z', '27 Sept 03:00:00 NZDT'],
  ['2027-04-03T13:59:59Z', '04 Apr 02:59:59 NZDT'],
  ['2027-04-03T14:00:00Z', '04 Apr 02:00:00 NZST'],
])('clocks are changed: %s is %s', (at, words) => expect(nzWatch(Date.parse(at))).toBe(words))

test.each([
  [{ min: 5, likely: 5, max: 5 }, '5'],
  [{ min: 12, likely: 20, max: 25 }, '12–25, likely 20'],
  [{ min: 40, likely: 40, max: null }, '40 or more'],
  [{ min: 0, likely: 40, max: null }, '0 or more, likely 40'],
])('%j: %s', (interval, words) => expect(intervalWords(interval)).toBe(words))

test('the threshold is always on the bar', () => {
  expect(barPositions({ min: 0, likely: 3, max: 6 }, 30)).toEqual({ min: 0, likely: 5, max: 10, threshold: 50 })
  expect(barPositions({ min: 0, likely: 0, max: 200 }, 30).max).toBeCloseTo(90.9, 1)
})

test.each([
  [173.051, -34.402, '34°24.1′S 173°03.1′E'],
  [-176.5, -44, '44°00.0′S 176°30.0′W'],
  [183.5, -44, '44°00.0′S 176°30.0′W'],
  [173, -34.99999, '35°00.0′S 173°00.0′E'],
])('%d, %d is %s', (longitude, latitude, words) => expect(placeWords(longitude, latitude)).toBe(words))

test('both sides of 180° are one sea', () => expect(unseamed(-176) - unseamed(178)).toBe(6))

test.each([
  [0, 'craft', 1],
  [31, 'craft-stale', 0.96],
  [6 * 60, 'craft-stale', 0.25],
])('%i minutes old: %s at %d', (minutes, icon, opacity) => {
  const observedAt = '2026-11-23T09:00:00.000Z'
  const where = { longitude: 173, latitude: -34, courseDegrees: 90, sourceId: 's', craftId: 'track:1', exercise: false }
  const mark = craftMark({ ...where, observedAt }, Date.parse(observedAt) + minutes * 60_000, undefined)
  expect([mark.icon, mark.opacity]).toEqual([icon, opacity])
})

test.each([
  [1_852, 100, { nauticalMiles: 100, widthPixels: 100 }],
  [18.52, 110, { nauticalMiles: 1, widthPixels: 100 }],
])('%d m a pixel, %i pixels: %j', (metresPerPixel, pixels, bar) =>
  expect(scaleBar(metresPerPixel, pixels)).toEqual(bar),
)
