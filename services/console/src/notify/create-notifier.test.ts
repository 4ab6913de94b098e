import { expect, test } from 'vitest'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { newsOf } from './create-notifier.ts'

const held = (phase: 'near' | 'imminent') => ({
  alerts: new Map([['nz-in', { alert: anInboundView(), changed: '', changedAtMs: 0 }]]),
  phases: new Map([['nz-in', phase]]),
})

test('an arrival that becomes imminent is news once, unless somebody has acknowledged it', () => {
  expect(newsOf(anInboundView(), held('near'), held('imminent'))).toContain('arrival imminent')
  expect(newsOf(anInboundView(), held('imminent'), held('imminent'))).toBeNull()
  expect(newsOf(anInboundView({ state: 'acknowledged' }), held('near'), held('imminent'))).toBeNull()
})

test('a new alert is announced once, also where its arrival is imminent', () => {
  const none = { alerts: new Map(), phases: new Map() }
  expect(newsOf(anInboundView(), none, held('imminent'))).toContain('new.')
})
