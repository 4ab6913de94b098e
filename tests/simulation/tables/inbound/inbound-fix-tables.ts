import { reported, retracted, seen } from '../sea.ts'
import { BIGHT, out } from './coast.ts'
import type { InboundRow } from './inbound-row.ts'

/** 40 people, sighted: more than the threshold. */
const forty = reported('a', '2', 'sighting', 40, { observationId: 'forty' })
const last = (...observed: InboundRow['observed']): InboundRow['observed'] => [forty, ...observed]

const slots: readonly InboundRow[] = [
  {
    name: 'of a half hour the earliest position counts',
    observed: last(seen('a', '3:29', out(45)), seen('a', '3', out(50))),
    expected: [{ craft: ['a~3'], distances: [50] }],
  },
  {
    name: 'the next half hour is another',
    observed: last(seen('a', '3:30', out(45)), seen('a', '3', out(50))),
    expected: [{ craft: ['a~3:30'], distances: [45] }],
  },
  {
    name: 'at one time the smaller longitude counts',
    observed: last(seen('a', '3', out(50)), seen('a', '3', out(45))),
    expected: [{ distances: [45] }],
  },
  {
    name: 'then the smaller latitude',
    observed: last(seen('a', '3', out(50, 10)), seen('a', '3', out(50, -310))),
    expected: [{ motions: ['unknown at 3'], distances: [50.8] }],
  },
  {
    name: 'speed and course are those of the earliest position that states both',
    observed: last(
      seen('a', '3', out(50)),
      seen('a', '3:05', out(50), { speedKnots: 9 }),
      seen('a', '3:10', out(50), { speedKnots: 8, courseDegrees: 270 }),
      seen('a', '3:20', out(50), { speedKnots: 7, courseDegrees: 280 }),
    ),
    expected: [{ motions: ['8 kn 270 said at 3'] }],
  },
  {
    name: 'one above 60 kn states nothing',
    observed: last(
      seen('a', '3', out(50), { speedKnots: 60.1, courseDegrees: 100 }),
      seen('a', '3:20', out(50), { speedKnots: 7, courseDegrees: 280 }),
    ),
    expected: [{ motions: ['7 kn 280 said at 3'] }],
  },
  {
    name: 'those of another half hour do not count',
    observed: last(seen('a', '2:50', out(50), { speedKnots: 8, courseDegrees: 270 }), seen('a', '3', out(50))),
    expected: [{ motions: ['unknown at 3'] }],
  },
  {
    name: 'the place of a report is a position',
    observed: [reported('a', '3:05', 'sighting', 40, out(52)), seen('a', '3:10', out(50))],
    expected: [{ craft: ['a~3:05'], distances: [52] }],
  },
  {
    name: 'as long as the report stands',
    observed: last(
      reported('a', '3:05', 'sighting', 40, { ...out(52), observationId: 'b' }),
      seen('a', '3:10', out(50)),
      retracted('a', '9', 'b'),
    ),
    expected: [{ craft: ['a~3:10'], distances: [50] }],
  },
]

const halfHours = Array.from({ length: 14 }, (_, n) => ({
  n,
  time: `${Math.floor(n / 2)}:${n % 2 === 0 ? '00' : '30'}`,
}))
const sailed = (count: number) => halfHours.slice(0, count).map(({ n, time }) => seen('a', time, out(100 - 5 * n)))

const ages: readonly InboundRow[] = [
  {
    name: 'thirteen half hours count',
    policy: { inbound: { trackMinutes: 360 } },
    observed: last(...sailed(13)),
    expected: [{ motions: ['10 kn 270 0..6'] }],
  },
  {
    name: 'a fourteenth does not',
    policy: { inbound: { trackMinutes: 390 } },
    observed: last(...sailed(14)),
    expected: [{ motions: ['10 kn 270 0:30..6:30'] }],
  },
  {
    name: 'a place of a report may be one of them',
    policy: { inbound: { trackMinutes: 360 } },
    observed: last(...sailed(13), reported('a', '6:40', 'sighting', 40, out(35))),
    expected: [{ motions: ['9.7 kn 270 0:30..6:40'] }],
  },
  {
    name: '24 hours from half hour to half hour count',
    observed: last(seen('a', '0', out(120)), seen('a', '24:29', out(60))),
    expected: [{ motions: ['2.5 kn 270 0..24:29'] }],
  },
  {
    name: 'half an hour more does not',
    observed: last(seen('a', '0:29', out(120)), seen('a', '24:30', out(60))),
    expected: [{ motions: ['unknown at 24:30'] }],
  },
]

