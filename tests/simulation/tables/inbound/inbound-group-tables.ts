import { boat, exercised, reported, seen } from '../sea.ts'
import { out } from './coast.ts'
import type { InboundRow } from './inbound-row.ts'

/** Sighted once, at sea. */
const sighted = (craft: string, time: string, people: number, place: ReturnType<typeof out>) =>
  reported(craft, time, 'sighting', people, place)
/** 10 kn westwards for the hour before. */
const heading = (craft: string, time: string, people: number, nm: number, northNm = 0) => {
  const before = `${Number(time) - 1}`
  return [seen(craft, before, out(nm + 10, northNm)), sighted(craft, time, people, out(nm, northNm))]
}

const groups: readonly InboundRow[] = [
  {
    name: '16 and 15 near each other',
    observed: [sighted('a', '3', 16, out(50)), sighted('b', '4', 15, out(50, 20))],
    expected: [{ people: '0/31/31', inbound: 31, arrived: 0, craft: ['a~3', 'b~4'], severity: 'caution' }],
  },
  { name: '30', observed: [sighted('a', '3', 15, out(50)), sighted('b', '4', 15, out(50, 20))], expected: [] },
  { name: '25 nm apart', observed: [sighted('a', '3', 16, out(50)), sighted('b', '4', 15, out(50, 25))], expected: [] },
  {
    name: 'a period apart',
    observed: [sighted('a', '3', 16, out(50)), sighted('b', '27', 15, out(50, 20))],
    expected: [{ people: '0/31/31' }],
  },
  {
    name: 'a millisecond more',
    observed: [sighted('a', '3', 16, out(50)), sighted('b', '27+1ms', 15, out(50, 20))],
    expected: [],
  },
  {
    name: 'a boat that went dark is near where another was beside it',
    observed: [sighted('b', '2', 15, out(60)), seen('a', '2', out(50)), sighted('a', '5', 16, out(20))],
    expected: [{ people: '0/31/31', craft: ['b~2', 'a~5'] }],
  },
  {
    name: 'not where that fix is a jump',
    policy: { linkDistanceNm: 12 },
    observed: [sighted('b', '2', 15, out(210, 0)), seen('a', '2', out(200)), sighted('a', '4', 16, out(20))],
    expected: [],
  },
  {
    name: 'nor where the older was once',
    observed: [seen('b', '0', out(20)), sighted('b', '2', 15, out(60)), sighted('a', '5', 16, out(20))],
    expected: [],
  },
  {
    name: 'some have arrived',
    observed: [boat('b', '0', 16, out(-5)), heading('a', '3', 15, 10)],
    expected: [{ people: '16/31/31', arrived: 16, inbound: 15, severity: 'warning', craft: ['b@0', 'a~3'] }],
  },
  {
    name: 'those that arrived alone are a mass arrival, not an inbound group',
    observed: [boat('b', '0', 31, out(-5)), heading('a', '3', 15, 10)],
    expected: [],
  },
  {
    name: 'as many more are',
    observed: [boat('b', '0', 31, out(-5)), heading('a', '3', 31, 10)],
    expected: [{ arrived: 31, inbound: 31, people: '31/62/62' }],
  },
  {
    name: 'who comes after them is a group of its own with who lands later',
    observed: [boat('v', '0', 31, out(-5)), heading('a', '3', 16, 10), boat('w', '20', 15, out(-5))],
    expected: [{ arrived: 15, inbound: 16, people: '15/31/31', severity: 'warning', craft: ['a~3', 'w@20'] }],
  },
  {
    name: 'a period in which only visits fall counts for nothing, however many they are',
    observed: [
      sighted('a', '0', 31, out(10)),
      boat('u', '23:30', 40, out(-5)),
      boat('v', '24', 1, out(-5)),
      boat('w', '40', 40, out(-5)),
      sighted('b', '48', 31, out(10)),
    ],
    expected: [{ people: '41/72/72', arrived: 41, inbound: 31, craft: ['a~0', 'u@23:30', 'v@24', 'w@40', 'b~48'] }],
  },
  {
    name: 'two landed and one comes: by themselves those that landed exceed',
    observed: [boat('v', '0', 20, out(-5)), heading('a', '10', 20, 10), boat('w', '23', 20, out(-5))],
    expected: [{ people: '20/40/40', arrived: 20, inbound: 20, craft: ['a~10', 'w@23'] }],
  },
  {
    name: 'a window that somebody far away begins ends before the second of them',
    observed: [
      boat('far', '-2', 1, out(-5, 200)),
      boat('v', '0', 20, out(-5)),
      heading('a', '10', 20, 10),
      boat('w', '23', 20, out(-5)),
    ],
    expected: [{ people: '40/60/60', arrived: 40, inbound: 20, craft: ['v@0', 'a~10', 'w@23'] }],
  },
  {
    name: 'not if it still holds the second',
    observed: [
      boat('far', '-1', 1, out(-5, 200)),
      boat('v', '0', 20, out(-5)),
      heading('a', '10', 20, 10),
      boat('w', '23', 20, out(-5)),
    ],
    expected: [{ people: '20/40/40', arrived: 20, inbound: 20, craft: ['a~10', 'w@23'] }],
  },
  {
    name: 'nor if it holds what exceeds before the first',
    observed: [
      boat('u', '-2', 20, out(-5)),
      boat('v', '0', 20, out(-5)),
      heading('a', '10', 20, 10),
      boat('w', '23', 20, out(-5)),
    ],
    expected: [{ people: '20/40/40', arrived: 20, inbound: 20, craft: ['a~10', 'w@23'] }],
  },
  {
    name: 'a liner that passes counts for nothing',
    observed: [heading('a', '3', 16, 50), reported('l', '3', 'manifest', 3_000), seen('l', '3', out(50))],
    expected: [],
  },
  {
    name: 'one that sails away is none of the group',
    observed: [heading('a', '3', 31, 50), seen('b', '2', out(40)), sighted('b', '3', 20, out(50))],
    expected: [{ craft: ['a~3'], people: '0/31/31' }],
  },
  {
    name: 'exercises are apart',
    observed: [sighted('a', '3', 16, out(50)), exercised([sighted('b', '3', 31, out(50))])],
    expected: [{ exercise: true, craft: ['b~3'] }],
  },
]

