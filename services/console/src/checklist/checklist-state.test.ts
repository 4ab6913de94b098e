import type { ChecklistSpec } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT, AT_MS, aDistressTestView, aDistressView, anAlertView } from '../testing/an-alert-view.ts'
import { checklistState } from './checklist-state.ts'

const checklist: ChecklistSpec = {
  kind: 'mass-arrival',
  areaId: 'nz',
  cause: 'Boats have come.',
  consequence: 'People are in danger.',
  respondWithinMinutes: 10,
  items: [
    { item: 'rescue', text: 'Alert rescue co-ordination' },
    { item: 'police', text: 'Inform the police' },
  ],
}
const tickOf = (item: string) => ({ item, at: AT, operator: 'anna' })
const minutes = (count: number): number => AT_MS + count * 60_000

test.each<[string, readonly string[], number, number, boolean]>([
  ['in time', ['rescue'], 9, 1, false],
  ['too late', ['rescue'], 11, 1, true],
  ['all done', ['police', 'rescue'], 11, 2, false],
  ['one that is no longer on the list', ['fire', 'rescue'], 11, 1, true],
])('%s: how many are done, and whether time is up', (_what, ticked, minute, done, isLate) => {
  const alert = anAlertView({ checklist: ticked.map(tickOf) })
  expect(checklistState(alert, [checklist], minutes(minute))).toMatchObject({ done, isLate, dueAtMs: minutes(10) })
})

test('the items keep the order of the list, whoever ticked which first', () => {
  const alert = anAlertView({ checklist: [tickOf('police')] })
  expect(checklistState(alert, [checklist], AT_MS)?.items).toEqual([
    { item: 'rescue', text: 'Alert rescue co-ordination', tick: null },
    { item: 'police', text: 'Inform the police', tick: tickOf('police') },
  ])
})

test('there is none for the test of a device, for another area, and from a service that has none', () => {
  const { areaId: _, ...everywhere } = checklist
  const distress = { ...everywhere, kind: 'distress' as const }
  expect(checklistState(aDistressView(), [distress], AT_MS)).not.toBeNull()
  expect(checklistState(aDistressTestView(), [distress], AT_MS)).toBeNull()
  expect(checklistState(anAlertView({ areaId: 'east' }), [checklist], AT_MS)).toBeNull()
  expect(checklistState(anAlertView(), [], AT_MS)).toBeNull()
})

test('a closed alert is not late any more', () => {
  const alert = anAlertView({ state: 'closed', listed: false })
  expect(checklistState(alert, [checklist], minutes(60))).toMatchObject({ isLate: false })
})
