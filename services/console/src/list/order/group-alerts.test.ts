import { compareAlerts } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT_MS, anAlertView, aSilentView } from '../../testing/an-alert-view.ts'
import { frozenGroups, groupAlerts } from './group-alerts.ts'
import { NEIGHBOURHOOD_NM } from './name-neighbourhoods.ts'

const [craft] = anAlertView().craft

/** An alert `north` nautical miles north of 34°S 173°E, raised `minute` minutes after nine. */
const at = (
  alertId: string,
  name: string,
  north: number,
  minute: number,
  given: Parameters<typeof anAlertView>[0] = {},
) => {
  const latitude = -34 + north / 60
  const place = {
    text: `1 nm N of ${name}`,
    name,
    distanceMetres: 1_852,
    direction: 'N',
    longitude: 173,
    latitude,
  } as const
  const raisedAt = new Date(AT_MS + minute * 60_000).toISOString()
  return anAlertView({ alertId, place, raisedAt, craft: craft === undefined ? [] : [{ ...craft, latitude }], ...given })
}
const groups = (...alerts: Parameters<typeof groupAlerts>[0]) =>
  groupAlerts(alerts.toSorted(compareAlerts)).map(({ title, alertIds }) => [title, alertIds])

test('the oldest alert names its surroundings, also for other severities', () => {
  expect(
    groups(
      at('new', 'Houhora', NEIGHBOURHOOD_NM - 1, 2),
      at('old', 'North Cape', 0, 1),
      at('warning', 'Houhora', 20, 3, { severity: 'warning' }),
      at('far', 'Whangārei', NEIGHBOURHOOD_NM + 1, 4),
    ),
  ).toEqual([
    ['Around Whangārei', ['far']],
    ['Around North Cape', ['new', 'old']],
    ['Around North Cape', ['warning']],
  ])
})

test('real stands before exercise and open before ended, each in a group of its own', () => {
  expect(
    groups(
      at('exercise', 'A', 0, 0, { exercise: true }),
      at('ended', 'A', 0, 1, { status: 'cancelled' }),
      at('real', 'A', 0, 2),
      aSilentView(),
    ),
  ).toEqual([
    ['Around A', ['real']],
    ['No place', ['source-1']],
    ['Around A', ['ended']],
    ['Around A', ['exercise']],
  ])
})

test('names do not depend on the order in which alerts of one moment came', () => {
  const [a, b] = [at('a', 'A', 0, 0), at('b', 'B', 1, 0)]
  expect([groups(a, b)[0]?.[0], groups(b, a)[0]?.[0]]).toEqual(['Around A', 'Around A'])
})

test('near 180° both sides are one neighbourhood', () => {
  const east = at('east', 'Waitangi', 0, 0)
  const west = at('west', 'Waitangi', 0, 1)
  const moved = (alert: typeof east, longitude: number) => ({
    ...alert,
    craft: alert.craft.map((one) => ({ ...one, longitude })),
  })
  expect(groups(moved(east, 179.9), moved(west, -179.9))).toEqual([['Around Waitangi', ['west', 'east']]])
})

test('while the list is held, groups stay and what is new comes below, once', () => {
  const shown = [
    { key: 'a', title: 'A', alertIds: ['a1', 'a2'] },
    { key: 'b', title: 'B', alertIds: ['b1'] },
  ]
  const held = frozenGroups(shown, ['n1', 'a2', 'a1'])
  expect(held.map(({ key, alertIds }) => [key, alertIds])).toEqual([
    ['a', ['a1', 'a2']],
    ['new', ['n1']],
  ])
  expect(frozenGroups(held, ['n2', 'n1', 'a1']).at(-1)?.alertIds).toEqual(['n1', 'n2'])
})
