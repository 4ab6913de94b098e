import { InboundGroupAlert } from '@landfall/contracts'
import { describe, expect, test } from 'vitest'
import type { AreaAlert } from '../alerts/area-alert.ts'
import {
  AT_SEA,
  anApproachOf,
  aVisit,
  createInboundBoard,
  type Given,
  hour,
  milesNorth,
  sighted,
} from './testing/create-inbound-board.ts'

/** As it is read in a table: kind, version, status, severity, likely people = arrived + inbound, changes, reason. */
const say = (alert: AreaAlert): string => {
  const { kind, version, status, severity, unauthorised, changes, reason } = alert
  const shares = alert.kind === 'inbound-group' ? `=${alert.arrived}+${alert.inbound}` : ''
  const end = reason === null ? '' : `: ${alert.supersededBy === null ? reason : 'superseded'}`
  return `${kind} ${version} ${status} ${severity} ${unauthorised.likely}${shares} [${changes.join(' ')}]${end}`
}

type Step = readonly [string, Given]
type Row = readonly [string, readonly Step[], readonly string[]]

const play = (steps: readonly Step[], policy = {}) => {
  const board = createInboundBoard(policy)
  const versions = steps.flatMap(([craftId, given]) => {
    const taken = board.take(craftId, given)
    expect(taken.same).toEqual(taken.versions) // Whether the state was read again or not.
    return taken.versions
  })
  for (const version of versions)
    if (version.kind === 'inbound-group') expect(InboundGroupAlert.parse(version)).toEqual(version)
  expect(board.rebuilt().map(say)).toEqual([]) // What was published is all that there is to say.
  return { board, versions }
}

const raised = (severity: string, sum: string) => `inbound-group 1 open ${severity} ${sum} [raised]`
const inbound = (given: Parameters<typeof anApproachOf>[0] = {}): Given => ({ approach: anApproachOf(given) })
const of = (people: number, given: Parameters<typeof anApproachOf>[0] = {}): Given =>
  inbound({ persons: sighted(people), ...given })