const conditions: readonly InboundRow[] = [
  {
    name: '0.1 mm short of the watch distance',
    observed: last(seen('a', '3', out(188 - 1e-4 / 1_852))),
    expected: [{ distances: [188] }],
  },
  { name: '0.1 mm beyond', observed: last(seen('a', '3', out(188 + 1e-4 / 1_852))), expected: [] },
  {
    name: 'an area that watches nothing',
    policy: { inbound: { watchDistanceNm: 0 } },
    observed: last(seen('a', '3', out(10))),
    expected: [],
  },
  {
    name: 'inside before the hour that is `visitGap` before the newest fix',
    observed: [seen('a', '2:59', out(-1)), seen('a', '9:30', out(9)), reported('a', '9:30', 'sighting', 40, out(9))],
    policy: { periodHours: 6 },
    expected: [{ craft: ['a~9:30'] }],
  },
  {
    name: 'inside in that hour',
    observed: [seen('a', '3', out(-1)), seen('a', '9:30', out(9)), reported('a', '9:30', 'sighting', 40, out(9))],
    policy: { periodHours: 6 },
    expected: [],
  },
  {
    name: 'the track begins after the half hour in which it was inside last',
    policy: { periodHours: 1, visitGapHours: 1 },
    observed: [
      seen('a', '0', out(5)),
      seen('a', '1:10', out(-1)),
      seen('a', '1:20', out(1)),
      seen('a', '1:30', out(20)),
      seen('a', '3', out(9)),
      reported('a', '3', 'sighting', 40, out(9)),
    ],
    expected: [{ motions: ['7.3 kn 270 1:30..3'] }],
  },
]

const off = (degrees: number) => ({ longitude: 178 + degrees, latitude: -38 })
/** 10 nm along the parallel. */
const TEN_NM = 10 / (60.04 * Math.cos((38 * Math.PI) / 180))
const worked: readonly InboundRow[] = [
  {
    name: 'sighted 60 nm out',
    box: BIGHT,
    observed: [reported('a', '2', 'sighting', 40, off(6 * TEN_NM))],
    expected: [{ severity: 'caution', people: '0/40/40', states: ['unknown'], eta: 'none', distances: [60] }],
  },
  {
    name: '10 nm further an hour later',
    box: BIGHT,
    observed: [reported('a', '2', 'sighting', 40, off(6 * TEN_NM)), seen('a', '3', off(5 * TEN_NM))],
    expected: [{ severity: 'warning', states: ['heading-in'], eta: '7..8..10:10', inbound: 40, arrived: 0 }],
  },
  {
    name: 'inside at 07:40 the approach is over',
    box: BIGHT,
    observed: [
      reported('a', '2', 'sighting', 40, off(6 * TEN_NM)),
      seen('a', '3', off(5 * TEN_NM)),
      seen('a', '7:40', off(0)),
    ],
    expected: [],
  },
  {
    name: 'turned north at 05:00 it passes at 06:00',
    box: BIGHT,
    observed: [
      reported('a', '2', 'sighting', 40, off(6 * TEN_NM)),
      seen('a', '3', off(5 * TEN_NM)),
      seen('a', '5', off(3 * TEN_NM)),
      seen('a', '6', { longitude: off(3 * TEN_NM).longitude, latitude: -38 + 1 / 6 }),
    ],
    expected: [],
  },
]

export const inboundFixTables = {
  'half hours (rule 1)': slots,
  'how many and how old (rule 1)': ages,
  'when a craft has an approach (rule 2)': conditions,
  'the worked example': worked,
}
