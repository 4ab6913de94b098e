import { expect, test } from 'vitest'
import { AT_MS } from '../testing/an-alert-view.ts'
import { anApproach, anInboundCraft, anInboundView } from '../testing/an-inbound-view.ts'
import { inboundColumns } from './inbound-columns.ts'

const HOUR_MS = 3_600_000
const after = (hours: number) => new Date(AT_MS + hours * HOUR_MS).toISOString()
const at = (hours: number, given: Parameters<typeof anInboundView>[0] = {}) =>
  inboundColumns(anInboundView(given), AT_MS + hours * HOUR_MS, 'NZ')

test('a row says who approaches, when, where and since when nobody has seen them', () => {
  expect(at(1)).toMatchObject({
    mark: 'inbound',
    title: 'INBOUND group',
    people: '31–40, likely 35',
    limit: 'threshold more than 30',
    eta: 'ETA 23 Nov 13:00–16:10 UTC, in 3 to 7 h',
    craft: '1 craft: 1 heading in',
    area: 'NZ, crossing 38°00.0′S 178°00.0′E',
    age: 'seen 1 h 00 min ago',
  })
})

test.each([
  [-9, 'far', ', in 13 to 17 h'],
  [-8, 'near', ', in 12 to 16 h'],
  [1.99, 'near', ', in 2 to 6 h'],
  [2, 'imminent', ', in 2 to 6 h'],
  [7, 'imminent', ', within 10 min'],
  [7.2, 'overdue', ': may need help'],
])('the same alert %d h after its newest fix is %s%s', (hours, phase, words) => {
  const { phase: shown, eta } = at(hours)
  expect([shown, eta]).toEqual([phase, `ETA 23 Nov 13:00–16:10 UTC${words}`])
})

test('both days are named where the interval spans midnight UTC', () => {
  const eta = { earliest: after(14), likely: after(15), latest: after(16) }
  expect(at(0, { eta }).eta).toBe('ETA 23 Nov 23:00 – 24 Nov 01:00 UTC, in 14 to 16 h')
})

test('without an ETA the row says why, and where the craft was seen last', () => {
  const still = { eta: null, crossing: null, rays: [] }
  const craft = [
    anInboundCraft({ approach: anApproach({ ...still, state: 'adrift' }) }),
    anInboundCraft({ approach: anApproach({ ...still, state: 'unknown', motion: null }) }),
  ]
  expect(at(0, { craft, eta: null })).toMatchObject({
    eta: 'no ETA: adrift, course not known',
    phase: null,
    craft: '2 craft: 1 adrift, 1 course not known',
    area: 'NZ, seen at 38°00.0′S 179°03.5′E',
  })
})

test('an ended alert expects nothing', () =>
  expect(at(0, { status: 'cancelled' })).toMatchObject({ eta: '', phase: null, bar: null, limit: '' }))

test('craft that the alert does not list are counted all the same', () => {
  expect(at(0, { craft: [], craftMore: 1_200, evidenceOmitted: 'too-large' })).toMatchObject({
    craft: '1200 craft: 1200 not listed',
    area: 'NZ',
    age: '',
  })
})
