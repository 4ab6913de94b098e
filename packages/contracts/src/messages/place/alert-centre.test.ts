import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Alert } from '../alert.ts'
import { alertCentre } from './alert-centre.ts'

const arrivals = (...places: readonly (readonly [longitude: number, latitude: number])[]): Alert =>
  ({
    kind: 'mass-arrival',
    craft: places.map(([longitude, latitude]) => ({ longitude, latitude })),
  }) as unknown as Alert

test.each([
  ['one craft', [[173, -34.4]], [173, -34.4]],
  [
    'two on a meridian',
    [
      [173, -34],
      [173, -35],
    ],
    [173, -34.5],
  ],
  [
    'both sides of 180°',
    [
      [179, -44],
      [-177, -44],
    ],
    [-179, -44.0171],
  ],
  ['a longitude beyond 180°', [[183.5, -44]], [-176.5, -44]],
  [
    'around the pole',
    [
      [0, -89],
      [180, -89],
    ],
    [0, -90],
  ],
] as const)('the centre of %s', (_what, places, [longitude, latitude]) => {
  const centre = alertCentre(arrivals(...places))
  expect(centre?.latitude).toBeCloseTo(latitude, 3)
  if (latitude > -90) expect(centre?.longitude).toBeCloseTo(longitude, 3)
})

test.each([
  ['no craft listed', arrivals()],
  ['craft at opposite ends of the earth', arrivals([0, 0], [180, 0])],
  ['a call for help without a place', { kind: 'distress', place: null } as unknown as Alert],
  ['a silent source', { kind: 'source-silent' } as unknown as Alert],
])('there is none with %s', (_what, alert) => expect(alertCentre(alert)).toBeNull())

test('the centre of craft is no farther from any of them than they are from each other', () => {
  const place = fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -60, max: -30, noNaN: true }))
  fc.assert(
    fc.property(
      fc.array(place, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: -180, max: 180 }),
      (around, shift) => {
        const places = around.map(([east, latitude]) => [east + shift, latitude] as const)
        const centre = alertCentre(arrivals(...places))
        if (centre === null) throw new Error('these are near each other')
        expect(Math.abs(centre.longitude)).toBeLessThanOrEqual(180)
        const far = Math.max(...places.flatMap((a) => places.map((b) => degreesApart(a, b))))
        for (const one of places) {
          expect(degreesApart(one, [centre.longitude, centre.latitude])).toBeLessThanOrEqual(far + 1e-6)
        }
      },
    ),
  )
})

const degreesApart = ([aLon, aLat]: readonly [number, number], [bLon, bLat]: readonly [number, number]): number => {
  const [a, b, east] = [aLat, bLat, bLon - aLon].map((degrees) => (degrees * Math.PI) / 180) as [number, number, number]
  const square = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(east / 2) ** 2
  return (2 * Math.asin(Math.sqrt(Math.min(1, square))) * 180) / Math.PI
}
