import { expect, test } from 'vitest'
import { AT } from '../../testing/an-alert-view.ts'
import { limbRows } from './limb-rows.ts'

const WINDOWS = { sameTimeMinutes: 60, periodHours: 24 }
const sum = (persons: number) => ({ persons, from: AT, to: AT })

test('a sum is over when it is strictly more than the threshold', () => {
  const limb = { exceeds: 'possible', min: sum(29), likely: sum(30), max: { ...sum(31), openEnded: true } } as const
  const [row] = limbRows({ limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb }, threshold: 30 }, WINDOWS)
  expect(row?.cells.map(({ persons, over }) => [persons, over])).toEqual([
    ['29', false],
    ['30', false],
    ['31 or more', true],
  ])
})

const limb = { exceeds: null, min: sum(5), likely: sum(5), max: { ...sum(5), openEnded: false } } as const

test.each([
  [undefined, 's 9A (a)'],
  ['Immigration Act 2009 (NZ) s 9A', 's 9A (a)'],
  ['Migration Act 1958 (Cth) s 233C', null],
])('under the law %s the first test is that of paragraph %s', (law, paragraph) => {
  const [row] = limbRows({ limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb }, threshold: 4, law }, WINDOWS)
  expect(row?.paragraph).toBe(paragraph)
})

test('each test says whether it is met, and on which count', () => {
  const limbs = {
    sameCraft: limb,
    sameTime: { ...limb, exceeds: 'likely' as const },
    samePeriod: { ...limb, exceeds: 'observed' as const },
  }
  expect(limbRows({ limbs, threshold: 4 }, WINDOWS).map(({ name, met }) => [name, met])).toEqual([
    ['On one craft', 'Not met'],
    ['Within 1 h', 'Met on likely count'],
    ['Within 24 h', 'Met on confirmed count'],
  ])
})

test.each([
  [{ sameTimeMinutes: 90, periodHours: 36 }, ['On one craft', 'Within 90 min', 'Within 36 h']],
  [null, ['On one craft', 'Same time', 'Same period']],
])('with the windows %j the tests are named %j', (windows, names) => {
  const rows = limbRows({ limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb }, threshold: 30 }, windows)
  expect(rows.map(({ name }) => name)).toEqual(names)
})
