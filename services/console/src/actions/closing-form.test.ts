import { expect, test } from 'vitest'
import { anAlertView } from '../testing/an-alert-view.ts'
import { type ClosingForm, closingFaults, closingOf, newClosingForm } from './closing-form.ts'

const empty: ClosingForm = { reason: null, duplicateOf: '', handedTo: '', note: '' }
const alarm = anAlertView()
const warning = anAlertView({ severity: 'warning' })

test.each<[string, Partial<ClosingForm>, ReturnType<typeof anAlertView>, readonly string[]]>([
  ['nothing', {}, alarm, ['reason', 'note']],
  ['a reason', { reason: 'resolved' }, alarm, ['note']],
  ['white space', { reason: 'handed-over', handedTo: ' ', note: ' ' }, alarm, ['handedTo', 'note']],
  ['a duplicate of nothing', { reason: 'duplicate', note: 'x' }, alarm, ['duplicateOf']],
  ['all', { reason: 'handed-over', handedTo: 'Police', note: 'All ashore.' }, alarm, []],
  ['a reason alone', { reason: 'false' }, warning, []],
  ['a reason alone', { reason: 'false' }, anAlertView({ exercise: true }), []],
  ['a reason alone', { reason: 'false' }, anAlertView({ severity: 'warning', escalatedAt: alarm.raisedAt }), ['note']],
])('with %s the form lacks what the service would refuse', (_what, given, alert, fields) =>
  expect(closingFaults({ ...empty, ...given }, alert).map(([field]) => field)).toEqual(fields),
)

test('what belongs to another reason is not sent', () => {
  const form: ClosingForm = { reason: 'resolved', duplicateOf: 'nz-2', handedTo: 'Police', note: ' All ashore. ' }
  const common = { alertId: 'nz-1', action: 'close', expectedVersion: 2, until: null }
  expect(closingOf(form, 'nz-1', 2)).toEqual({ ...common, reason: 'resolved', note: 'All ashore.' })
  expect(closingOf({ ...form, reason: 'duplicate' }, 'nz-1', 2)).toMatchObject({ duplicateOf: 'nz-2' })
})

test('an alert that was merged into another begins as its duplicate', () => {
  expect(newClosingForm(anAlertView({ status: 'superseded', supersededBy: 'nz-2' }))).toMatchObject({
    reason: 'duplicate',
    duplicateOf: 'nz-2',
  })
  expect(newClosingForm(alarm)).toEqual(empty)
})
