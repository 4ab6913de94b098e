import { expect, test } from 'vitest'
import type { ActionResponse, PostedAction } from '../state/rest.ts'
import { AT, anAlertView } from '../testing/an-alert-view.ts'
import { answerWords } from './answer-words.ts'

const NOW_MS = Date.parse('2026-11-23T10:00:00Z')
const close: PostedAction = { alertId: 'nz-1', action: 'close', expectedVersion: 1, note: null, until: null }
const acknowledgement = { at: AT, operator: 'anna', note: null, version: 1 }
const closed = { at: AT, operator: 'ben', note: null }
const conflict = (given: Parameters<typeof anAlertView>[0]): ActionResponse => ({
  outcome: 'conflict',
  message: 'look again',
  alert: anAlertView(given),
})

test.each<[string, ActionResponse, string]>([
  ['done', { outcome: 'done', alert: anAlertView() }, 'Closed'],
  ['refused', { outcome: 'refused', message: 'not sent' }, 'Not done: close. not sent'],
  ['a lost response', { outcome: 'unknown' }, 'NOT CERTAIN: close may have been done, or not.'],
  [
    'already closed',
    conflict({ state: 'closed', acknowledgement, closed }),
    'Already closed by ben at 09:00 UTC. Nothing was changed.',
  ],
  [
    'acknowledged',
    conflict({ state: 'acknowledged', acknowledgement }),
    'Already acknowledged by anna at 09:00 UTC. Nothing was changed.',
  ],
  ['reopened', conflict({ state: 'unacknowledged', acknowledgement }), 'it is unacknowledged. look again'],
  [
    'a newer version',
    conflict({ version: 3, changes: ['craft-joined'] }),
    'you saw version 1, it is now 3 (craft joined)',
  ],
])('says what happened: %s', (_what, result, words) => expect(answerWords(close, result, NOW_MS)).toContain(words))
