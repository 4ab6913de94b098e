import { peopleRow } from './people-row.ts'
import type { Row } from './row.ts'
import { reported } from './sea.ts'

const DEFAULT = { threshold: 30 }

/** The worked examples of the design, by its own numbers. */
export const visitPersonsWorkedTable: readonly Row[] = [
  peopleRow(
    'headcount 42, permitted 3, notPermitted 39',
    [reported('a', '0', 'headcount', 42, { permitted: 3, notPermitted: 39 })],
    '39/39/39',
  ),
  peopleRow('sighting 50', [reported('a', '0', 'sighting', 50)], '0/50/50', { severity: 'warning' }, DEFAULT),
  peopleRow('manifest 3, permitted 3', [reported('a', '0', 'manifest', 3, { permitted: 3 })], null),
  peopleRow(
    'sighting 60 with manifest 2, permitted 2: the manifest conflicts',
    [
      reported('a', '0', 'sighting', 60, { observationId: 's' }),
      reported('a', '0', 'manifest', 2, { permitted: 2, observationId: 'm' }),
    ],
    '0/58/58',
    { aboard: ['p/s'], permission: ['p/m'], conflicts: ['p/m'] },
  ),
  peopleRow(
    'headcount 33, permitted 2: a warning',
    [reported('a', '0', 'headcount', 33, { permitted: 2 })],
    '0/31/31',
    { severity: 'warning' },
    DEFAULT,
  ),
  peopleRow(
    'with notPermitted 31: an alarm',
    [reported('a', '0', 'headcount', 33, { permitted: 2, notPermitted: 31 })],
    '31/31/31',
    { severity: 'alarm' },
    DEFAULT,
  ),
  peopleRow(
    'manifest 45 of unknown permission: a caution',
    [reported('a', '0', 'manifest', 45)],
    '0/0/45',
    { severity: 'caution' },
    DEFAULT,
  ),
  peopleRow(
    'manifest "40 or more": open, counts 120',
    [reported('a', '0', 'manifest', { min: 40, max: null })],
    '0/0/open',
    { samePeriod: '0/0/120+', severity: 'caution' },
    DEFAULT,
  ),
  peopleRow(
    'a lower recount leaves a caution',
    [
      reported('a', '0', 'headcount', 40, { observationId: 'first' }),
      reported('a', '1', 'headcount', 20, { observationId: 're' }),
    ],
    '0/20/40',
    { severity: 'caution', conflicts: ['p/first widens'] },
    DEFAULT,
  ),
]
