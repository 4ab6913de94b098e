import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refineTimeMs } from './refine-time-ms.ts'

const clockMs = (clock: string) => Date.parse(`2026-11-23T${clock}Z`)

test.each([
  ['received at once', '09:30:15.000', 15, '09:30:15'],
  ['received a moment later', '09:30:17.250', 15, '09:30:15'],
  ['received in the next minute', '09:31:01.000', 58, '09:30:58'],
  ['received almost a minute later', '09:31:12.999', 15, '09:30:15'],
  ['station clock behind, or truncated to the second', '09:30:14.000', 15, '09:30:15'],
  ['station clock two seconds behind', '09:30:13.000', 15, '09:30:15'],
  ['station clock behind across the minute', '09:30:59.000', 0, '09:31:00'],
  ['more than two seconds behind counts as the minute before', '09:30:12.999', 15, '09:29:15'],
  ['across midnight', '00:00:01.500', 59, '23:59:59'],
])('%s: received at %s with second %i', (_, received, second, made) => {
  const day = made === '23:59:59' ? '2026-11-22' : '2026-11-23'
  expect(new Date(refineTimeMs(clockMs(received), second)).toISOString()).toBe(`${day}T${made}.000Z`)
})

test('without a second the time is truncated to the second', () => {
  expect(refineTimeMs(clockMs('09:30:15.999'), undefined)).toBe(clockMs('09:30:15.000'))
})

describe('laws', () => {
  const received = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2099, 0) })
  const second = fc.integer({ min: 0, max: 59 })

  test('the time has the second that was sent, at most 2 s after and less than 58 s before reception', () => {
    fc.assert(
      fc.property(received, second, (receivedAtMs, utcSecond) => {
        const madeAtMs = refineTimeMs(receivedAtMs, utcSecond)
        expect(new Date(madeAtMs).getUTCSeconds()).toBe(utcSecond)
        expect(madeAtMs % 1_000).toBe(0)
        expect(madeAtMs - receivedAtMs).toBeLessThanOrEqual(2_000)
        expect(receivedAtMs - madeAtMs).toBeLessThan(58_000)
      }),
    )
  })

  test('stations that received one transmission 2 s before to 57 s after it was made agree', () => {
    const madeAt = received.map((ms) => Math.floor(ms / 1_000) * 1_000)
    fc.assert(
      fc.property(madeAt, fc.integer({ min: -2_000, max: 57_999 }), (madeAtMs, delayMs) => {
        expect(refineTimeMs(madeAtMs + delayMs, new Date(madeAtMs).getUTCSeconds())).toBe(madeAtMs)
      }),
    )
  })
})
