import type { TrackedCraft } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createCraftStore } from '../../craft/create-craft-store.ts'
import { AT } from '../../testing/an-alert-view.ts'
import type { ScreenView } from '../view/to-screen.ts'
import { pickCraft } from './pick-craft.ts'

/** A degree of longitude is 91 pixels wide. */
const view: ScreenView = { longitude: 180, latitude: -40, zoom: 6, width: 800, height: 600 }
const craftAt = (craftId: string, longitude: number, exercise = false): TrackedCraft => ({
  craftId,
  exercise,
  observedAt: AT,
  sourceId: 'radar',
  longitude,
  latitude: -40,
})
const craft = createCraftStore()
craft.update([craftAt('west', 179.9), craftAt('east', -179.95), craftAt('far', 178), craftAt('sim', 180, true)])

test('all craft within 12 pixels are found, the nearest first, on both sides of 180°', () =>
  expect(pickCraft(view, { x: 400, y: 300 }, craft, 'both')).toEqual(['exercise/sim', 'real/east', 'real/west']))

test('those of the other world are not', () =>
  expect(pickCraft(view, { x: 400, y: 300 }, craft, 'real')).toEqual(['real/east', 'real/west']))

test('and none away from them', () => expect(pickCraft(view, { x: 400, y: 340 }, craft, 'both')).toEqual([]))
