import { expect, test } from 'vitest'
import { createCraftStore } from '../../craft/create-craft-store.ts'
import { AT } from '../../testing/an-alert-view.ts'
import type { ScreenView } from '../view/to-screen.ts'
import { densityCells } from './density-cells.ts'

const view: ScreenView = { longitude: 174, latitude: -40, zoom: 5, width: 800, height: 600 }
const craftAt = (craftId: string, longitude: number, exercise = false) => ({
  craftId,
  longitude,
  latitude: -40,
  exercise,
  observedAt: AT,
  sourceId: 'radar',
})
const craft = createCraftStore()
craft.update([
  craftAt('a', 174),
  craftAt('b', 174.01),
  craftAt('c', 178),
  craftAt('away', 100),
  craftAt('sim', 174, true),
])

test('craft are counted by squares in view, of one world', () => {
  const cells = densityCells(view, craft, 'real')
  expect(cells.map((cell) => cell.craft)).toEqual([2, 1])
  expect(cells.map(({ share }) => share.toFixed(2))).toEqual(['1.00', '0.63'])
})

test('each square holds the craft that it counts', () => {
  const [cell] = densityCells(view, craft, 'real')
  expect(cell?.x).toBeLessThanOrEqual(400)
  expect((cell?.x ?? 0) + (cell?.side ?? 0)).toBeGreaterThan(400)
  expect(cell?.y).toBeLessThanOrEqual(300)
  expect((cell?.y ?? 0) + (cell?.side ?? 0)).toBeGreaterThan(300)
})

test('the squares move with the sea', () => {
  const [before] = densityCells(view, craft, 'real')
  const [after] = densityCells({ ...view, longitude: 175 }, craft, 'real')
  expect((before?.x ?? 0) - (after?.x ?? 0)).toBeCloseTo((512 * 32) / 360, 6)
})
