import { Policy } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { recountCraft } from './recount-craft.ts'

type Craft = Parameters<typeof recountCraft>[0]
type Report = Craft['aboardReport']
type Count = number | { readonly min: number; readonly likely?: number; readonly max: number | null }

const policy = Policy.parse({})
const count = (given: Count) =>
  typeof given === 'number'
    ? { min: given, likely: given, max: given }
    : { min: given.min, likely: given.likely ?? given.min, max: given.max }

const report = (method: Report['method'], aboard: Count, permitted?: Count, notPermitted?: Count): Report => ({
  observationId: 'x',
  sourceId: 'x',
  method,
  observedAt: '2026-11-23T09:30:00.000Z',
  aboard: count(aboard),
  permitted: permitted === undefined ? null : count(permitted),
  notPermitted: notPermitted === undefined ? null : count(notPermitted),
})

// The worked examples of the design, and those of the northland exercise.
test('of an impossible position all are possible, and no more', () => {
  const craft = { aboardReport: report('manifest', 45, 0, 45), permissionReport: report('manifest', 45, 0, 45) }
  const jump = { ...craft, conflictingReports: [], doubt: 'position-jump' } as unknown as Craft
  const { min, likely, max, maxInSums } = recountCraft(jump, policy)
  expect([min, likely, max, maxInSums]).toEqual([0, 0, 45, 45])
})

test.each<readonly [string, Report, Report | null, readonly Report[], string]>([
  [
    'headcount 42, permitted 3, not 39',
    report('headcount', 42, 3, 39),
    report('headcount', 42, 3, 39),
    [],
    '39/39/39 39',
  ],
  ['sighting 50', report('sighting', 50), null, [], '0/50/50 50'],
  ['manifest 3, permitted 3', report('manifest', 3, 3), report('manifest', 3, 3), [], '0/0/0 0'],
  [
    'sighting 60 with manifest 2, permitted 2',
    report('sighting', 60),
    report('manifest', 2, 2),
    [report('manifest', 2, 2)],
    '0/58/58 58',
  ],
  ['headcount 33, permitted 2', report('headcount', 33, 2), report('headcount', 33, 2), [], '0/31/31 31'],
  ['manifest 45 of unknown permission', report('manifest', 45), null, [], '0/0/45 45'],
  ['manifest 40 or more', report('manifest', { min: 40, max: null }), null, [], '0/0/Infinity 120'],
  [
    'not permitted capped by aboard',
    report('headcount', 5, undefined, { min: 4, max: 9 }),
    report('headcount', 5, undefined, { min: 4, max: 9 }),
    [],
    '4/5/5 5',
  ],
])('%s', (_, aboardReport, permissionReport, conflicts, expected) => {
  const conflictingReports = conflicts.map((one) => ({ ...one, widens: false }))
  const craft = { aboardReport, permissionReport, conflictingReports } as unknown as Craft
  const { min, likely, max, maxInSums } = recountCraft(craft, policy)
  expect(`${min}/${likely}/${max} ${maxInSums}`).toBe(expected)
})

test('a contradicting report widens: closed, and open', () => {
  const widened = (picked: Report, other: Report) => {
    const conflictingReports = [{ ...other, widens: true }]
    const craft = { aboardReport: picked, permissionReport: picked, conflictingReports } as unknown as Craft
    const { min, likely, max, maxInSums } = recountCraft(craft, policy)
    return `${min}/${likely}/${max} ${maxInSums}`
  }
  expect(widened(report('sighting', 7), report('sighting', 9))).toBe('0/7/9 9')
  expect(widened(report('sighting', 12, 12), report('sighting', { min: 40, max: null }))).toBe('0/0/Infinity 84')
})

test('where everybody aboard counts, permission takes nobody away', () => {
  const counted = (picked: Report) => {
    const craft = { aboardReport: picked, permissionReport: picked, conflictingReports: [] } as unknown as Craft
    const { min, likely, max, steps } = recountCraft(craft, Policy.parse({ counts: 'aboard' }))
    return [`${min}/${likely}/${max}`, steps[0]]
  }
  const words = 'everybody aboard counts, as if not permitted, whoever has permission'
  expect(counted(report('manifest', 42, 40, 2))).toEqual(['42/42/42', words])
  expect(counted(report('sighting', { min: 40, likely: 45, max: null }))).toEqual(['40/45/Infinity', words])
})
