import { expect, test } from 'vitest'
import { aDistressView, anAlertView, aSilentView } from '../../testing/an-alert-view.ts'
import { markedAlerts } from './marked-alerts.ts'

const idsOf = (...given: Parameters<typeof markedAlerts>) => markedAlerts(...given).map(({ alertId }) => alertId)

test('every open alert that has a place is marked, with how bad it is and whether anybody has seen it', () =>
  expect(markedAlerts([anAlertView(), aSilentView()], 'both', null)).toEqual([
    { alertId: 'nz-1', longitude: 173, latitude: -34, severity: 'alarm', exercise: false, unacknowledged: true },
  ]))

test('a warning that has escalated is an alarm', () =>
  expect(
    markedAlerts([anAlertView({ severity: 'warning', escalatedAt: '2026-11-23T10:00:00.000Z' })], 'both', null),
  ).toMatchObject([{ severity: 'alarm' }]))

test('a call for help of unknown place is not', () =>
  expect(idsOf([aDistressView({ place: null })], 'both', null)).toEqual([]))

const closed = anAlertView({ state: 'closed', listed: false })
test('a closed one is marked only while it is chosen', () => {
  expect(idsOf([closed], 'both', null)).toEqual([])
  expect(idsOf([closed], 'both', 'nz-1')).toEqual(['nz-1'])
})

test('those of the other world are not', () =>
  expect(idsOf([anAlertView(), anAlertView({ alertId: 'ex', exercise: true })], 'exercise', null)).toEqual(['ex']))
