import { expect, test } from 'vitest'
import { CRAFT_MEMORY_LIMITS, createCraftMemory } from './create-craft-memory.ts'

const position = (timeMs: number) => ({
  ...{ timeMs, longitude: 173, latitude: -34, speedKnots: 7, courseDegrees: 90 },
  ...{ headingDegrees: undefined, accuracyMetres: undefined },
})

test('craft not heard for longest are forgotten, never more are held than may be', () => {
  const memory = createCraftMemory({ ...CRAFT_MEMORY_LIMITS, craftMax: 100 })
  for (let mmsi = 0; mmsi < 100; mmsi++) memory.tellPosition(mmsi, position(0))
  expect(memory.tellPosition(0, position(0))).toBe('repeated') // Heard last now.
  memory.tellPosition(100, position(0))
  expect(memory.size()).toBe(91)
  expect(memory.tellPosition(0, position(0))).toBe('repeated')
  expect(memory.tellPosition(99, position(0))).toBe('repeated')
  expect(memory.tellPosition(1, position(0))).toBe('new')
})

test('forgetting takes no longer the more has been forgotten', () => {
  const memory = createCraftMemory({ ...CRAFT_MEMORY_LIMITS, craftMax: 20_000 })
  const before = process.cpuUsage()
  for (let mmsi = 0; mmsi < 400_000; mmsi++) memory.tellPosition(mmsi, position(0))
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(3_000) // 0.5 s; 7 s when it starts from the beginning each time.
})
