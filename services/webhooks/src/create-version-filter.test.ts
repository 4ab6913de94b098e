import { MaterialFacts } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createVersionFilter, type WebhookHead } from './open-webhook.ts'
import type { WebhookFilter } from './read-webhooks.ts'

const alarms: WebhookFilter = { severities: ['alarm'] }
const real: WebhookFilter = { exercise: false }
const head: WebhookHead = {
  alertId: 'nz-1',
  version: 1,
  kind: 'mass-arrival',
  status: 'open',
  severity: 'warning',
  exercise: false,
  areaId: 'nz',
  facts: null,
}

test.each<[string, WebhookFilter, readonly Partial<WebhookHead>[], readonly boolean[]]>([
  ['without a filter every version passes', {}, [{}, { version: 2 }], [true, true]],
  [
    'the version that leaves the filter passes, the next one does not',
    alarms,
    ['alarm', 'warning', 'caution'].map(ofSeverity),
    [true, true, false],
  ],
  ['what never matched does not pass', alarms, ['warning', 'caution', 'alarm'].map(ofSeverity), [false, false, true]],
  ['repeats are dropped', {}, [{}, { version: 2 }, { version: 2 }, {}], [true, true, false, false]],
  ['a contradiction is dropped', {}, [{ severity: 'caution' }, { severity: 'alarm' }], [true, false]],
  ['a repeat of what does not match is dropped', real, [{ exercise: true }, { exercise: true }], [false, false]],
  [
    'each alert is followed by itself',
    alarms,
    [{ severity: 'alarm' }, { alertId: 'nz-2', severity: 'warning' }],
    [true, false],
  ],
  [
    'another kind does not pass',
    { kinds: ['source-silent'] },
    [{}, { alertId: 'source-1', kind: 'source-silent' }],
    [false, true],
  ],
  [
    'an alert without an area passes a filter for any area',
    { areaIds: ['ck'] },
    [{ areaId: null }, { alertId: 'nz-2' }],
    [true, false],
  ],
])('%s', (_name, filter, versions, expected) => {
  const passes = createVersionFilter(filter)
  expect(versions.map((given) => passes({ ...head, ...given }))).toEqual(expected)
})

function ofSeverity(severity: string, index: number): Partial<WebhookHead> {
  return { version: index + 1, severity: severity as WebhookHead['severity'] }
}

const eta = (minute: number) => ({
  earliest: new Date(minute * 60_000).toISOString(),
  likely: new Date(7_200_000).toISOString(),
  latest: new Date(9_000_000).toISOString(),
})
const group = (given: object, at: number): WebhookHead => {
  const unauthorised = { min: 0, likely: 40, max: 40 }
  const facts = MaterialFacts.parse({ status: 'open', severity: 'warning', unauthorised, eta: eta(0), ...given })
  return { ...head, kind: 'inbound-group', version: at + 1, status: facts.status, severity: facts.severity, facts }
}

test.each<[string, WebhookFilter, readonly object[], readonly boolean[]]>([
  ['all versions', {}, [{}, {}, { eta: eta(5) }], [true, true, true]],
  ['those alone that matter', { changes: 'material' }, [{}, {}, { severity: 'caution' }], [true, false, true]],
  [
    'many small steps, by the last that was delivered',
    { changes: 'material' },
    [{}, { eta: eta(20) }, { eta: eta(31) }, { eta: eta(50) }, { eta: eta(0) }],
    [true, false, true, false, true],
  ],
  [
    'the end and another beginning',
    { changes: 'material' },
    [{}, { status: 'cancelled' }, {}, {}],
    [true, true, true, false],
  ],
  [
    'what leaves the filter and comes back',
    { changes: 'material', severities: ['warning'] },
    [{}, { severity: 'caution' }, { severity: 'caution' }, {}, {}],
    [true, true, false, true, false],
  ],
])('of an inbound group a webhook gets %s', (_name, filter, versions, expected) => {
  const passes = createVersionFilter(filter)
  expect(versions.map((given, at) => passes(group(given, at)))).toEqual(expected)
})

test('what has no facts that are known here is always delivered', () => {
  const passes = createVersionFilter({ changes: 'material' })
  expect([1, 2].map((version) => passes({ ...head, version }))).toEqual([true, true])
})
