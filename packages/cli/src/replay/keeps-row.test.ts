import { expect, test } from 'vitest'
import { keepsRow } from './keeps-row.ts'

const position = {
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'a', kind: 'ais' },
  longitude: 174.1,
  latitude: -35.1,
} as const
test.each<
  readonly [box: readonly [number, number, number, number], longitude: number, latitude: number, kept: boolean]
>([
  [[170, -40, 175, -35], 174.1, -35.1, true],
  [[170, -40, 175, -35], 170, -40, true],
  [[170, -40, 175, -35], 175.001, -36, false],
  [[170, -40, 175, -35], 174, -34.999, false],
  [[178, -45, -175, -43], 179, -44, true], // Over 180°.
  [[178, -45, -175, -43], -176, -44, true],
  [[178, -45, -175, -43], 0, -44, false],
])('box %j holds %d %d: %s', ([west, south, east, north], longitude, latitude, kept) => {
  const filter = { fromMs: undefined, toMs: undefined, box: { west, south, east, north } }
  expect(keepsRow(filter, 0, [{ ...position, longitude, latitude }])).toBe(kept)
})

test('from is included, to is not', () => {
  const filter = { fromMs: 10, toMs: 20, box: undefined }
  expect([9, 10, 19, 20].map((timeMs) => keepsRow(filter, timeMs, [position]))).toEqual([false, true, true, false])
})
