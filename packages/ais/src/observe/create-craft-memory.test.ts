import { expect, test } from 'vitest'
import { CRAFT_MEMORY_LIMITS, createCraftMemory } from './create-craft-memory.ts'

const position = (timeMs: number) => ({
  timeMs,
  longitude: 173,
  latitude: -34,
  speedKnots: 7,
  courseDegrees: 90,
  headingDegrees: undefined,
  accuracyMetres: undefined,
})

test('evicts the craft not seen for longest and never exceeds its limit', () => {
  const memory = createCraftMemory({ ...CRAFT_MEMORY_LIMITS, craftMax: 100 })
  for (let mmsi = 0; mmsi < 100; mmsi++) memory.recordPosition(mmsi, position(0))
  expect(memory.recordPosition(0, position(0))).toBe('repeated') // Now the most recently seen.
  memory.recordPosition(100, position(0))
  expect(memory.size()).toBe(91)
  expect(memory.recordPosition(0, position(0))).toBe('repeated')
  expect(memory.recordPosition(99, position(0))).toBe('repeated')
  expect(memory.recordPosition(1, position(0))).toBe('new')
})

test('eviction does not slow down as more is evicted', () => {
  const memory = createCraftMemory({ ...CRAFT_MEMORY_LIMITS, craftMax: 20_000 })
  const before = process.cpuUsage()
  for (let mmsi = 0; mmsi < 400_000; mmsi++) memory.recordPosition(mmsi, position(0))
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(3_000) // Takes 0.5 s; 7 s if each eviction walked the map from its start.
})
