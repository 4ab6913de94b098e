import { expect, test } from 'vitest'
import { Quotas, QuotaText } from './quotas.ts'

test.each([
  ['records/s=500', { recordsPerSecond: 500 }],
  [
    'new-craft/h=5,new-sources/h=2,refused-bytes/h=9',
    { newCraftPerHour: 5, newSourcesPerHour: 2, refusedBytesPerHour: 9 },
  ],
  ['records/s=500, bytes/s=1000000', { recordsPerSecond: 500, bytesPerSecond: 1_000_000 }],
])('%s', (text, expected) => {
  expect(QuotaText.parse(text)).toEqual(expected)
})

test.each(['', 'records=5', 'records/s', 'records/s=-1', 'records/s=0', 'records/s=1e3'])('%j is refused', (text) => {
  expect(QuotaText.safeParse(text).success).toBe(false)
})

test('a quota that a token does not change is the service’s', () => {
  expect(Quotas.parse({ recordsPerSecond: 5 })).toEqual({
    recordsPerSecond: 5,
    bytesPerSecond: 16_777_216,
    newCraftPerHour: 100_000,
    newSourcesPerHour: 1_000,
    refusedBytesPerHour: 67_108_864,
  })
})
