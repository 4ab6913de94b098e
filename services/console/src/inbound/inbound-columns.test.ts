import { expect, test } from 'vitest'
import { AT_MS } from '../testing/an-alert-view.ts'
import { anApproach, anInboundCraft, anInboundView } from '../testing/an-inbound-view.ts'
import { inboundColumns } from './inbound-columns.ts'

const HOUR_MS = 3_600_000
const after = (hours: number) => new Date(AT_MS + hours * HOUR_MS).toISOString()
const at = (hours: number, given: Parameters<typeof anInboundView>[0] = {}) =>
  inboundColumns(anInboundView(given), AT_MS + hours * HOUR_MS)

test.each([
  [-9, 'far', 'in 13 to 17 h'],
  [-8, 'near', 'in 12 to 16 h'],
  [1.99, 'near', 'in 2 to 6 h'],
  [2, 'imminent', 'in 2 to 6 h'],
  [7, 'imminent', 'within 10 min'],
  [7.2, 'overdue', 'may need help'],
])('the same alert %d h after its newest fix is %s: %s', (hours, phase, words) => {
  const { phase: shown, certainty, eta } = at(hours)
  expect([shown, certainty, eta]).toEqual([phase, `ETA 13:00–16:10 UTC · ${words}`, 'ETA 14:00'])
})

test('both days are named where the interval spans midnight UTC', () => {
  const eta = { earliest: after(14), likely: after(15), latest: after(16) }
  expect(at(0, { eta }).certainty).toBe('ETA 23:00 – 24 Nov 01:00 UTC · in 14 to 16 h')
})

test('without an ETA the row says why, and since when nobody has seen them', () => {
  const still = { eta: null, crossing: null, rays: [] }
  const craft = [
    anInboundCraft({ approach: anApproach({ ...still, state: 'adrift' }) }),
    anInboundCraft({ approach: anApproach({ ...still, state: 'unknown', motion: null }) }),
  ]
  expect(at(1, { craft, eta: null })).toEqual({
    certainty: 'no ETA: adrift, course not known, seen 1 h 00 min ago',
    eta: 'no ETA',
    phase: null,
  })
})

test('an ended alert expects nothing', () =>
  expect(at(0, { status: 'cancelled' })).toEqual({ certainty: '', eta: '', phase: null }))
