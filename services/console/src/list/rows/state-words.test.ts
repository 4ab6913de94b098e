import { expect, test } from 'vitest'
import { AT_MS, anAlertView } from '../../testing/an-alert-view.ts'
import { stateWords } from './state-words.ts'

const later = new Date(AT_MS + 25 * 60_000).toISOString()
const yesterday = new Date(AT_MS - 15 * 3_600_000).toISOString()
const anna = { at: later, operator: 'anna', note: null }

test.each([
  [{}, 'Unacknowledged'],
  [{ state: 'acknowledged', acknowledgement: { ...anna, version: 1 } }, 'Acknowledged 09:25 by anna'],
  [{ state: 'acknowledged', acknowledgement: { ...anna, operator: null, version: 1 } }, 'Acknowledged 09:25'],
  [{ state: 'closed', closed: anna }, 'Closed 09:25 by anna'],
  [{ state: 'closed', closed: { ...anna, at: yesterday } }, 'Closed 22 Nov 18:00 by anna'],
  [{ silencedUntil: later }, 'Unacknowledged · silenced until 09:25'],
  [{ silencedUntil: new Date(AT_MS - 1).toISOString() }, 'Unacknowledged'],
  [{ status: 'cancelled' }, 'CANCELLED · Unacknowledged'],
  [{ escalatedAt: later }, 'Unacknowledged · escalated from warning'],
] as const)('the state of %j is “%s”', (given, words) => expect(stateWords(anAlertView(given), AT_MS)).toBe(words))
