import { expect, test } from 'vitest'
import { greatCircle } from './great-circle.ts'
import { NO_TOOLS } from './press-tool.ts'
import { RINGS, toolFeatures } from './tool-features.ts'

const from = { longitude: 173, latitude: -34 }
const linesOf = (...given: Parameters<typeof toolFeatures>) =>
  toolFeatures(...given).features.map(({ geometry }) => geometry.coordinates as readonly (readonly [number, number])[])

test('the ruler reaches to the pointer until its second end is set', () => {
  const to = { longitude: -179, latitude: -36 }
  const [line] = linesOf({ ...NO_TOOLS, ruler: { from, to: null } }, to, null)
  expect(line?.[0]?.map((degrees) => degrees.toFixed(6))).toEqual(['173.000000', '-34.000000'])
  expect(line?.at(-1)?.[0]).toBeCloseTo(181, 6)
  expect(line?.at(-1)?.[1]).toBeCloseTo(-36, 6)
})

test('without a pointer a ruler of one end has no line', () =>
  expect(linesOf({ ...NO_TOOLS, ruler: { from, to: null } }, null, null)).toEqual([]))

test('every point of a ring is at its distance', () => {
  const rings = linesOf({ ...NO_TOOLS, rings: { place: from, craftKey: null }, spacingNm: 12 }, null, from)
  expect(rings).toHaveLength(RINGS)
  rings.forEach((ring, i) => {
    for (const [longitude, latitude] of ring)
      expect(greatCircle(from, { longitude, latitude }).distanceNm).toBeCloseTo(12 * (i + 1), 6)
  })
})
