import type { AlertHead, FeedFilter } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { createVersionFilter } from './open-webhook.ts'

const alarms: FeedFilter = { severities: ['alarm'] }
const real: FeedFilter = { exercise: false }
const head: AlertHead = {
  alertId: 'nz-1',
  version: 1,
  kind: 'mass-arrival',
  status: 'open',
  severity: 'warning',
  exercise: false,
  areaId: 'nz',
}

test.each<[string, FeedFilter, readonly Partial<AlertHead>[], readonly boolean[]]>([
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

function ofSeverity(severity: string, index: number): Partial<AlertHead> {
  return { version: index + 1, severity: severity as AlertHead['severity'] }
}
