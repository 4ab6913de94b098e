import type { Approach } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { anApproachOf, milesNorth } from '../inbound/testing/create-inbound-board.ts'
import { evidenceOf, holdApproach, writeApproach } from './held-approach.ts'

const approach: Approach = {
  ...anApproachOf({ before: [[1, milesNorth(-0.125)]], eta: [5, 6.5, 9] }),
  jumps: [{ at: '2026-11-23T00:30:00.000Z', longitude: 0, latitude: -0 }],
  rays: [
    { courseDegrees: 359.5, lengthNm: null },
    { courseDegrees: 0, lengthNm: 0 },
    { courseDegrees: 1, lengthNm: 53.4 },
  ],
}

test.each([
  ['with fixes and rays', approach],
  ['without rays', anApproachOf()],
])('an approach %s is written as it was read', (_what, given) => {
  expect(JSON.stringify(writeApproach(holdApproach(given)))).toBe(JSON.stringify(given))
})

test('its evidence is the approach without its track and people, in the same order', () => {
  const { fixes: _, persons: __, ...evidence } = approach
  expect(JSON.stringify(evidenceOf(holdApproach(approach)))).toBe(JSON.stringify(evidence))
})
