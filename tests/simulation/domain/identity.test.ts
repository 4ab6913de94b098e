import { createHash } from 'node:crypto'
import type { MassArrivalAlert, Observation } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { at, boat, notationOf, reported, retracted, sea, seen } from '../tables/sea.ts'
import { isMassArrival } from './content-of-alert.ts'
import { createTwoStages } from './create-two-stages.ts'

/** Rule 8 by hand: each step is one thing that becomes known, with the alert versions that follow from it. */
type Step = readonly [string, readonly Observation[], readonly string[]]

const story = (steps: readonly Step[]): void => {
  const stages = createTwoStages([sea()], { observationPartitions: 1, arrivalsPartitions: 1 })
  const names = new Map<string, string>()
  const say = (alert: MassArrivalAlert): string => {
    if (!names.has(alert.alertId)) names.set(alert.alertId, String.fromCharCode(65 + names.size))
    const name = (alertId: string) => names.get(alertId) ?? '?'
    const craft = alert.craft.map((row) => `${row.craftId.replace('track:', '')}@${notationOf(row.arrivedAt)}`)
    const by = alert.supersededBy === null ? '' : ` by ${name(alert.supersededBy)}`
    const { min, likely, max } = alert.unauthorised
    const what = `${name(alert.alertId)}${alert.version} ${alert.status}${by} ${alert.severity}`
    return `${what} ${min}/${likely}/${max} [${craft.join(' ')}] ${alert.changes.join(' ')}`
  }
  for (const [name, observed, expected] of steps) {
    const before = stages.alerts().length
    for (const observation of observed) stages.append(observation)
    stages.settle(100)
    expect(stages.alerts().slice(before).filter(isMassArrival).map(say), name).toEqual(expected)
  }
}

const count = (craft: string, time: string, people: number, observationId = 'count') =>
  reported(craft, time, 'headcount', people, { notPermitted: people, observationId })
const counted = (craft: string, time: string, people: number) => [seen(craft, time), count(craft, time, people)]

test('raised, grown, shrunk below the threshold, cancelled, and open again', () => {
  story([
    ['first', counted('a', '0', 20), []],
    ['second', counted('b', '1', 20), ['A1 open alarm 40/40/40 [a@0 b@1] raised']],
    ['third', counted('c', '2', 5), ['A2 open alarm 45/45/45 [a@0 b@1 c@2] craft-joined counts-raised']],
    [
      'the report of the second is taken back',
      [retracted('b', '3', 'count')],
      ['A3 cancelled alarm 25/25/25 [a@0 c@2] cancelled craft-left counts-lowered'],
    ],
    ['what changes while it has ended is not emitted', [count('c', '4', 6, 'recount')], []],
    [
      'counted again',
      [count('b', '5', 30, 'again')],
      ['A4 open alarm 56/56/56 [a@0 b@1 c@2] reopened craft-joined counts-raised'],
    ],
  ])
})

test('cancelled with nothing left: zeros, empty lists, the arrivals stay', () => {
  const stages = createTwoStages([sea()], { observationPartitions: 1, arrivalsPartitions: 1 })
  for (const one of [...counted('a', '0', 31), retracted('a', '1', 'count')]) {
    stages.append(one)
    stages.settle(1)
  }
  const nothing = { persons: 0, from: null, to: null }
  const limb = { exceeds: null, min: nothing, likely: nothing, max: { ...nothing, openEnded: false } }
  expect(stages.alerts().at(-1)).toMatchObject({
    version: 2,
    status: 'cancelled',
    severity: 'alarm',
    certainty: 'observed',
    unauthorised: { min: 0, likely: 0, max: 0, openEnded: false },
    limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb },
    firstArrivalAt: at('0'),
    lastArrivalAt: at('0'),
    craft: [],
    links: [],
  })
})

test('two situations become one: the first raised goes on, the other is superseded by it', () => {
  story([
    ['one', counted('a', '0', 31), ['A1 open alarm 31/31/31 [a@0] raised']],
    ['another, more than a period later', counted('b', '30', 31), ['B1 open alarm 31/31/31 [b@30] raised']],
    [
      'one between joins them',
      counted('c', '20', 1),
      [
        'A2 open alarm 32/32/32 [a@0 c@20 b@30] craft-joined counts-raised',
        'B2 superseded by A alarm 31/31/31 [b@30] superseded',
      ],
    ],
    [
      'taken back, they part, and each goes on as before',
      [retracted('c', '40', 'count')],
      ['A3 open alarm 31/31/31 [a@0] craft-left counts-lowered', 'B3 open alarm 31/31/31 [b@30] reopened'],
    ],
  ])
})

test('an alert takes the situation with which it shares most visits; the rest found a new one', () => {
  story([
    [
      'a chain',
      [...counted('a', '0', 31), ...counted('b', '20', 31), ...counted('c', '40', 31)],
      ['A1 open alarm 62/62/62 [a@0 b@20 c@40] raised'],
    ],
    [
      'the middle one arrived later than was thought: its first position was another craft',
      [retracted('b', '50', 'count')],
      ['A2 open alarm 31/31/31 [a@0] craft-left counts-lowered', 'B1 open alarm 31/31/31 [c@40] raised'],
    ],
  ])
})

test('a late position moves the arrival: the same visit, the same alert', () => {
  story([
    ['seen late', counted('a', '3', 31), ['A1 open alarm 31/31/31 [a@3] raised']],
    ['it was there before', [seen('a', '1')], ['A2 open alarm 31/31/31 [a@1] evidence-changed']],
  ])
})

test('repeats, and changes that do not show in an alert, lead to no version', () => {
  const boats = counted('a', '0', 31)
  story([
    ['raised', boats, ['A1 open alarm 31/31/31 [a@0] raised']],
    ['the same again', boats, []],
    ['it stays', [seen('a', '2'), seen('a', '5')], []],
    ['another, far from exceeding with it', [...boat('z', '100', 3)], []],
  ])
})

test('the id: area, UTC date of the founding arrival, and a hash; if in use, the next arrival founds', () => {
  const stages = createTwoStages([sea()], { observationPartitions: 1, arrivalsPartitions: 1 })
  for (const one of counted('a', '23', 31)) stages.append(one)
  stages.settle(9)
  const [alert] = stages.alerts()
  expect(alert?.alertId).toMatch(/^sea-20261123-[0-9a-f]{8}$/)
  const digits = createHash('sha256')
    .update(JSON.stringify(['sea', false, 'track:a', at('23')]))
    .digest('hex')
  expect(alert?.alertId).toBe(`sea-20261123-${digits.slice(0, 8)}`)
})

test('an exercise has ids of its own', () => {
  const stages = createTwoStages([sea()], { observationPartitions: 1, arrivalsPartitions: 1 })
  for (const one of counted('a', '0', 31)) for (const exercise of [false, true]) stages.append({ ...one, exercise })
  stages.settle(9)
  expect(new Set(stages.alerts().map(({ alertId }) => alertId)).size).toBe(2)
})
