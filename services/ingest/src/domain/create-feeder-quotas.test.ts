import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFeederQuotas } from './create-feeder-quotas.ts'

const defaults = { recordsPerSecond: 10, bytesPerSecond: 1_000 }
const of = (records: number, bytes = 0) => ({ records, bytes })

test('a feeder may send ten seconds of its quota at once, then as fast as it refills', () => {
  const quotas = createFeederQuotas({ defaults })
  expect(quotas.admit('a', {}, 0)).toBe(null)
  expect(quotas.charge('a', {}, of(130), 0)).toBe(null)
  expect(quotas.admit('a', {}, 0)).toEqual({ quota: 'records/s', limit: 10, retryAfterMs: 3_001 })
  expect(quotas.admit('a', {}, 2_999)).not.toBe(null)
  expect(quotas.admit('a', {}, 3_001)).toBe(null)
})

test('bytes are a quota of their own', () => {
  const quotas = createFeederQuotas({ defaults })
  quotas.charge('a', {}, of(1, 12_000), 0)
  expect(quotas.admit('a', {}, 0)).toEqual({ quota: 'bytes/s', limit: 1_000, retryAfterMs: 2_001 })
})

test('one feeder does not use the quota of another, and a token may have its own', () => {
  const quotas = createFeederQuotas({ defaults })
  quotas.charge('a', {}, of(200), 0)
  quotas.charge('b', { recordsPerSecond: 100 }, of(200), 0)
  expect([quotas.admit('a', {}, 0)?.quota, quotas.admit('b', { recordsPerSecond: 100 }, 0)]).toEqual([
    'records/s',
    null,
  ])
})

test('a request larger than the quota gets through; many at once are stopped midway', () => {
  const quotas = createFeederQuotas({ defaults })
  expect(quotas.charge('a', {}, of(10_000), 0)).toBe(null)
  expect(quotas.charge('a', {}, of(500), 0)?.quota).toBe('records/s')
})

test('the feeder silent for longest is forgotten when there are too many', () => {
  const quotas = createFeederQuotas({ defaults, feedersMax: 2 })
  for (const feederId of ['a', 'b', 'c']) quotas.charge(feederId, {}, of(200), 0)
  expect([quotas.admit('c', {}, 0), quotas.admit('b', {}, 0)]).not.toContain(null)
  expect(quotas.admit('a', {}, 0)).toBe(null)
})

test('law: over any time a feeder sends at most its burst, its rate and one request more', () => {
  const requests = fc.array(fc.tuple(fc.nat(5_000), fc.nat(300)), { minLength: 1, maxLength: 100 })
  fc.assert(
    fc.property(requests, (given) => {
      const quotas = createFeederQuotas({ defaults })
      let nowMs = 0
      let taken = 0
      for (const [afterMs, records] of given) {
        nowMs += afterMs
        if (quotas.admit('a', {}, nowMs) !== null) continue
        quotas.charge('a', {}, of(records), nowMs)
        taken += records
      }
      expect(taken).toBeLessThanOrEqual(100 + (nowMs / 1_000) * 10 + 300)
    }),
  )
})
