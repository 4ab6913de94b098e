import { expect, test } from 'vitest'
import { classifyMmsi, formatMmsi } from './classify-mmsi.ts'

test.each([
  [0, 'none'],
  [1, 'coast-station'],
  [5_120_001, 'coast-station'],
  [9_999_999, 'coast-station'],
  [10_000_000, 'group'],
  [51_200_012, 'group'],
  [100_000_000, 'unallocated'],
  [110_999_999, 'unallocated'],
  [111_512_001, 'sar-aircraft'],
  [112_000_000, 'unallocated'],
  [123_456_789, 'unallocated'],
  [200_000_000, 'ship'],
  [512_000_123, 'ship'],
  [799_999_999, 'ship'],
  [851_200_001, 'handheld'],
  [900_000_000, 'unallocated'],
  [970_512_001, 'sart'],
  [971_000_000, 'device'],
  [972_000_001, 'man-overboard'],
  [974_000_001, 'epirb'],
  [979_000_001, 'device'],
  [980_000_000, 'auxiliary'],
  [985_120_001, 'auxiliary'],
  [989_999_999, 'auxiliary'],
  [990_000_000, 'aid'],
  [995_120_001, 'aid'],
  [999_999_999, 'aid'],
  [1_000_000_000, 'too-long'],
  [1_073_741_823, 'too-long'],
])('%i is %s', (mmsi, expected) => {
  expect(classifyMmsi(mmsi)).toBe(expected)
})

test('formats an MMSI with nine digits', () => {
  expect([formatMmsi(5_120_001), formatMmsi(512_000_123)]).toEqual(['005120001', '512000123'])
})
