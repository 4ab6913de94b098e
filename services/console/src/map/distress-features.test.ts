import { expect, test } from 'vitest'
import { AT, aDistressTestView, aDistressView, anAlertView } from '../testing/an-alert-view.ts'
import { distressFeatures } from './distress-features.ts'

const shown = (...given: Parameters<typeof distressFeatures>) =>
  distressFeatures(...given).features.map(({ properties, geometry }) => [properties['icon'], geometry.coordinates])
const west = { longitude: -179.5, latitude: -44, observedAt: AT }

test('every call that nobody has closed is drawn, tests below calls, each world in its own colour', () => {
  const alerts = [aDistressView({ place: west }), aDistressTestView(), aDistressView({ exercise: true }), anAlertView()]
  expect(shown(alerts, 'both')).toEqual([
    ['distress-test', [173.2, -34.1]],
    ['distress', [180.5, -44]],
    ['distress-exercise', [173.2, -34.1]],
  ])
  expect(shown(alerts, 'exercise')).toHaveLength(1)
})

test('one that is closed, over, or nowhere known is not', () => {
  const gone = [{ state: 'closed' }, { status: 'superseded' }, { place: null }] as const
  expect(shown(gone.map(aDistressView), 'both')).toEqual([])
})
