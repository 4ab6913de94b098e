import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refineTimeMs } from './refine-time-ms.ts'

const at = (clock: string) => Date.parse(`2026-11-23T${clock}Z`)

test.each([
  ['heard at once', '09:30:15.000', 15, '09:30:15'],
  ['heard a moment later', '09:30:17.250', 15, '09:30:15'],
  ['heard in the next minute', '09:31:01.000', 58, '09:30:58'],
  ['heard almost a minute later', '09:31:12.999', 15, '09:30:15'],
  ['a clock that is behind, or cut to the second', '09:30:14.000', 15, '09:30:15'],
  ['behind by two seconds', '09:30:13.000', 15, '09:30:15'],
  ['behind over the minute', '09:30:59.000', 0, '09:31:00'],
  ['not after it by more', '09:30:12.999', 15, '09:29:15'],
  ['over midnight', '00:00:01.500', 59, '23:59:59'],
])('%s: heard at %s with second %i', (_, heard, second, made) => {
  const day = made === '23:59:59' ? '2026-11-22' : '2026-11-23'
  expect(new Date(refineTimeMs(at(heard), second)).toISOString()).toBe(`${day}T${made}.000Z`)
})

test('without a second it is cut to the second', () => {
  expect(refineTimeMs(at('09:30:15.999'), undefined)).toBe(at('09:30:15.000'))
})

describe('laws', () => {
  const heard = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2099, 0) })
  const second = fc.integer({ min: 0, max: 59 })

  test('the time has the second that was sent, and is at most 2 s after and less than 58 s before it was heard', () => {
    fc.assert(
      fc.property(heard, second, (heardAtMs, utcSecond) => {
        const madeAtMs = refineTimeMs(heardAtMs, utcSecond)
        expect(new Date(madeAtMs).getUTCSeconds()).toBe(utcSecond)
        expect(madeAtMs % 1_000).toBe(0)
        expect(madeAtMs - heardAtMs).toBeLessThanOrEqual(2_000)
        expect(heardAtMs - madeAtMs).toBeLessThan(58_000)
      }),
    )
  })

  test('stations that heard one transmission from 2 s before to 57 s after it was made agree', () => {
    const madeAt = heard.map((ms) => Math.floor(ms / 1_000) * 1_000)
    fc.assert(
      fc.property(madeAt, fc.integer({ min: -2_000, max: 57_999 }), (madeAtMs, delayMs) => {
        expect(refineTimeMs(madeAtMs + delayMs, new Date(madeAtMs).getUTCSeconds())).toBe(madeAtMs)
      }),
    )
  })
})