const severity: readonly InboundRow[] = [
  {
    name: 'heading in, with those that are not it would exceed: a caution',
    observed: [heading('a', '3', 16, 50), sighted('b', '3', 15, out(50, 10))],
    expected: [{ severity: 'caution', people: '0/31/31', states: ['unknown', 'heading-in'], eta: '7..8..10:10' }],
  },
  {
    name: 'heading in alone exceed: a warning',
    observed: [heading('a', '3', 31, 50), sighted('b', '3', 15, out(50, 10))],
    expected: [{ severity: 'warning', people: '0/46/46' }],
  },
  {
    name: 'they hang together through one that is not: a warning still',
    observed: [heading('a', '3', 16, 50), sighted('b', '3', 1, out(50, 20)), heading('c', '3', 15, 50, 40)],
    expected: [{ severity: 'warning', people: '0/32/32' }],
  },
  {
    name: 'arrived and heading in exceed: a warning',
    observed: [boat('b', '0', 16, out(-5)), heading('a', '3', 15, 10), sighted('c', '3', 5, out(12))],
    expected: [{ severity: 'warning', people: '16/36/36', arrived: 16, inbound: 20 }],
  },
]

const arrival: readonly InboundRow[] = [
  {
    name: 'least, least and greatest of those heading in',
    observed: [heading('a', '3', 16, 50), heading('b', '3', 16, 60, 10)],
    expected: [
      {
        eta: '7..8..11:35',
        etas: ['7..8..10:10', '7:45..9..11:35'],
        craft: ['a~3', 'b~3'],
      },
    ],
  },
  {
    name: 'who is not heading in counts where nobody is',
    observed: [seen('a', '2', out(50, -10)), sighted('a', '3', 31, out(50)), heading('b', '3', 16, 50, 10)],
    expected: [
      { eta: '7..8..10:10', craft: ['b~3', 'a~3'], states: ['heading-in', 'may-arrive'], severity: 'caution' },
    ],
  },
  {
    name: 'alone',
    observed: [seen('a', '2', out(50, -10)), sighted('a', '3', 31, out(50))],
    expected: [{ eta: '14:40..17:35..41:20' }],
  },
]

export const inboundGroupTables = {
  'groups (rule 8)': groups,
  'warning or caution (rule 9)': severity,
  'the arrival of a group (rule 9)': arrival,
}
