import { expect, test } from 'vitest'
import { hashPolicy } from '../../hashes/hash-policy.ts'
import { describeIssue } from '../../wire/describe-issue.ts'
import { INBOUND_DEFAULTS } from './inbound-policy.ts'
import { Policy } from './policy.ts'

test('a policy that says nothing of who is counted has the hash that it had before it could', () => {
  expect(hashPolicy(Policy.parse({}))).toBe('sha256:839f0469cc3c03f9efd5e0d8c80fa6d8e0dd42447782a2779ce05a5991f3e687')
})

test('a period may be a year, with a retention as long', () => {
  expect(Policy.safeParse({ periodHours: 8_784, retentionDays: 366 }).success).toBe(true)
})

test('what says nothing of inbound groups is watched by the defaults, and may be said to be so', () => {
  expect(Policy.parse({}).inbound).toBeUndefined()
  expect(Policy.parse({ inbound: {} }).inbound).toEqual({})
  expect(Policy.safeParse({ inbound: INBOUND_DEFAULTS }).success).toBe(true)
})

test.each([
  [{ periodHours: 8_785, retentionDays: 366 }, 'periodHours'],
  [{ periodHours: 721 }, 'periodHours 721: must not be longer than retentionDays: raise that too'],
  [{ retentionDays: 367 }, 'retentionDays'],
  [{ counts: 'everybody' }, 'counts'],
  [{ excludes: ['ferries'] }, 'excludes.0'],
  [{ excludes: ['domestic', 'domestic'] }, 'excludes'],
  [{ law: 'An Act\u202e' }, 'law'],
  [{ inbound: { watchDistanceNm: -1 } }, 'inbound.watchDistanceNm'],
  [{ inbound: { watchDistanceNm: 1_001 } }, 'inbound.watchDistanceNm'],
  [{ inbound: { horizonHours: 0 } }, 'inbound.horizonHours'],
  [{ inbound: { speedSpread: 0.5 } }, 'inbound.speedSpread'],
  [{ inbound: { courseSpreadDegrees: 45.1 } }, 'inbound.courseSpreadDegrees'],
  [{ inbound: { adriftKnots: 0 } }, 'inbound.adriftKnots'],
  [{ inbound: { trackMinutesMin: 61 } }, 'inbound.trackMinutesMin 61: must not be longer than trackMinutes [60]'],
  [{ inbound: { trackMinutes: 19 } }, 'inbound.trackMinutesMin'],
  [{ inbound: { speedKnotsMax: 1.5 } }, 'inbound.speedKnotsMax 1.5: must be above adriftKnots [1.5]'],
  [{ inbound: { watchDistance: 10 } }, 'watchDistance'],
])('%j is refused by its field', (given, words) => {
  const { error } = Policy.safeParse(given)
  expect(error === undefined ? 'accepted' : describeIssue(error, given).reason).toContain(words)
})
