import { expect, test } from 'vitest'
import type { ActionResult, AlertAction } from '../state/rest.ts'
import { AT, anAlertView } from '../testing/an-alert-view.ts'
import { answerWords } from './answer-words.ts'

const request: AlertAction = { alertId: 'nz-1', action: 'close', expectedVersion: 1, note: null, until: null }
const acknowledgement = { at: AT, operator: 'anna', note: null, version: 1 }
const closed = { at: AT, operator: 'ben', note: null }
const conflict = (given: Parameters<typeof anAlertView>[0]): ActionResult => ({
  ...{ outcome: 'conflict', message: 'look again', alert: anAlertView(given) },
})

test.each<[string, ActionResult, string]>([
  ['done', { outcome: 'done', alert: anAlertView() }, 'Done: close'],
  ['refused', { outcome: 'refused', message: 'not sent' }, 'Not done: close. not sent'],
  ['lost', { outcome: 'unknown' }, 'NOT CERTAIN: close may have been done, or not.'],
  ['by whom it was closed', conflict({ state: 'closed', acknowledgement, closed }), 'it is closed by ben'],
  ['by whom it was acknowledged', conflict({ state: 'acknowledged', acknowledgement }), 'it is acknowledged by anna'],
  ['anew', conflict({ state: 'unacknowledged', acknowledgement }), 'it is unacknowledged. look again'],
  ['moved on', conflict({ version: 3, changes: ['craft-joined'] }), 'you saw version 1, it is now 3 (craft joined)'],
])('%s', (_what, result, words) => expect(answerWords(request, result)).toContain(words))
