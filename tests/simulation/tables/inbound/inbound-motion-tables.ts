import { reported, seen } from '../sea.ts'
import { out } from './coast.ts'
import type { InboundRow } from './inbound-row.ts'

const forty = reported('a', '2', 'sighting', 40)
const sailing = (name: string, observed: InboundRow['observed'], expected: InboundRow['expected'][0]): InboundRow => ({
  name,
  observed: [forty, ...observed],
  expected: [expected],
})
const said = (speedKnots: number, courseDegrees = 270) => ({ speedKnots, courseDegrees })

const motion: readonly InboundRow[] = [
  sailing('an hour is long enough', [seen('a', '2', out(60)), seen('a', '2:30', out(55)), seen('a', '3', out(50))], {
    motions: ['10 kn 270 2..3'],
    eta: '7..8..10:10',
    rays: ['53.2 51.8 50.8 50.2 50 50.2 50.8 51.8 53.2'],
    courses: ['250 255 260 265 270 275 280 285 290'],
    crossings: ['180.00 0.00'],
  }),
  sailing('of several the newest', [seen('a', '1', out(80)), seen('a', '2', out(60)), seen('a', '3', out(50))], {
    motions: ['10 kn 270 2..3'],
  }),
  sailing(
    'a millisecond less: from the earliest, with both spreads doubled',
    [seen('a', '2+1ms', out(60)), seen('a', '2:30', out(57)), seen('a', '3', out(50))],
    {
      motions: ['10 kn 270 2+1ms..3'],
      courses: ['230 240 250 260 270 280 290 300 310'],
      eta: '6:20..8..16:05',
    },
  ),
  sailing('20 minutes will do', [seen('a', '2:29', out(60)), seen('a', '2:40', out(60)), seen('a', '3', out(50))], {
    motions: ['19.4 kn 270 2:29..3'],
  }),
  sailing('exactly 20 minutes', [seen('a', '2:40', out(60)), seen('a', '3', out(50))], {
    motions: ['30 kn 270 2:40..3'],
  }),
  sailing('a millisecond less is nothing', [seen('a', '2:40+1ms', out(60)), seen('a', '3', out(50))], {
    motions: ['unknown at 3'],
    states: ['unknown'],
    eta: 'none',
    severity: 'caution',
  }),
  sailing('then what it says itself', [seen('a', '2:40+1ms', out(60)), seen('a', '3', out(50), said(10))], {
    motions: ['10 kn 270 said at 3'],
    eta: '6:20..8..16:05',
  }),
  sailing('made good counts before what it says', [seen('a', '2', out(60)), seen('a', '3', out(50), said(20, 90))], {
    motions: ['10 kn 270 2..3'],
  }),
  sailing(
    'a fix that is too far is skipped',
    [seen('a', '1', out(70)), seen('a', '2', out(150)), seen('a', '3', out(50))],
    {
      motions: ['10 kn 270 1..3'],
      jumps: ['2'],
    },
  ),
  sailing('just within 60 kn it is not', [seen('a', '2', out(110 - 1e-3)), seen('a', '3', out(50))], {
    motions: ['60 kn 270 2..3'],
    jumps: [''],
  }),
  sailing('just above it is', [seen('a', '2', out(110 + 1e-3)), seen('a', '3', out(50))], {
    motions: ['unknown at 3'],
    jumps: ['2'],
  }),
  sailing('60 kn can be', [seen('a', '3', out(50), said(60))], {
    motions: ['60 kn 270 said at 3'],
    eta: '3:30..3:50..5:15',
  }),
  sailing('61 kn cannot', [seen('a', '3', out(50), said(61))], { motions: ['unknown at 3'] }),
  sailing('10.049 kn is 10', [seen('a', '2', out(60)), seen('a', '3', out(49.951))], { motions: ['10 kn 270 2..3'] }),
  sailing('10.051 kn is 10.1', [seen('a', '2', out(60)), seen('a', '3', out(49.949))], {
    motions: ['10.1 kn 270 2..3'],
  }),
  sailing('270.04 degrees are 270', [seen('a', '3', out(50), said(10, 270.04))], { motions: ['10 kn 270 said at 3'] }),
  sailing('270.06 are 270.1', [seen('a', '3', out(50), said(10, 270.06))], { motions: ['10 kn 270.1 said at 3'] }),
  sailing('359.96 are 0', [seen('a', '3', out(50), said(10, 359.96))], { motions: ['10 kn 0 said at 3'] }),
  sailing('where it lies still there is no course', [seen('a', '2', out(50)), seen('a', '3', out(50))], {
    motions: ['0 kn null 2..3'],
    states: ['adrift'],
  }),
]

