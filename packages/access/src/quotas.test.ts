import { expect, test } from 'vitest'
import { changedQuotas, Quotas, QuotaText } from './quotas.ts'

test.each([
  ['records/s=500', { recordsPerSecond: 500 }],
  ['records/s=500, bytes/s=1000000', { recordsPerSecond: 500, bytesPerSecond: 1_000_000 }],
])('%s', (text, expected) => {
  expect(QuotaText.parse(text)).toEqual(expected)
})

test.each(['', 'records=5', 'records/s', 'records/s=-1', 'records/s=0', 'records/s=1e3'])('%j is refused', (text) => {
  expect(QuotaText.safeParse(text).success).toBe(false)
})

test('a quota that a token does not change is the service’s', () => {
  expect(changedQuotas(Quotas.parse({}), { recordsPerSecond: 5 })).toEqual({
    recordsPerSecond: 5,
    bytesPerSecond: 16_777_216,
  })
})
