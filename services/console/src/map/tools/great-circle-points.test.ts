import { expect, test } from 'vitest'
import type { Point } from '../feature.ts'
import { greatCirclePoints } from './great-circle-points.ts'

const rounded = (points: readonly Point[]) =>
  points.map((point) => point.map((part) => Math.round(part * 1e3) / 1e3 || 0))

test.each([
  ['north along a meridian', [174, -36], 0, 60, [174, -35.001]],
  ['along the equator, over 180°', [179.5, 0], 90, 60, [180.499, 0]],
  ['west over 0°', [0.5, 0], 270, 60, [-0.499, 0]],
  // sin φ = sin 60° cos 9.993°; tan λ = sin 9.993° cos 60° ÷ (cos 9.993° − sin 60° sin φ).
  ['along a high latitude', [170, 60], 90, 600, [189.413, 58.527]],
] as const)('a great circle %s ends where it should', (_what, from, course, lengthNm, end) =>
  expect(rounded(greatCirclePoints(from, course, lengthNm)).at(-1)).toEqual(end),
)

test('its points are at most 20 nm apart, both ends included', () => {
  expect(greatCirclePoints([174, -36], 0, 50)).toHaveLength(4)
  expect(rounded(greatCirclePoints([174, -36], 0, 50))[0]).toEqual([174, -36])
})
