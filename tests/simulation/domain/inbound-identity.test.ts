import { createHash } from 'node:crypto'
import type { Observation } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import { expect, test } from 'vitest'
import { boxArea, COAST, out } from '../tables/inbound/coast.ts'
import { at, described, notationOf, reported, retracted, seen } from '../tables/sea.ts'
import { createTwoStages } from './create-two-stages.ts'

/** §4.14, rule 10 by hand: each step is one thing that becomes known, with the alert versions of both kinds that follow from it. */
type Step = readonly [string, readonly Observation[], readonly string[]]

const KINDS = { 'mass-arrival': 'arrived', 'inbound-group': 'inbound' } as const

const story = (steps: readonly Step[]): readonly AreaAlert[] => {
  const stages = createTwoStages([boxArea(COAST)], { observationPartitions: 1, arrivalsPartitions: 1 })
  const names = new Map<string, string>()
  const name = (alertId: string) => names.get(alertId) ?? '?'
  const say = (alert: AreaAlert): string => {
    if (!names.has(alert.alertId)) names.set(alert.alertId, String.fromCharCode(65 + names.size))
    const craft = alert.craft.map((row) => {
      const end = row.arrivedAt === null ? `~${notationOf(lastOf(row))}` : `@${notationOf(row.arrivedAt)}`
      return `${row.craftId.replace('track:', '')}${end}`
    })
    const by = alert.supersededBy === null ? '' : ` by ${name(alert.supersededBy)}`
    const reason = alert.status === 'cancelled' ? ` “${alert.reason}”` : ''
    const open = alert.status === 'open' ? ` ${alert.severity} ${alert.unauthorised.likely} [${craft.join(' ')}]` : ''
    return `${KINDS[alert.kind]} ${name(alert.alertId)}${alert.version} ${alert.status}${by}${reason}${open}`
  }
  for (const [what, observed, expected] of steps) {
    const before = stages.alerts().length
    for (const observation of observed) stages.append(observation)
    stages.settle(100)
    expect(stages.alerts().slice(before).map(say), what).toEqual(expected)
  }
  return stages.alerts()
}

const lastOf = (row: AreaAlert['craft'][number]): string | null =>
  'approach' in row ? (row.approach?.last.at ?? null) : null

const sighted = (
  craft: string,
  time: string,
  people: number,
  place: ReturnType<typeof out>,
  observationId = 'sighted',
) => reported(craft, time, 'sighting', people, { ...place, observationId })

test('sighted, heading in, landed: the mass arrival takes over', () => {
  story([
    ['sighted', [sighted('a', '2', 40, out(60))], ['inbound A1 open caution 40 [a~2]']],
    ['an hour later', [seen('a', '3', out(50))], ['inbound A2 open warning 40 [a~3]']],
    ['closer', [seen('a', '5', out(30))], ['inbound A3 open warning 40 [a~5]']],
    ['inside', [seen('a', '7:40', out(-1))], ['arrived B1 open warning 40 [a@7:40]', 'inbound A4 superseded by B']],
  ])
})

test.each<readonly [string, readonly Observation[], string]>([
  ['turned away', [seen('a', '4', out(70))], 'Turned away.'],
  ['taken back', [retracted('a', '9', 'sighted')], 'A report was taken back.'],
  ['excluded', [described('a', '9', { domestic: true })], 'Excluded: domestic.'],
  ['fewer people', [reported('a', '9', 'headcount', 4)], 'Fewer people.'],
  ['far off', [seen('a', '12', out(200))], 'Out of the watch distance.'],
  [
    'with fewer people, and turned away',
    [seen('a', '4', out(70)), reported('a', '9', 'headcount', 4)],
    'Fewer people.',
  ],
])('%s: cancelled, and says why', (what, observed, reason) => {
  const alerts = story([
    ['sighted', [sighted('a', '2', 40, out(60))], ['inbound A1 open caution 40 [a~2]']],
    ['heading in', [seen('a', '3', out(50))], ['inbound A2 open warning 40 [a~3]']],
    [what, observed, [`inbound A3 cancelled “${reason}”`]],
  ])
  expect(alerts.at(-1)).toMatchObject({ severity: 'warning', status: 'cancelled', reason })
})

test('one that sails away from the other leaves it alone; the other stays, and each is open again when they meet', () => {
  const both = [sighted('a', '2', 16, out(50)), sighted('b', '2', 15, out(60))]
  story([
    ['together', both, ['inbound A1 open caution 31 [a~2 b~2]']],
    [
      'apart',
      [seen('a', '27', out(50, 60)), seen('b', '27', out(60, 0))],
      ['inbound A2 cancelled “No longer together.”'],
    ],
    ['together again', [seen('a', '29', out(49, 15))], ['inbound A3 open caution 31 [b~27 a~29]']],
  ])
})

test('landed with fewer than the threshold', () => {
  story([
    [
      'together',
      [sighted('a', '2', 16, out(50)), sighted('b', '2', 15, out(60))],
      ['inbound A1 open caution 31 [a~2 b~2]'],
    ],
    [
      'one lands more than a period later',
      [seen('a', '26:01', out(-1))],
      ['inbound A2 cancelled “Landed, and not more than the threshold.”'],
    ],
  ])
})

test('one lands, the other is still out: the visit follows the approach in the same alert', () => {
  story([
    [
      'together',
      [sighted('a', '2', 16, out(9)), sighted('b', '2', 15, out(8))],
      ['inbound A1 open caution 31 [a~2 b~2]'],
    ],
    ['one lands', [seen('a', '3', out(-1))], ['inbound A2 open caution 31 [b~2 a@3]']],
    ['both have', [seen('b', '4', out(-1))], ['arrived B1 open warning 31 [a@3 b@4]', 'inbound A3 superseded by B']],
  ])
})

test('two groups become one: the first raised goes on', () => {
  story([
    ['one', [sighted('a', '2', 31, out(50))], ['inbound A1 open caution 31 [a~2]']],
    ['another', [sighted('b', '2', 32, out(50, 40))], ['inbound B1 open caution 32 [b~2]']],
    [
      'one between',
      [sighted('c', '3', 1, out(50, 20))],
      ['inbound A2 open caution 64 [a~2 b~2 c~3]', 'inbound B2 superseded by A'],
    ],
  ])
})

test('gone from the area and back within a week it is the same; after a visit it is another', () => {
  story([
    ['sighted', [sighted('a', '2', 40, out(60))], ['inbound A1 open caution 40 [a~2]']],
    ['far off', [seen('a', '20', out(400))], ['inbound A2 cancelled “Out of the watch distance.”']],
    ['back', [sighted('a', '60', 40, out(50), 'again')], ['inbound A3 open caution 40 [a~60]']],
    ['silence', [seen('z', '160', out(10))], []],
  ])
})

test('the id: area, UTC date of the earliest newest fix, and a hash with the kind in front; it stays', () => {
  const alerts = story([
    ['sighted', [sighted('a', '2', 40, out(60))], ['inbound A1 open caution 40 [a~2]']],
    ['later', [seen('a', '30', out(40))], ['inbound A2 open caution 40 [a~30]']],
  ])
  const digits = createHash('sha256')
    .update(JSON.stringify(['inbound-group', 'sea', false, 'track:a', at('2')]))
    .digest('hex')
  expect(new Set(alerts.map(({ alertId }) => alertId))).toEqual(new Set([`sea-20261123-${digits.slice(0, 8)}`]))
})
