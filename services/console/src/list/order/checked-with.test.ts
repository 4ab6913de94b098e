import { expect, test } from 'vitest'
import { anAlertView } from '../../testing/an-alert-view.ts'
import { checkedWith, howChecked } from './checked-with.ts'

const open = anAlertView({ alertId: 'open' })
const other = anAlertView({ alertId: 'other' })
const known = anAlertView({ alertId: 'known', state: 'acknowledged', allowedActions: ['note'] })
const all = [open, other, known]

test('what cannot be acknowledged is not chosen with the others', () => {
  const checked = checkedWith(new Set(['elsewhere']), all, true)
  expect([...checked]).toEqual(['elsewhere', 'open', 'other'])
  expect([...checkedWith(checked, all, false)]).toEqual(['elsewhere'])
})

test.each([
  [[], 'none'],
  [['known'], 'none'],
  [['open'], 'some'],
  [['open', 'other'], 'all'],
] as const)('%j chosen is %s', (ids, how) => expect(howChecked(new Set<string>(ids), all)).toBe(how))

test('where nothing can be acknowledged, none is chosen', () => expect(howChecked(new Set(), [known])).toBe('none'))
