import { expect, test } from 'vitest'
import type { ScreenView } from '../view/to-screen.ts'
import { placeLabels, placesNear } from './place-labels.ts'

const view: ScreenView = { longitude: 180, latitude: -40, zoom: 9, width: 800, height: 600 }
const place = (name: string, rank: number, longitude: number) => ({ name, rank, longitude, latitude: -40 })
const places = [place('City', 1, 179.9), place('Cape', 2, -179.95), place('Rock', 3, -179.9), place('Away', 1, 170)]
const textsAt = (zoom: number) => placeLabels({ ...view, zoom }, places).map(({ text }) => text)

test.each([
  [4, []],
  [5, ['City']],
  [7, ['City', 'Cape']],
  [10, ['City', 'Cape', 'Rock']],
])('at zoom %d: %j, on both sides of 180°', (zoom, texts) =>
  expect(textsAt(zoom).filter((text) => text !== 'Away')).toEqual(texts),
)

test('places out of view have no label', () => expect(textsAt(9)).not.toContain('Away'))

test('a pointer at a place meets its name, if it is shown', () => {
  expect(placesNear(view, { x: 400 + (0.05 * 512 * 512) / 360, y: 300 }, places)).toEqual(['Cape'])
  expect(placesNear({ ...view, zoom: 5 }, { x: 400, y: 300 }, places)).toEqual(['City'])
})
