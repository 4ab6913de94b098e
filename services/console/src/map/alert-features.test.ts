import type { TrackedCraft } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createCraftStore } from '../craft/create-craft-store.ts'
import { AT, anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { alertFeatures, followedCraft, trackFeatures } from './alert-features.ts'

const [visit] = anAlertView().craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')
const at = (craftId: string, longitude: number) => ({ ...visit, craftId, longitude, latitude: -44 })
const link = { a: 'track:w', aArrivedAt: AT, b: 'track:e', bArrivedAt: AT, distanceNm: 20, minutesApart: 0 }
const shapes = ({ features }: ReturnType<typeof alertFeatures>) =>
  features.map(({ properties, geometry }) => [properties['what'], geometry.coordinates])

test('arrivals and links on both sides of 180° lie side by side', () => {
  const alert = anAlertView({ craft: [at('track:w', 179.5), at('track:e', -179.5)], links: [link] })
  expect(shapes(alertFeatures(alert))).toEqual([
    [
      'link',
      [
        [179.5, -44],
        [180.5, -44],
      ],
    ],
    ['arrival', [179.5, -44]],
    ['arrival', [180.5, -44]],
  ])
  expect(shapes(alertFeatures(aSilentView()))).toEqual([])
})

test('the track grows with what is heard, over 180°, for members under all their names and for the one pressed', () => {
  const craft = createCraftStore()
  const hear = (craftId: string, longitude: number): TrackedCraft => ({
    ...{ craftId, longitude, latitude: -44, exercise: false, observedAt: AT, sourceId: 'radar' },
  })
  const alert = anAlertView({ craft: [{ ...at('track:w', 179.5), sameAs: ['mmsi:1'] }] })
  const keys = followedCraft(alert, 'real/track:pressed')
  craft.take([hear('mmsi:1', 179.5), hear('track:pressed', 170), hear('track:other', 171)])
  expect(shapes(trackFeatures(keys, craft))).toEqual([
    ['now', [179.5, -44]],
    ['now', [170, -44]],
  ])
  craft.take([hear('mmsi:1', -179.5)])
  expect(shapes(trackFeatures(keys, craft))[0]).toEqual([
    'track',
    [
      [179.5, -44],
      [180.5, -44],
    ],
  ])
})
