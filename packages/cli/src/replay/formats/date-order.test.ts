import { expect, test } from 'vitest'
import { dateOrderOf, slashedTimeMs } from './date-order.ts'

test.each([
  ['04/11/2023 23:59:59', 'day-first', '2023-11-04T23:59:59.000Z'],
  ['04/11/2023 23:59:59', 'month-first', '2023-04-11T23:59:59.000Z'],
  ['4/11/2023 3:09', 'month-first', '2023-04-11T03:09:00.000Z'],
] as const)('%s, %s, is %s', (text, order, written) => {
  expect(new Date(slashedTimeMs(text, order)).toISOString()).toBe(written)
})

test('a slashed date by an order in which it does not exist is no time', () => {
  expect(slashedTimeMs('11/31/2023 23:59:59', 'day-first')).toBeNaN()
  expect(slashedTimeMs('31/11/2023 23:59:59', 'day-first')).toBeNaN()
})

test.each([
  ['13/01/2022 00:00:00', 'day-first'],
  ['01/13/2022 00:00:00', 'month-first'],
  ['01/03/2022 00:00:00', null],
  ['2022-01-03 00:00:00', undefined],
])('the order of %s is %s', (text, order) => expect(dateOrderOf(text)).toBe(order))
