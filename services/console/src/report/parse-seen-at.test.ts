import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatWall, parseSeenAt, type Zone } from './parse-seen-at.ts'

const NOW_MS = Date.parse('2026-11-27T02:02:00Z')

test.each<readonly [string, Zone, string]>([
  ['2026-11-27 02:00', 'UTC', '2026-11-27T02:00:00.000Z'],
  ['2026-11-27T02:00:30Z', 'UTC', '2026-11-27T02:00:30.000Z'],
  ['2026-11-27 02:00 UTC', 'NZ', '2026-11-27T02:00:00.000Z'],
  ['2026-11-27 15:00', 'NZ', '2026-11-27T02:00:00.000Z'], // Summer: 13 h ahead.
  ['2026-07-01 15:00', 'NZ', '2026-07-01T03:00:00.000Z'], // Winter: 12 h ahead.
  ['2026-11-27 1:05', 'UTC', '2026-11-27T01:05:00.000Z'],
  ['2026-11-27 02:07', 'UTC', '2026-11-27T02:07:00.000Z'], // What a clock that is 5 min ahead says.
])('%j in %s is %s', (text, zone, at) =>
  expect(parseSeenAt(text, zone, NOW_MS)).toEqual({ ok: true, timeMs: Date.parse(at) }),
)

test.each<readonly [string, Zone, string]>([
  ['', 'UTC', 'is missing. Write it as 2026-11-27 15:20'],
  ['yesterday', 'UTC', 'cannot be read'],
  ['2026-02-30 12:00', 'UTC', 'is no day or time that exists'],
  ['2026-11-27 24:00', 'UTC', 'is no day or time that exists'],
  ['2026-11-27 02:20', 'UTC', '18 min in the future. It is 2026-11-27 02:02 now'],
  ['2026-11-27 15:20', 'NZ', '18 min in the future. It is 2026-11-27 15:02 now'],
  ['2026-11-27 15:00', 'UTC', 'in the future. Did you mean New Zealand time?'],
  // The clocks went back at 3 on 5 April 2026, and forward at 2 on 27 September.
  [
    '2026-04-05 02:30',
    'NZ',
    'came twice in New Zealand that night. Write it in UTC: 2026-04-04 13:30 or 2026-04-04 14:30',
  ],
  ['2026-09-27 02:30', 'NZ', 'never was: the clocks of New Zealand went past it that night. Write it in UTC'],
])('%j in %s: %s', (text, zone, reason) =>
  expect(parseSeenAt(text, zone, NOW_MS)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) }),
)

test('a minute that is written in either zone is read back, but for the hour that is there twice', () => {
  const minutes = fc.integer({ min: Date.parse('2024-01-01T00:00Z') / 60_000, max: NOW_MS / 60_000 })
  fc.assert(
    fc.property(minutes, fc.constantFrom<Zone>('UTC', 'NZ'), (minute, zone) => {
      const parsed = parseSeenAt(formatWall(minute * 60_000, zone), zone, NOW_MS)
      if (!parsed.ok) expect(parsed.reason).toContain('twice')
      else expect(parsed.timeMs).toBe(minute * 60_000)
    }),
  )
})
