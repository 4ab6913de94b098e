import { expect, test } from 'vitest'
import { AT } from '../testing/an-alert-view.ts'
import { limbRows } from './limb-rows.ts'

test('a sum is over when it is strictly more than the threshold', () => {
  const sum = (persons: number) => ({ persons, from: AT, to: AT })
  const limb = { exceeds: 'possible', min: sum(29), likely: sum(30), max: { ...sum(31), openEnded: true } } as const
  const [row] = limbRows({ limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb }, threshold: 30 })
  expect(row?.cells.map(({ persons, over }) => [persons, over])).toEqual([
    ['29', false],
    ['30', false],
    ['31 or more', true],
  ])
})

test.each([
  [undefined, 's 9A (a): on one craft'],
  ['Immigration Act 2009 (NZ) s 9A', 's 9A (a): on one craft'],
  ['Migration Act 1958 (Cth) s 233C', 'on one craft'],
])('under the law %s the first limb is “%s”', (law, rule) => {
  const sum = { persons: 5, from: AT, to: AT }
  const limb = { exceeds: null, min: sum, likely: sum, max: { ...sum, openEnded: false } }
  const [row] = limbRows({ limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb }, threshold: 4, law })
  expect(row?.rule).toBe(rule)
})
