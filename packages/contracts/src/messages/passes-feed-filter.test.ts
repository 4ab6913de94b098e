import { expect, test } from 'vitest'
import { type FilteredAlert, passesFeedFilter } from './passes-feed-filter.ts'
import type { FeedFilter } from './subscribe-frame.ts'

const alert: FilteredAlert = { exercise: false, areaId: 'nz', severity: 'warning', kind: 'mass-arrival' }

test.each<[string, FeedFilter, Partial<FilteredAlert>, boolean]>([
  ['an empty filter passes everything', {}, {}, true],
  ['a listed severity passes', { severities: ['alarm', 'warning'] }, {}, true],
  ['an unlisted severity does not', { severities: ['alarm'] }, {}, false],
  ['a listed area passes', { areaIds: ['ck', 'nz'] }, {}, true],
  ['an unlisted area does not', { areaIds: ['ck'] }, {}, false],
  ['an alert without an area passes any areaIds', { areaIds: ['ck'] }, { areaId: null }, true],
  ['a real alert does not pass an exercise filter', { exercise: true }, {}, false],
  ['an exercise does not pass a filter for the real', { exercise: false }, { exercise: true }, false],
  ['a listed kind passes', { kinds: ['diagnostic', 'mass-arrival'] }, {}, true],
  ['an unlisted kind does not', { kinds: ['source-silent'] }, {}, false],
  ['a kind of a later contract passes where no kinds are named', {}, { kind: 'oil-spill' }, true],
  ['and nowhere else', { kinds: ['mass-arrival'] }, { kind: 'oil-spill' }, false],
  ['every part must pass', { areaIds: ['nz'], severities: ['alarm'] }, {}, false],
])('%s', (_name, filter, given, expected) => {
  expect(passesFeedFilter(filter, { ...alert, ...given })).toBe(expected)
})
