import { expect, test } from 'vitest'
import { anApproach } from '../testing/an-inbound-view.ts'
import { forecastLines } from './forecast-lines.ts'

test('a forecast can be redone by hand', () =>
  expect(forecastLines(anApproach())).toEqual([
    'From 23 Nov 08:00 UTC (38°00.0′S 179°16.1′E) to 23 Nov 09:00 UTC (38°00.0′S 179°03.5′E): 10.0 kn, course 270.0° made good.',
    '50.0 nm from the line at the nearest.',
    'To the line, on 9 courses from 250.0° to 290.0°: 53.5, 52.0, 51.0, 50.3, 50.0, 50.3, 51.0, 52.0, 53.5 nm.',
    'Likely: the middle one, 50.0 nm ÷ 10.0 kn = 5 h 00 min → 23 Nov 14:00 UTC, at 38°00.0′S 178°00.0′E.',
    'Earliest: the shortest, 50.0 nm in 4 h 00 min, at about 12.5 kn → 23 Nov 13:00 UTC.',
    'Latest: the longest, 53.5 nm in 7 h 10 min, at about 7.5 kn → 23 Nov 16:10 UTC.',
  ]))

test('where the middle ray does not arrive, the shortest is the likely one, and a far longer one is left out of the latest', () => {
  const lengths = [20, 30, 41, null, null, null, null, null, null]
  const rays = lengths.map((lengthNm, i) => ({ courseDegrees: 5 * i, lengthNm }))
  const lines = forecastLines(anApproach({ state: 'may-arrive', rays }))
  expect(lines[2]).toContain('from 000.0° to 040.0°: 20.0, 30.0, 41.0, none, none')
  expect(lines[3]).toContain('Likely: the shortest one, 20.0 nm ÷')
  expect(lines[5]).toContain('the longest, 30.0 nm in')
})

test.each([
  [
    { motion: 'reported' as const, first: null },
    'Seen 23 Nov 09:00 UTC (38°00.0′S 179°03.5′E). It says of itself: 10.0 kn, course 270.0°; nobody has measured it, so the spread is twice as wide.',
  ],
  [
    {
      motion: null,
      first: null,
      state: 'unknown' as const,
      speedKnots: null,
      courseDegrees: null,
      rays: [],
      eta: null,
    },
    'Seen 23 Nov 09:00 UTC (38°00.0′S 179°03.5′E). Nothing is known of its speed and course.',
  ],
])('the motion of %j is said', (given, line) => expect(forecastLines(anApproach(given))[0]).toBe(line))

test('a boat adrift has a speed and no course', () => {
  const lines = forecastLines(anApproach({ state: 'adrift', speedKnots: 0.8, rays: [], eta: null, crossing: null }))
  expect(lines).toHaveLength(2)
  expect(lines[0]).toContain(': 0.8 kn made good.')
})

test('a fix that was skipped is named', () => {
  const jumps = [{ at: '2026-11-23T08:30:00.000Z', longitude: -179, latitude: -38 }]
  expect(forecastLines(anApproach({ jumps }))[1]).toBe(
    'Skipped, since no boat is that fast: 23 Nov 08:30 UTC (38°00.0′S 179°00.0′W).',
  )
})
