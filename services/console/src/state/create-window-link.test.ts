import { expect, test } from 'vitest'
import { aState } from '../testing/a-state.ts'
import { followsChoice, readChoice } from './create-window-link.ts'

test.each([
  [{ alertId: 'nz-1' }, 'nz-1'],
  [{ alertId: 'nz-1', more: true }, 'nz-1'],
  [{ alertId: 1 }, null],
  [{ alertId: 'x'.repeat(201) }, null],
  ['nz-1', null],
  [null, null],
])('of %j is chosen %j', (data, alertId) => expect(readChoice(data)).toBe(alertId))

const { route, preferences } = aState()

test.each([
  ['a watch', aState(), true],
  ['one that has it chosen', aState({ route: { ...route, alertId: 'nz-1' } }), false],
  ['a form', aState({ route: { ...route, view: 'report' } }), false],
  ['a wall display', aState({ route: { ...route, kiosk: true } }), false],
  ['one with a dialog open', aState({ dialog: { kind: 'help' } }), false],
  ['one that chooses for itself', aState({ preferences: { ...preferences, together: false } }), false],
])('whether %s follows another window', (_what, state, follows) => expect(followsChoice(state, 'nz-1')).toBe(follows))