const situations: readonly Row[] = [
  ['one boat of 40, far out and unknown', [['a', of(40, { state: 'unknown' })]], [raised('caution', '40=0+40')]],
  ['one boat of 40, adrift', [['a', of(40, { state: 'adrift' })]], [raised('caution', '40=0+40')]],
  ['one boat of 40 that may arrive', [['a', of(40, { state: 'may-arrive' })]], [raised('caution', '40=0+40')]],
  ['one boat of 40 heading in', [['a', of(40)]], [raised('warning', '40=0+40')]],
  ['one of 40 that passes', [['a', of(40, { state: 'passing' })]], []],
  ['one of 30, the threshold', [['a', of(30)]], []],
  ['one of 31', [['a', of(31)]], [raised('warning', '31=0+31')]],
  [
    'two of 16 at 23.9 nm',
    [
      ['a', of(16)],
      ['b', of(16, { place: milesNorth(23.9) })],
    ],
    [raised('warning', '32=0+32')],
  ],
  [
    'two of 16 at 24.1 nm',
    [
      ['a', of(16)],
      ['b', of(16, { place: milesNorth(24.1) })],
    ],
    [],
  ],
  [
    'two of 16, 24 h apart',
    [
      ['a', of(16)],
      ['b', of(16, { at: 26 })],
    ],
    [raised('warning', '32=0+32')],
  ],
  [
    'two of 16, a minute more apart',
    [
      ['a', of(16)],
      ['b', of(16, { at: 26 + 1 / 60 })],
    ],
    [],
  ],
  [
    'heading in 20, adrift 20: a caution together',
    [
      ['a', of(20)],
      ['b', of(20, { state: 'adrift', place: milesNorth(5) })],
    ],
    [raised('caution', '40=0+40')],
  ],
  [
    'a dark boat stays linked through a fix of the newer',
    [
      ['a', of(16, { at: 2 })],
      ['b', of(16, { at: 5, place: milesNorth(60), before: [[2.5, milesNorth(10)]] })],
    ],
    [raised('warning', '32=0+32')],
  ],
  [
    'not through a fix of the older',
    [
      ['a', of(16, { at: 6 })],
      ['b', of(16, { at: 5, place: milesNorth(60), before: [[2.5, milesNorth(10)]] })],
    ],
    [],
  ],
  [
    'of two as new through a fix of the smaller craftId',
    [
      ['a', of(16, { place: milesNorth(60), before: [[1, AT_SEA]] })],
      ['b', of(16)],
    ],
    [raised('warning', '32=0+32')],
  ],
  [
    'but not of the other',
    [
      ['a', of(16)],
      ['b', of(16, { place: milesNorth(60), before: [[1, AT_SEA]] })],
    ],
    [],
  ],
  [
    'visits of 20 and an approach of 15',
    [
      ['v', { visits: [aVisit(0, 1, 20)] }],
      ['a', of(15)],
    ],
    [raised('warning', '35=20+15')],
  ],
  [
    'visits that exceed by themselves and an approach of 15: the mass arrival alone',
    [
      ['v', { visits: [aVisit(0, 1, 40)] }],
      ['a', of(15)],
    ],
    ['mass-arrival 1 open warning 40 [raised]'],
  ],
  [
    'visits that exceed, and approaches that do too',
    [
      ['v', { visits: [aVisit(0, 1, 40)] }],
      ['a', of(35)],
    ],
    ['mass-arrival 1 open warning 40 [raised]', raised('warning', '75=40+35')],
  ],
  [
    'a part exceeds of a cluster whose visits do',
    [
      ['v', { visits: [aVisit(0, 1, 31)] }],
      ['a', of(15, { at: 2 })],
      ['w', { visits: [aVisit(23, 24, 20)] }],
    ],
    [
      'mass-arrival 1 open warning 31 [raised]',
      'mass-arrival 2 open warning 51 [craft-joined counts-raised]',
      raised('warning', '35=20+15'),
    ],
  ],
  ['a liner: 3,000 at most, none likely', [['a', inbound({ persons: sighted(0, 3_000) })]], []],
  ['nobody reported', [['a', inbound({ persons: null })]], []],
  ['domestic', [['a', { ...of(40), domestic: true }]], []],
  [
    'those who landed within the period and put to sea again',
    [['a', { visits: [aVisit(-12, -10, 31)], ...of(31) }]],
    ['mass-arrival 1 open warning 31 [raised]'],
  ],
  [
    'more than those who landed',
    [['a', { visits: [aVisit(-12, -10, 20)], ...of(31) }]],
    [raised('warning', '31=0+31')],
  ],
  ['inside in the hour of n − visitGap', [['a', { visits: [aVisit(-12, -4, 1)], ...of(40, { at: 2 }) }]], []],
  [
    'inside in the hour before',
    [['a', { visits: [aVisit(-12, -4.01, 1)], ...of(40, { at: 2 }) }]],
    [raised('warning', '40=0+40')],
  ],
  [
    'two names of one boat count once, by the larger',
    [
      ['a', { ...of(20), sameAs: ['b'] }],
      ['b', of(25, { at: 1, place: milesNorth(50) })],
    ],
    [],
  ],
  [
    'a name that the boat was inside after drops out',
    [
      ['a', { ...of(40), sameAs: ['b'] }],
      ['b', { visits: [aVisit(4, 5, 1)] }],
    ],
    [
      raised('warning', '40=0+40'),
      'inbound-group 2 cancelled warning 1=1+0 [cancelled craft-arrived counts-lowered]: Landed, and not more than the threshold.',
    ],
  ],
]

describe('inbound situations (design §4.14, rules 6 to 9)', () => {
  test.each(situations)('%s', (_, steps, expected) => {
    expect(play(steps).versions.map(say)).toEqual(expected)
  })
})

const cancelled = (reason: string, sum = '0=0+0', changes = 'cancelled craft-left counts-lowered') =>
  `inbound-group 2 cancelled warning ${sum} [${changes}]: ${reason}`

