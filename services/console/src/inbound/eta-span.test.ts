import { expect, test } from 'vitest'
import { etaClock, etaShift } from './eta-span.ts'

const etaAt = (earliest: string) => ({ earliest, likely: earliest, latest: earliest })
const noon = etaAt('2026-11-23T12:00:00.000Z')

test.each([
  ['2026-11-23T10:00:00.000Z', 'earliest 2 h earlier'],
  ['2026-11-23T11:35:00.000Z', 'earliest 25 min earlier'],
  ['2026-11-23T13:05:00.000Z', 'earliest 1 h 05 min later'],
  ['2026-11-23T12:00:00.000Z', ''],
])('from noon to %s is “%s”', (at, words) => expect(etaShift(noon, etaAt(at))).toBe(words))

test('an ETA that was not there is no shift', () =>
  expect([etaShift(null, noon), etaShift(noon, null)]).toEqual(['', '']))

test('the clock of a moment is in UTC', () => expect(etaClock('2026-11-23T08:05:00.000Z')).toBe('08:05 UTC'))
