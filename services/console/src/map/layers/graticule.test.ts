import { describe, expect, test } from 'vitest'
import type { ScreenView } from '../view/to-screen.ts'
import { graticuleFeatures, graticuleLabels, graticuleOf } from './graticule.ts'

const view: ScreenView = { longitude: 179, latitude: -40, zoom: 5, width: 800, height: 600 }
const textsOf = (given: Partial<ScreenView>) => {
  const shown = { ...view, ...given }
  return graticuleLabels(graticuleOf(shown), shown).map(({ text }) => text)
}

describe('the graticule', () => {
  test.each([
    [2, 1_200],
    [4, 600],
    [5, 300],
    [8, 30],
    [15, 1],
  ])('at zoom %d has a line every %d minutes', (zoom, stepMinutes) =>
    expect(graticuleOf({ ...view, zoom }).stepMinutes).toBe(stepMinutes),
  )

  test('is named at the edges, over 180°', () => expect(textsOf({})).toEqual(['40°S', '175°E', '180°', '175°W']))

  test('with minutes where lines are nearer than a degree', () =>
    expect(textsOf({ zoom: 8, longitude: 174, latitude: -36.5 })).toContain('36°30′S'))

  test('reaches a screen further on each side, so that a drag meets no gap', () => {
    const { longitudes } = graticuleOf(view)
    expect([longitudes[0], longitudes.at(-1)]).toEqual([155, 205])
  })

  test('has a line for each', () => {
    const graticule = graticuleOf(view)
    expect(graticuleFeatures(graticule)).toHaveLength(graticule.longitudes.length + graticule.latitudes.length)
  })
})
