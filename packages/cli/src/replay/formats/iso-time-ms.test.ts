import { expect, test } from 'vitest'
import { dayFirstTimeMs, isoTimeMs } from './iso-time-ms.ts'

test.each([
  ['2022-01-03T00:00:08', '2022-01-03T00:00:08.000Z'],
  ['2022-01-03 00:00:08', '2022-01-03T00:00:08.000Z'],
  ['2022-01-03 00:00:08.25', '2022-01-03T00:00:08.250Z'],
  ['2022-01-03T00:00', '2022-01-03T00:00:00.000Z'],
  ['2022-01-03T00:00:08Z', '2022-01-03T00:00:08.000Z'],
  ['2022-01-03T00:00:08+00:00', '2022-01-03T00:00:08.000Z'],
  ['2022-01-03 00:00:08 UTC', '2022-01-03T00:00:08.000Z'],
])('%s without a zone is UTC', (text, written) => {
  expect(new Date(isoTimeMs(text)).toISOString()).toBe(written)
})

test.each([
  '',
  '2022-02-29T00:00:00',
  '2022-13-01T00:00:00',
  '03/01/2022 00:00:00',
  '2022-01-03T24:00:01',
  '2022-01-03T00:00:08+13:00',
])('%j is no time', (text) => expect(isoTimeMs(text)).toBeNaN())

test('the Danish day comes first', () => {
  expect(new Date(dayFirstTimeMs('04/11/2023 23:59:59')).toISOString()).toBe('2023-11-04T23:59:59.000Z')
  expect(dayFirstTimeMs('11/31/2023 23:59:59')).toBeNaN()
})
