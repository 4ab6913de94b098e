import { boat, described, reported, retracted, seen } from '../sea.ts'
import { out } from './coast.ts'
import type { InboundRow } from './inbound-row.ts'

const here = seen('a', '3', out(50))
const sighted = (time: string, extra = {}) => reported('a', time, 'sighting', 40, extra)
const same = (craft: string, ...others: string[]) =>
  described(craft, '0', { sameAs: others.map((name) => `track:${name}`), observationId: 's' })

const people: readonly InboundRow[] = [
  { name: 'a report from before the newest fix', observed: [here, sighted('2')], expected: [{ counts: ['0/40/40'] }] },
  { name: 'and from after it', observed: [here, sighted('9')], expected: [{ counts: ['0/40/40'] }] },
  { name: 'sighted 72 h before: likely', observed: [here, sighted('-69')], expected: [{ counts: ['0/40/40'] }] },
  { name: 'a millisecond more: not', observed: [here, sighted('-69-1ms')], expected: [] },
  {
    name: 'a place outside makes it fresh, however old',
    observed: [here, sighted('-80', out(150))],
    expected: [{ counts: ['0/40/40'], craft: ['a~3'] }],
  },
  {
    name: 'stated as not permitted they count always',
    observed: [here, reported('a', '-80', 'headcount', 40, { notPermitted: 40 })],
    expected: [{ counts: ['40/40/40'] }],
  },
  {
    name: 'where all aboard count, they count always',
    policy: { counts: 'aboard' },
    observed: [here, sighted('-80')],
    expected: [{ counts: ['40/40/40'] }],
  },
  {
    name: 'a list of unknown permission is not likely',
    observed: [here, reported('a', '2', 'manifest', 40)],
    expected: [],
  },
  {
    name: 'a fresh report is picked before a better one that is not',
    observed: [here, reported('a', '-80', 'headcount', 20, { observationId: 'x' }), sighted('2')],
    expected: [{ counts: ['0/40/40'] }],
  },
  { name: 'excluded', observed: [here, sighted('2'), described('a', '0', { domestic: true })], expected: [] },
  {
    name: 'seen outside later than `visitGap` after it was inside: of the approach',
    policy: { periodHours: 6 },
    observed: [seen('a', '0', out(-1)), seen('a', '9', out(9)), sighted('6+1ms', out(5))],
    expected: [{ craft: ['a~9'], counts: ['0/40/40'] }],
  },
  {
    name: 'no later: of the visit alone',
    policy: { periodHours: 6 },
    observed: [seen('a', '0', out(-1)), seen('a', '9', out(9)), sighted('6', out(5))],
    expected: [],
  },
  {
    name: 'no more than landed within the period: nothing new',
    policy: { threshold: 15 },
    observed: [boat('a', '0', 20, out(-1)), reported('a', '9', 'sighting', 20, { ...out(9), observationId: 'x' })],
    expected: [],
  },
  {
    name: 'one more',
    policy: { threshold: 15 },
    observed: [boat('a', '0', 20, out(-1)), reported('a', '9', 'sighting', 21, { ...out(9), observationId: 'x' })],
    expected: [{ people: '20/21/21', arrived: 0, inbound: 21, craft: ['a@0', 'a~9'] }],
  },
  {
    name: 'those that landed more than a period before do not matter',
    policy: { threshold: 15 },
    observed: [boat('a', '0', 20, out(-1)), reported('a', '24:30', 'sighting', 20, { ...out(9), observationId: 'x' })],
    expected: [{ craft: ['a~24:30'], inbound: 20 }],
  },
]

const names: readonly InboundRow[] = [
  {
    name: 'place and motion are those of the name with the newest fix',
    observed: [here, sighted('2'), same('r', 'a'), seen('r', '2:30', out(40)), seen('r', '3:30', out(30))],
    expected: [{ craft: ['r~3:30'], sameAs: ['a'], motions: ['10 kn 270 2:30..3:30'], counts: ['0/40/40'] }],
  },
  {
    name: 'a track that somebody else names is not followed',
    observed: [here, sighted('2'), same('a', 'r'), seen('r', '3:30', out(30))],
    expected: [{ craft: ['a~3'], sameAs: ['r'] }],
  },
  {
    name: 'nor is one of which all reports were taken back',
    observed: [
      [here, sighted('2'), same('a', 'r'), seen('r', '3:30', out(30))],
      [reported('r', '2', 'sighting', 25, { observationId: 'x' }), retracted('r', '9', 'x')],
    ],
    expected: [{ craft: ['a~3'], sameAs: ['r'], counts: ['0/40/40'] }],
  },
  {
    name: 'equal: the smaller name',
    observed: [here, sighted('2'), same('r', 'a'), seen('r', '3', out(40))],
    expected: [{ craft: ['a~3'], sameAs: ['r'] }],
  },
  {
    name: 'people once, the larger',
    policy: { threshold: 20 },
    observed: [
      here,
      reported('a', '2', 'sighting', 20),
      same('r', 'a'),
      seen('r', '3', out(40)),
      reported('r', '2', 'sighting', 25),
    ],
    expected: [{ people: '0/25/25', inbound: 25, counts: ['0/25/25'] }],
  },
  {
    name: 'each figure of its own',
    policy: { threshold: 20 },
    observed: [
      here,
      reported('a', '2', 'headcount', 22, { notPermitted: 22 }),
      same('r', 'a'),
      seen('r', '3', out(40)),
      reported('r', '2', 'sighting', { min: 1, likely: 25, max: 50 }),
    ],
    expected: [{ people: '22/25/50' }],
  },
  {
    name: 'a name that was inside ends the approach of another',
    observed: [here, sighted('2'), same('r', 'a'), seen('r', '2:30', out(-1))],
    expected: [],
  },
  {
    name: 'not one of which nobody has said more than where it was',
    observed: [here, sighted('2'), same('a', 'r'), seen('r', '4', out(-1))],
    expected: [{ craft: ['a~3'], sameAs: ['r'] }],
  },
  {
    name: 'in the hour that is `visitGap` before too',
    observed: [here, sighted('2'), same('r', 'a'), seen('r', '-3', out(-1))],
    expected: [],
  },
  {
    name: 'before that hour it does not',
    observed: [here, sighted('2'), same('r', 'a'), seen('r', '-4:59', out(-1))],
    expected: [{ craft: ['a~3'], sameAs: ['r'] }],
  },
  {
    name: 'a name out at sea excludes',
    observed: [here, sighted('2'), same('r', 'a'), described('r', '1', { domestic: true }), seen('r', '3', out(40))],
    expected: [],
  },
]

export const inboundPeopleTables = { 'people (rule 6)': people, 'several names (rule 7)': names }
