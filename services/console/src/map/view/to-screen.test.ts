import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromScreen, type ScreenView, toScreen } from './to-screen.ts'

const view: ScreenView = { longitude: 174, latitude: -40, zoom: 5, width: 800, height: 600 }

describe('toScreen', () => {
  test('the centre of the map is in its middle', () => expect(toScreen(view, view)).toEqual({ x: 400, y: 300 }))

  test('a degree of longitude has 512 × 2^zoom ÷ 360 pixels', () =>
    expect(toScreen(view, { longitude: 175, latitude: -40 }).x).toBeCloseTo(400 + (512 * 32) / 360, 6))

  test.each([
    { name: 'beyond 180°', longitude: -176, x: 400 + (10 * 512 * 32) / 360 },
    { name: 'and written as 184°', longitude: 184, x: 400 + (10 * 512 * 32) / 360 },
  ])('a place $name is to the right of 180°', ({ longitude, x }) =>
    expect(toScreen(view, { longitude, latitude: -40 }).x).toBeCloseTo(x, 6),
  )

  test('north is up', () => expect(toScreen(view, { longitude: 174, latitude: -39 }).y).toBeLessThan(300))
})

test('a point of the screen leads back to its place', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -4, max: 4, noNaN: true }),
      fc.double({ min: -80, max: 80, noNaN: true }),
      fc.double({ min: 2, max: 15, noNaN: true }),
      (east, latitude, zoom) => {
        const here = { ...view, zoom }
        const back = fromScreen(here, toScreen(here, { longitude: 174 + east, latitude }))
        expect(back.longitude).toBeCloseTo(174 + east, 6)
        expect(back.latitude).toBeCloseTo(latitude, 6)
      },
    ),
  )
})
