import type { ArrivalDoubt } from '@landfall/contracts'
import { EACH_VISIT, type Row } from './row.ts'
import { HERE, OUTSIDE, type Place, reported, retracted, seen } from './sea.ts'

/** So many nautical miles north of the line, and a little more: a degree of latitude is 60.04 nm on this sphere. */
const off = (nm: number): Place => ({ longitude: 175, latitude: -30 + nm / 60 })
const listed = (time = '-24') => reported('a', time, 'manifest', 45)

type Example = readonly [name: string, observed: Row['observed'], doubt: ArrivalDoubt | null, counts: string]

const row = ([name, observed, doubt, counts]: Example): Row => ({
  name,
  policy: { ...EACH_VISIT, likelyMethods: ['headcount', 'sighting', 'estimate', 'manifest'] },
  observed,
  expected: [{ visits: [`a@10:05 ${counts}`], doubts: [doubt] }],
})

/** Rules 1 and 3. `a` is seen inside at 10:05; a manifest says that 45 are aboard, of unknown permission: likely, by this policy. */
const JUMP = seen('a', '10:05')
const examples: readonly Example[] = [
  [
    'alone, and far outside in the hour before and the hour after: possible, and no more',
    [listed(), seen('a', '9:50', OUTSIDE), JUMP, seen('a', '11:10', OUTSIDE)],
    'position-jump',
    '0/0/45',
  ],
  ['far outside before it only', [listed(), seen('a', '9:50', OUTSIDE), JUMP], null, '0/45/45'],
  ['far outside after it only', [listed(), JUMP, seen('a', '11:10', OUTSIDE)], null, '0/45/45'],
  [
    'two hours before is time enough',
    [listed(), seen('a', '8:59', OUTSIDE), JUMP, seen('a', '11:10', OUTSIDE)],
    null,
    '0/45/45',
  ],
  [
    'equal times are neither before nor after',
    [listed(), seen('a', '10:05', OUTSIDE), JUMP, seen('a', '11:10', OUTSIDE)],
    null,
    '0/45/45',
  ],
  [
    'a second position inside within the gap of a visit: two boats, and everybody counts',
    [listed(), seen('a', '9:50', OUTSIDE), JUMP, seen('a', '11:10', OUTSIDE), seen('a', '16:05')],
    'shared-identity',
    '0/45/45',
  ],
  [
    'the same within the hour, when the jump has been published already',
    [listed(), seen('a', '9:50', OUTSIDE), JUMP, seen('a', '11:10', OUTSIDE), seen('a', '10:06')],
    'shared-identity',
    '0/45/45',
  ],
  [
    'the same, as two boats are heard in turn',
    [
      listed(),
      ['9:58', '10:02', '10:08', '10:12'].map((time) => seen('a', time, off(40))),
      seen('a', '9:40', OUTSIDE),
      JUMP,
      seen('a', '11:10', OUTSIDE),
      seen('a', '10:15'),
    ],
    'shared-identity',
    '0/45/45',
  ],
  [
    'somebody has seen them since: everybody counts',
    [seen('a', '9:50', OUTSIDE), JUMP, seen('a', '11:10', OUTSIDE), reported('a', '20', 'sighting', 42)],
    'shared-identity',
    '0/42/42',
  ],
  [
    'somebody saw them at sea the day before: that is no sight of the arrival',
    [seen('a', '9:50', OUTSIDE), JUMP, seen('a', '11:10', OUTSIDE), reported('a', '-14', 'sighting', 42)],
    'position-jump',
    '0/0/42',
  ],
  [
    'a report with a place is a person on the scene',
    [
      seen('a', '9:50', OUTSIDE),
      seen('a', '11:10', OUTSIDE),
      reported('a', '10:05', 'estimate', 42, { ...HERE, observationId: 'here' }),
    ],
    'shared-identity',
    '0/42/42',
  ],
  [
    'retracted, it is none',
    [
      listed(),
      seen('a', '9:50', OUTSIDE),
      JUMP,
      seen('a', '11:10', OUTSIDE),
      reported('a', '10:06', 'estimate', 42, { observationId: 'here' }),
      retracted('a', '12', 'here'),
    ],
    'position-jump',
    '0/0/45',
  ],
  [
    'a report placed outside contradicts nothing',
    [
      listed(),
      reported('a', '9:50', 'estimate', 2, { ...OUTSIDE, observationId: 'o' }),
      JUMP,
      seen('a', '11:10', OUTSIDE),
    ],
    null,
    '0/45/45',
  ],
  [
    'a position that says it is no better than a mile contradicts nothing',
    [listed(), seen('a', '9:50', OUTSIDE, { accuracyMetres: 1_853 }), JUMP, seen('a', '11:10', OUTSIDE)],
    null,
    '0/45/45',
  ],
  [
    '121 nm off the line are out of reach for an hour',
    [listed(), seen('a', '9', off(121)), JUMP, seen('a', '11:59', off(121))],
    'position-jump',
    '0/0/45',
  ],
  [
    '119 nm are out of reach for half an hour',
    [listed(), seen('a', '9:29', off(119)), JUMP, seen('a', '10:31', off(119))],
    null,
    '0/45/45',
  ],
  [
    '119 nm half an hour away',
    [listed(), seen('a', '9:30', off(119)), JUMP, seen('a', '10:31', off(119))],
    'position-jump',
    '0/0/45',
  ],
  [
    '17 nm a few minutes away: 07:30 minutes from 10:00 on hold 10:05',
    [listed(), seen('a', '9:55', off(17)), JUMP, seen('a', '10:10', off(17))],
    'position-jump',
    '0/0/45',
  ],
  [
    '17 nm ten minutes away can be reached',
    [listed(), seen('a', '9:52', off(17)), JUMP, seen('a', '10:10', off(17))],
    null,
    '0/45/45',
  ],
  [
    '15 nm are never out of reach',
    [listed(), seen('a', '10:01', off(15)), JUMP, seen('a', '10:10', off(15))],
    null,
    '0/45/45',
  ],
]

export const arrivalDoubtTable: readonly Row[] = examples.map(row)
