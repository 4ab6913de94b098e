import { readFileSync } from 'node:fs'
import { defaultAreaUrl, haversineMetres, loadArea } from '@landfall/geo'
import { seeded } from '@landfall/testkit'
import { expect, test } from 'vitest'
import {
  addFarPosition,
  createReach,
  isOutOfReach,
  OUT_OF_REACH,
  REACH_KNOTS,
  SLOT_MS,
} from '../../../packages/mass-arrivals/src/arrivals/track/out-of-reach.ts'
import { NO_RANGES } from '../../../packages/mass-arrivals/src/arrivals/track/time-ranges.ts'

const { contains, metresToLine } = loadArea(readFileSync(defaultAreaUrl, 'utf8'), 'the built-in area')

test('what is remembered of cells changes no answer', () => {
  const random = seeded(43)
  const slotsOutOfReach = createReach(metresToLine)
  const places = Array.from({ length: 1_500 }, () => [160 + 30 * random(), -52 + 24 * random()] as const)
  for (const [x, latitude] of [...places, ...places]) {
    const longitude = x > 180 ? x - 360 : x
    if (contains(longitude, latitude)) continue
    const metres = metresToLine(longitude, latitude, Number.POSITIVE_INFINITY)
    const slots = OUT_OF_REACH.find(({ metresMin }) => metres >= metresMin)?.slots ?? 0
    expect(slotsOutOfReach(longitude, latitude), `${longitude} ${latitude}`).toBe(slots)
  }
})

test('the line across the frame of longitudes is near, too', () => {
  expect(Math.abs(metresToLine(179.2, -37.7, 1e6) - metresToLine(179.2 - 360, -37.7, 1e6))).toBeLessThan(1)
})

test('law: whatever is out of reach would take more than 60 kn from the position before, and to the one after', () => {
  const random = seeded(60)
  const inside = [173, -40.6] as const
  let found = 0
  const outside = Array.from({ length: 60_000 }, () => [165 + 8 * random(), -43 + 6 * random()] as const)
  const slotsOutOfReach = createReach(metresToLine)
  for (const [longitude, latitude] of outside) {
    if (contains(longitude, latitude)) continue
    const slots = slotsOutOfReach(longitude, latitude)
    if (slots === 0) continue
    const atMs = Math.floor(random() * 4_000 * SLOT_MS)
    const arrivedMs = atMs + Math.floor((random() - 0.5) * 40 * SLOT_MS)
    const far = addFarPosition({ farBefore: NO_RANGES, farAfter: NO_RANGES }, atMs, slots)
    const both = { farBefore: [0, 10_000], farAfter: [0, 10_000] }
    const contradicted =
      arrivedMs > atMs
        ? isOutOfReach({ ...both, farBefore: far.farBefore }, arrivedMs)
        : isOutOfReach({ ...both, farAfter: far.farAfter }, arrivedMs)
    if (!contradicted) continue
    found += 1
    const knots = haversineMetres(longitude, latitude, ...inside) / 1_852 / (Math.abs(arrivedMs - atMs) / 3_600_000)
    expect(knots).toBeGreaterThan(REACH_KNOTS)
  }
  expect(found).toBeGreaterThan(1_000)
})