const histories: readonly Row[] = [
  [
    'what heads in after all is a warning at once',
    [
      ['a', of(40, { state: 'unknown' })],
      ['a', of(40, { at: 3, eta: [7, 8, 10] })],
    ],
    [raised('caution', '40=0+40'), 'inbound-group 2 open warning 40=0+40 [severity-raised]'],
  ],
  [
    'an arrival later and earlier',
    [
      ['a', of(40, { eta: [7, 8, 10] })],
      ['a', of(40, { eta: [7.5, 8, 10] })],
      ['a', of(40, { eta: [6, 8, 10] })],
    ],
    [
      raised('warning', '40=0+40'),
      'inbound-group 2 open warning 40=0+40 [eta-later]',
      'inbound-group 3 open warning 40=0+40 [eta-earlier]',
    ],
  ],
  [
    'a mass arrival takes over',
    [
      ['a', of(40)],
      ['a', { visits: [aVisit(7, 7, 40)] }],
    ],
    [
      raised('warning', '40=0+40'),
      'mass-arrival 1 open warning 40 [raised]',
      'inbound-group 2 superseded warning 40=40+0 [superseded craft-arrived]: superseded',
    ],
  ],
  [
    'part of it arrives: it goes on',
    [
      ['a', of(20)],
      ['b', of(20)],
      ['a', { visits: [aVisit(7, 7, 20)] }],
    ],
    [raised('warning', '40=0+40'), 'inbound-group 2 open warning 40=20+20 [craft-arrived]'],
  ],
  [
    'landed',
    [
      ['a', of(40)],
      ['a', { visits: [aVisit(7, 7, 12)] }],
    ],
    [
      raised('warning', '40=0+40'),
      cancelled('Landed, and not more than the threshold.', '12=12+0', 'cancelled craft-arrived counts-lowered'),
    ],
  ],
  [
    'report taken back',
    [
      ['a', of(40)],
      ['a', inbound({ persons: null })],
    ],
    [raised('warning', '40=0+40'), cancelled('A report was taken back.')],
  ],
  [
    'excluded',
    [
      ['a', of(40)],
      ['a', { ...of(40), domestic: true }],
    ],
    [raised('warning', '40=0+40'), cancelled('Excluded: domestic.')],
  ],
  [
    'fewer people',
    [
      ['a', of(40)],
      ['a', of(12)],
    ],
    [raised('warning', '40=0+40'), cancelled('Fewer people.', '12=0+12', 'cancelled counts-lowered')],
  ],
  [
    'turned away, and back again',
    [
      ['a', of(40)],
      ['a', of(40, { at: 6, state: 'passing' })],
      ['a', of(40, { at: 7 })],
    ],
    [
      raised('warning', '40=0+40'),
      cancelled('Turned away.'),
      'inbound-group 3 open warning 40=0+40 [reopened craft-joined counts-raised]',
    ],
  ],
  [
    'out of the watch distance',
    [
      ['a', of(40, { distanceNm: 150 })],
      ['a', {}],
    ],
    [raised('warning', '40=0+40'), cancelled('Out of the watch distance.')],
  ],
  [
    'its only report taken back',
    [
      ['a', of(40)],
      ['a', of(40, { persons: null })],
    ],
    [raised('warning', '40=0+40'), cancelled('A report was taken back.')],
  ],
  [
    'no longer together',
    [
      ['a', of(16)],
      ['b', of(16)],
      ['b', of(16, { at: 6, place: milesNorth(40) })],
    ],
    [raised('warning', '32=0+32'), cancelled('No longer together.', '16=0+16', 'cancelled counts-lowered')],
  ],
  [
    'the first reason that holds for any',
    [
      ['a', of(16)],
      ['b', of(16)],
      ['c', of(16)],
      ['a', of(16, { state: 'passing' })],
      ['b', { visits: [aVisit(6, 6, 0)] }],
    ],
    [
      raised('warning', '32=0+32'),
      'inbound-group 2 open warning 48=0+48 [craft-joined counts-raised]',
      'inbound-group 3 open warning 32=0+32 [craft-left counts-lowered]',
      'inbound-group 4 cancelled warning 16=0+16 [cancelled craft-left counts-lowered]: Landed, and not more than the threshold.',
    ],
  ],
  [
    'more than absenceGap later it is another',
    [
      ['a', of(40)],
      ['a', { ...of(40, { at: 171 }), newest: 171 }],
    ],
    [raised('warning', '40=0+40'), cancelled('No longer together.'), raised('warning', '40=0+40')],
  ],
  [
    'under another of its names it is the same',
    [
      ['a', { ...of(40), sameAs: ['b'] }],
      ['b', of(40, { at: 3, place: milesNorth(5) })],
    ],
    [raised('warning', '40=0+40'), 'inbound-group 2 open warning 40=0+40 [evidence-changed]'],
  ],
  [
    'one group goes on in another',
    [
      ['a', of(40)],
      ['b', of(40, { place: milesNorth(40) })],
      ['c', of(1, { place: milesNorth(20) })],
    ],
    [
      raised('warning', '40=0+40'),
      raised('warning', '40=0+40'),
      'inbound-group 2 open warning 81=0+81 [craft-joined counts-raised]',
      'inbound-group 2 superseded warning 40=0+40 [superseded]: superseded',
    ],
  ],
]

describe('how an inbound alert goes on (design §4.14, rule 10)', () => {
  test.each(histories)('%s', (_, steps, expected) => {
    expect(play(steps).versions.map(say)).toEqual(expected)
  })
})

test('an alert lists its craft by the likely arrival, and the fix that made two near', () => {
  const { versions } = play([
    ['a', of(16, { at: 2, eta: [9, 10, 12] })],
    ['b', of(16, { at: 5, place: milesNorth(60), before: [[2.5, milesNorth(10)]], eta: [7, 8, 9] })],
  ])
  expect(versions).toMatchObject([
    {
      eta: { earliest: hour(7), likely: hour(8), latest: hour(12) },
      craft: [{ craftId: 'b' }, { craftId: 'a' }],
      links: [
        { a: 'a', aAt: hour(2), b: 'b', bAt: hour(5), distanceNm: 10, minutesApart: 180, fix: { at: hour(2.5) } },
      ],
    },
  ])
})
