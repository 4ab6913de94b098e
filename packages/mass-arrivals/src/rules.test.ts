import { Policy } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { rulesOf } from './rules.ts'

test('an area that says nothing of inbound groups watches them by the documented defaults', () => {
  const defaults = {
    watchDistanceMetres: 348_176, // 188 nm
    horizonMs: 129_600_000, // 36 h
    trackMs: 3_600_000,
    trackMinMs: 1_200_000,
    trackMaxMs: 86_400_000,
    speedSpread: 0.25,
    courseSpreadDegrees: 20,
    adriftKnots: 1.5,
    speedKnotsMax: 60,
  }
  expect(rulesOf(Policy.parse({})).inbound).toEqual(defaults)
  expect(rulesOf(Policy.parse({ inbound: { watchDistanceNm: 0, trackMinutes: 90 } })).inbound).toEqual({
    ...defaults,
    watchDistanceMetres: 0,
    trackMs: 5_400_000,
  })
})
