import { expect, test } from 'vitest'
import { createCraftStore } from '../../craft/create-craft-store.ts'
import { AT } from '../../testing/an-alert-view.ts'
import type { ScreenView } from '../view/to-screen.ts'
import { CRAFT_NAME_ZOOM, craftLabels } from './craft-labels.ts'

const view: ScreenView = { longitude: 180, latitude: -40, zoom: CRAFT_NAME_ZOOM, width: 800, height: 600 }
const common = { observedAt: AT, sourceId: 'radar', latitude: -40, exercise: false }
const craft = createCraftStore()
craft.update([
  { ...common, craftId: 'mmsi:1', name: 'Te Kaha', longitude: -179.9 },
  { ...common, craftId: 'track:2', longitude: 179.9 },
  { ...common, craftId: 'track:far', longitude: 175 },
  { ...common, craftId: 'track:sim', longitude: 180, exercise: true },
])
const textsOf = (...given: Parameters<typeof craftLabels>) => craftLabels(...given).map(({ text }) => text)

test('craft in view have their names, or else their ids, on both sides of 180°', () =>
  expect(textsOf(view, craft, 'real')).toEqual(['Te Kaha', 'track:2']))

test('further out they have none', () =>
  expect(textsOf({ ...view, zoom: CRAFT_NAME_ZOOM - 0.1 }, craft, 'real')).toEqual([]))