const states: readonly InboundRow[] = [
  sailing('1.4 kn are adrift', [seen('a', '2', out(51.4)), seen('a', '3', out(50))], {
    states: ['adrift'],
    rays: [''],
    eta: 'none',
    severity: 'caution',
  }),
  sailing('1.46 kn are not: they are 1.5', [seen('a', '2', out(51.46)), seen('a', '3', out(50))], {
    states: ['heading-in'],
    motions: ['1.5 kn 270 2..3'],
  }),
  sailing(
    'nothing made good by one that says it moves',
    [seen('a', '2', out(50)), seen('a', '3', out(50), said(1.5))],
    {
      states: ['unknown'],
      motions: ['0 kn null 2..3'],
    },
  ),
  sailing('nor by one that says it does not', [seen('a', '2', out(50)), seen('a', '3', out(50), said(1.4))], {
    states: ['adrift'],
  }),
  sailing('it says that it is adrift', [seen('a', '3', out(50), said(1.4))], {
    states: ['adrift'],
    motions: ['1.4 kn 270 said at 3'],
  }),
  sailing('36 h to go is heading in', [seen('a', '2', out(55.5)), seen('a', '3', out(54))], {
    states: ['heading-in'],
    severity: 'warning',
    motions: ['1.5 kn 270 2..3'],
  }),
  sailing('more is not', [seen('a', '2', out(55.6)), seen('a', '3', out(54.1))], {
    states: ['may-arrive'],
    severity: 'caution',
    motions: ['1.5 kn 270 2..3'],
  }),
  sailing('along the coast the outer rays may arrive', [seen('a', '2', out(50, -10)), seen('a', '3', out(50))], {
    states: ['may-arrive'],
    motions: ['10 kn 0 2..3'],
    rays: ['146.1 193 287.3 - - - - - -'],
    eta: '14:40..17:35..41:20',
    severity: 'caution',
  }),
  { name: 'away from it none does', observed: [forty, seen('a', '2', out(50)), seen('a', '3', out(60))], expected: [] },
]

const eta: readonly InboundRow[] = [
  sailing('earliest down, likely half up, latest up', [seen('a', '2', out(62.5)), seen('a', '3', out(50.5))], {
    eta: '6:20..7:15..9',
  }),
  sailing('likely to the nearest', [seen('a', '2', out(60.4)), seen('a', '3', out(50.4))], {
    etas: ['7..8..10:10'],
  }),
  {
    name: 'a ray more than twice the likely one does not count for the latest',
    policy: { inbound: { courseSpreadDegrees: 10, speedSpread: 0.125 } },
    observed: [forty, seen('a', '3', out(50), said(10, 325))],
    expected: [{ rays: ['61 65.3 70.7 77.8 87.2 100 118.3 146.1 193'], eta: '7:50..11:45..22:30' }],
  },
  sailing(
    'on the line itself it has arrived; 100 m out it arrives at once',
    [seen('a', '2', out(10)), seen('a', '3', out(0.04))],
    {
      eta: '3..3..3',
      distances: [0],
    },
  ),
]

export const inboundMotionTables = {
  'motion (rule 3)': motion,
  'states (rule 4)': states,
  'when it may arrive (rule 5)': eta,
}
