import { expect, test } from 'vitest'
import { anAlertView } from '../../testing/an-alert-view.ts'
import { lineOf, listLines } from './list-lines.ts'
import { GROUP_ROWS } from './list-shape.ts'

const many = GROUP_ROWS + 2
const ids = Array.from({ length: many }, (_, i) => `a${i}`)
const groups = [
  { key: 'a', title: 'Around A', alertIds: ids },
  { key: 'b', title: 'Around B', alertIds: ['b0'] },
]
const people = (likely: number) => ({ unauthorised: { min: 0, likely, max: 99, openEnded: false } })
const alerts = new Map(
  [...ids, 'b0'].map((alertId, i) => {
    const alert = anAlertView({ alertId, ...people(31 + i), state: i < 3 ? 'unacknowledged' : 'acknowledged' })
    return [alertId, { alert }]
  }),
)
const lines = (opened: readonly (readonly [string, 'closed' | 'whole'])[], chosen: string | null = null) =>
  listLines({ groups, opened: new Map(opened) }, alerts, chosen)
const kinds = (...given: Parameters<typeof lines>) => lines(...given).map(({ kind }) => kind)

test('a group shows its first rows and how many more there are', () => {
  const shown = lines([])
  expect(shown.map(({ kind }) => kind)).toEqual(['group', ...Array(GROUP_ROWS).fill('alert'), 'more', 'group', 'alert'])
  expect(shown.find(({ kind }) => kind === 'more')).toMatchObject({ hidden: 2 })
})

test('positions count all alerts, also those behind “more”', () =>
  expect(lines([]).at(-1)).toMatchObject({ kind: 'alert', position: many + 1 }))

test('all rows are shown once that was asked for, or where the chosen alert is one of them', () => {
  const whole = ['group', ...Array(many).fill('alert'), 'group', 'alert']
  expect(kinds([['a', 'whole']])).toEqual(whole)
  expect(kinds([], `a${many - 1}`)).toEqual(whole)
  expect(kinds([], 'a0')).toContain('more')
})

test('a closed group says how many nobody has acknowledged, and the range of its likely counts', () => {
  expect(kinds([['a', 'closed']])).toEqual(['group', 'group', 'alert'])
  expect(lines([['a', 'closed']])[0]).toMatchObject({
    isClosed: true,
    unacknowledged: 3,
    likely: { least: 31, most: 30 + many },
  })
})

test('one more is shown instead of named', () => {
  const nine = [{ key: 'a', title: 'A', alertIds: ids.slice(0, GROUP_ROWS + 1) }]
  expect(listLines({ groups: nine, opened: new Map() }, alerts, null).map(({ kind }) => kind)).not.toContain('more')
})

test('an alert is found by its line, or nowhere in a closed group', () => {
  expect([lineOf(lines([]), 'a1'), lineOf(lines([['a', 'closed']]), 'a1'), lineOf(lines([]), null)]).toEqual([
    2, -1, -1,
  ])
})
