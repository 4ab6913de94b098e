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
