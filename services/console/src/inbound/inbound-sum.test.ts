import { expect, test } from 'vitest'
import { AT } from '../testing/an-alert-view.ts'
import { anInboundCraft, anInboundView } from '../testing/an-inbound-view.ts'
import { inboundSum } from './inbound-sum.ts'

const boat = (craftId: string, likely: number, given: Parameters<typeof anInboundCraft>[0] = {}) =>
  anInboundCraft({ craftId, unauthorised: { min: 0, likely, max: null }, maxInSums: likely + 5, ...given })
const arrived = { approach: null, arrivedAt: AT }
const both = [boat('track:a', 20), boat('track:b', 15, arrived)]
const numbers = { unauthorised: { min: 0, likely: 35, max: 45, openEnded: true }, arrived: 15, inbound: 20 }

test('the sum goes boat by boat, and makes up the numbers of the alert', () => {
  const { rows, isWhole } = inboundSum(anInboundView({ craft: both, ...numbers }))
  expect(rows.map(({ craftId, where, likely, max }) => [craftId, where, likely, max])).toEqual([
    ['track:a', 'heading in', 20, 25],
    ['track:b', 'arrived 23 Nov 09:00 UTC', 15, 20],
  ])
  expect(isWhole).toBe(true)
})

test('a boat that has arrived under one name and approaches under another counts once, by its arrival where the numbers are equal', () => {
  const craft = [boat('track:a', 20, { sameAs: ['track:b'] }), boat('track:b', 20, arrived)]
  const { rows } = inboundSum(anInboundView({ craft }))
  expect(rows.map(({ craftId, hasArrived, likely }) => [craftId, hasArrived, likely])).toEqual([['track:b', true, 20]])
})

test.each([
  ['another share', { ...numbers, arrived: 10, inbound: 25 }],
  ['a craft too many', { ...numbers, craft: [...both, boat('track:c', 1)] }],
  ['craft that are not listed', { ...numbers, craftMore: 2 }],
])('the rows do not make up the numbers with %s', (_what, given) =>
  expect(inboundSum(anInboundView({ craft: both, ...given })).isWhole).toBe(false),
)
