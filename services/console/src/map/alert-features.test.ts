import type { TrackedCraft } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createCraftStore } from '../craft/create-craft-store.ts'
import { AT, anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { alertFeatures, followedCraft, pointedCraft, sinceArrivalFeatures, trackFeatures } from './alert-features.ts'
import { collection, type FeatureCollection } from './feature.ts'

const [visit] = anAlertView().craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')
const visitAt = (craftId: string, longitude: number) => ({ ...visit, craftId, longitude, latitude: -44 })
const link = { a: 'track:w', aArrivedAt: AT, b: 'track:e', bArrivedAt: AT, distanceNm: 20, minutesApart: 0 }
const shapes = ({ features }: FeatureCollection) =>
  features.map(({ properties, geometry }) => [properties['what'], geometry.coordinates])

test('arrivals and links on both sides of 180° are drawn next to each other', () => {
  const alert = anAlertView({ craft: [visitAt('track:w', 179.5), visitAt('track:e', -179.5)], links: [link] })
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
})

test('a silent source puts nothing on the map', () => {
  expect(shapes(alertFeatures(aSilentView()))).toEqual([])
})

test('tracks are drawn across 180°, for the craft of the alert under all their names and for the picked one', () => {
  const craft = createCraftStore()
  const positionOf = (craftId: string, longitude: number): TrackedCraft => ({
    craftId,
    longitude,
    latitude: -44,
    exercise: false,
    observedAt: AT,
    sourceId: 'radar',
  })
  const alert = anAlertView({ craft: [{ ...visitAt('track:w', 179.5), sameAs: ['mmsi:1'] }] })
  const keys = followedCraft(alert, 'real/track:picked')
  craft.update([positionOf('mmsi:1', 179.5), positionOf('track:picked', 170), positionOf('track:other', 171)])
  expect(trackFeatures(keys, [], craft)).toEqual([])
  craft.update([positionOf('mmsi:1', -179.5), positionOf('track:other', 172)])
  expect(shapes(collection(trackFeatures(keys, ['real/track:picked'], craft)))).toEqual([
    [
      'track',
      [
        [179.5, -44],
        [180.5, -44],
      ],
    ],
    ['pointed', [170, -44]],
  ])
  expect(shapes(collection(sinceArrivalFeatures(alert, craft)))).toEqual([
    [
      'since',
      [
        [179.5, -44],
        [180.5, -44],
      ],
    ],
    ['now', [180.5, -44]],
  ])
  expect(pointedCraft(alert, 'track:w')).toEqual(['real/track:w', 'real/mmsi:1'])
  expect(pointedCraft(alert, 'track:other')).toEqual([])
})
