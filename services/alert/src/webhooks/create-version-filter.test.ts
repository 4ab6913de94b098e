import type { FeedFilter } from '@landfall/contracts'
import { expect, test } from 'vitest'
import type { AlertVersion } from '../domain/alert-version.ts'
import { aVersion } from '../testing/a-version.ts'
import { createVersionFilter } from './create-version-filter.ts'

const alarms: FeedFilter = { severities: ['alarm'] }
const real: FeedFilter = { exercise: false }

test.each<[string, FeedFilter, readonly Partial<AlertVersion>[], readonly boolean[]]>([
  ['everything passes no filter', {}, [{}, { version: 2 }], [true, true]],
  [
    'what has just left passes, and no more',
    alarms,
    ['alarm', 'warning', 'caution'].map(ofSeverity),
    [true, true, false],
  ],
  ['what never matched does not', alarms, ['warning', 'caution', 'alarm'].map(ofSeverity), [false, false, true]],
  ['a repeat does not', {}, [{}, { version: 2 }, { version: 2 }, {}], [true, true, false, false]],
  ['nor what contradicts', {}, [{ severity: 'caution' }, { severity: 'alarm' }], [true, false]],
  ['a repeat of what does not match neither', real, [{ exercise: true }, { exercise: true }], [false, false]],
  ['alerts are apart', alarms, [{ severity: 'alarm' }, { alertId: 'nz-2', severity: 'warning' }], [true, false]],
  [
    'every area passes who belongs to none',
    { areaIds: ['ck'] },
    [{ areaId: null }, { alertId: 'nz-2' }],
    [true, false],
  ],
])('%s', (_name, filter, versions, expected) => {
  const passes = createVersionFilter(filter)
  expect(versions.map((given) => passes(aVersion(given)))).toEqual(expected)
})

function ofSeverity(severity: string, at: number): Partial<AlertVersion> {
  return { version: at + 1, severity: severity as AlertVersion['severity'] }
}
