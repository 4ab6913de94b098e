import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ScreenView } from '../view/to-screen.ts'
import { type MarkedAlert, placeMarkers } from './place-markers.ts'

/** A degree of longitude is 45.5 pixels wide, one of latitude 59 high. */
const view: ScreenView = { longitude: 174, latitude: -40, zoom: 5, width: 800, height: 600 }
const marked = (alertId: string, given: Partial<MarkedAlert> = {}): MarkedAlert => ({
  alertId,
  longitude: 174,
  latitude: -40,
  severity: 'warning',
  exercise: false,
  unacknowledged: false,
  ...given,
})
const idsOf = (one: { readonly alerts: readonly MarkedAlert[] }) => one.alerts.map(({ alertId }) => alertId)
const place = (alerts: readonly MarkedAlert[], chosenId: string | null = null) => placeMarkers(alerts, chosenId, view)

describe('alerts that collide', () => {
  test('become one marker, the worst first and at its place', () => {
    const { markers } = place([marked('w'), marked('a', { severity: 'alarm', longitude: 174.5 })])
    expect(markers.map(idsOf)).toEqual([['a', 'w']])
    expect(markers[0]?.x).toBeCloseTo(400 + (0.5 * 512 * 32) / 360, 6)
  })

  test('an unacknowledged one comes before an acknowledged one of the same severity', () =>
    expect(place([marked('seen'), marked('new', { unacknowledged: true })]).markers.map(idsOf)).toEqual([
      ['new', 'seen'],
    ]))

  test.each([
    { name: 'the chosen one', other: marked('chosen') },
    { name: 'an exercise', other: marked('exercise', { exercise: true }) },
    { name: 'one far enough', other: marked('far', { longitude: 175.5 }) },
  ])('but $name stands by itself', ({ other }) =>
    expect(place([marked('w'), other], 'chosen').markers.map(idsOf)).toContainEqual([other.alertId]),
  )
})

describe('markers that may not be joined', () => {
  test('an exercise on a real alert stands below it', () => {
    const { markers } = place([marked('e', { exercise: true }), marked('r')])
    expect(markers.map(({ x, y }) => [x, y])).toEqual([
      [400, 300],
      [400, 336],
    ])
  })

  test('none stands on the label of the chosen alert', () => {
    const above = marked('above', { latitude: -39.4 })
    expect(place([marked('chosen'), above], 'chosen').markers[1]?.y).toBeGreaterThanOrEqual(300)
    expect(placeMarkers([marked('chosen'), above], 'chosen', view, { isLabelBelow: true }).markers[1]?.y).toBeLessThan(
      300,
    )
  })
})

test('on the wall, where they are twice as large, those that are twice as far collide', () => {
  const alerts = [marked('one'), marked('other', { longitude: 175.5 })]
  expect(placeMarkers(alerts, null, view).markers.length).toBe(2)
  expect(placeMarkers(alerts, null, view, { scale: 4 }).markers.length).toBe(1)
})

describe('alerts outside', () => {
  test('are named at the edge, with the distance and direction of the nearest', () => {
    const { markers, arrows } = place([marked('chathams', { longitude: -160, latitude: -40 }), marked('here')])
    expect(markers.map(idsOf)).toEqual([['here']])
    expect(arrows).toMatchObject([{ side: 'right', direction: 'E' }])
    expect(arrows[0]?.distanceNm).toBeCloseTo(1_191.55, 2)
  })

  test('beyond 180° are to the right, not on the other side of the world', () =>
    expect(place([marked('raoul', { longitude: -177.9, latitude: -29.3 })]).arrows).toMatchObject([
      { side: 'top-right' },
    ]))

  test('real and exercise have an arrow each', () => {
    const away = { longitude: 174, latitude: -60 }
    const { arrows } = place([marked('e', { ...away, exercise: true }), marked('r', away)])
    expect(arrows.map(idsOf)).toEqual([['r'], ['e']])
    expect(arrows.map(({ side }) => side)).toEqual(['bottom', 'bottom'])
  })
})

const anywhere = fc.record({
  alertId: fc.uuid(),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  latitude: fc.double({ min: -80, max: 80, noNaN: true }),
  severity: fc.constantFrom('alarm', 'warning', 'caution'),
  exercise: fc.boolean(),
  unacknowledged: fc.boolean(),
})

test('each alert is in one marker or behind one arrow, whatever the view', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anywhere, { selector: ({ alertId }) => alertId }),
      fc.integer({ min: 2, max: 15 }),
      (alerts, zoom) => {
        const { markers, arrows } = placeMarkers(alerts, alerts[0]?.alertId ?? null, { ...view, zoom })
        expect([...markers, ...arrows].flatMap(idsOf).toSorted()).toEqual(
          alerts.map(({ alertId }) => alertId).toSorted(),
        )
      },
    ),
  )
})

test('a drag moves markers and neither joins nor parts them', () => {
  fc.assert(
    fc.property(fc.array(anywhere, { maxLength: 30 }), fc.double({ min: -1, max: 1, noNaN: true }), (given, east) => {
      const alerts = given.map((alert, i) => ({ ...alert, alertId: String(i), longitude: 172 + (alert.longitude % 2) }))
      const wide = { ...view, width: 20_000, height: 20_000 }
      const dragged = { ...wide, longitude: wide.longitude + east }
      expect(placeMarkers(alerts, null, dragged).markers.map(idsOf)).toEqual(
        placeMarkers(alerts, null, wide).markers.map(idsOf),
      )
    }),
  )
})
