import { people } from './people.ts'
import type { Row } from './row.ts'
import { told } from './sea.ts'

const DEFAULT = { threshold: 30 }

/** The worked examples of the design, by its own numbers. */
export const worked: readonly Row[] = [
  people(
    'headcount 42, permitted 3, notPermitted 39',
    [told('a', '0', 'headcount', 42, { permitted: 3, notPermitted: 39 })],
    '39/39/39',
  ),
  people('sighting 50', [told('a', '0', 'sighting', 50)], '0/50/50', { severity: 'warning' }, DEFAULT),
  people('manifest 3, permitted 3', [told('a', '0', 'manifest', 3, { permitted: 3 })], null),
  people(
    'sighting 60 with manifest 2, permitted 2: the manifest conflicts',
    [
      told('a', '0', 'sighting', 60, { observationId: 's' }),
      told('a', '0', 'manifest', 2, { permitted: 2, observationId: 'm' }),
    ],
    '0/58/58',
    { aboard: ['p/s'], permission: ['p/m'], conflicts: ['p/m'] },
  ),
  people(
    'headcount 33, permitted 2: a warning',
    [told('a', '0', 'headcount', 33, { permitted: 2 })],
    '0/31/31',
    { severity: 'warning' },
    DEFAULT,
  ),
  people(
    'with notPermitted 31: an alarm',
    [told('a', '0', 'headcount', 33, { permitted: 2, notPermitted: 31 })],
    '31/31/31',
    { severity: 'alarm' },
    DEFAULT,
  ),
  people(
    'manifest 45 of unknown permission: a caution',
    [told('a', '0', 'manifest', 45)],
    '0/0/45',
    { severity: 'caution' },
    DEFAULT,
  ),
  people(
    'manifest "40 or more": open, counts 120',
    [told('a', '0', 'manifest', { min: 40, max: null })],
    '0/0/open',
    { samePeriod: '0/0/120+', severity: 'caution' },
    DEFAULT,
  ),
  people(
    'a lower recount leaves a caution',
    [
      told('a', '0', 'headcount', 40, { observationId: 'first' }),
      told('a', '1', 'headcount', 20, { observationId: 're' }),
    ],
    '0/20/40',
    { severity: 'caution', conflicts: ['p/first widens'] },
    DEFAULT,
  ),
]
