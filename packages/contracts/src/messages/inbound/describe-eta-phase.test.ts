import { expect, test } from 'vitest'
import { describeEtaPhase } from './describe-eta-phase.ts'

const eta = {
  earliest: '2026-11-23T07:00:00.000Z',
  likely: '2026-11-23T08:00:00.000Z',
  latest: '2026-11-23T10:10:00.000Z',
}

test.each([
  ['2026-11-22T18:59:59.999Z', 'far', 'in 12 to 16 h'],
  ['2026-11-22T19:00:00.000Z', 'near', 'in 12 to 16 h'],
  ['2026-11-23T04:00:00.000Z', 'near', 'in 3 to 7 h'],
  ['2026-11-23T04:59:59.999Z', 'near', 'in 2 to 6 h'],
  ['2026-11-23T05:00:00.000Z', 'imminent', 'in 2 to 6 h'],
  ['2026-11-23T06:30:00.000Z', 'imminent', 'within 4 h'],
  ['2026-11-23T08:10:00.000Z', 'imminent', 'within 120 min'],
  ['2026-11-23T10:10:00.000Z', 'imminent', 'in 0 min'],
  ['2026-11-23T10:10:00.001Z', 'overdue', 'overdue: may need help'],
])('at %s the arrival is %s: %s', (now, phase, words) => {
  expect(describeEtaPhase(eta, Date.parse(now))).toEqual({ phase, words })
})

test('without an expected arrival there is no phase', () => {
  expect(describeEtaPhase(null, 0)).toBeNull()
})
