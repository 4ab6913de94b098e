import type { Observation } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { situationsOf } from '../oracle/situations-of.ts'
import { at, boat, described, OUTSIDE, positionsRetracted, reported, retracted, sea, seen } from '../tables/sea.ts'
import { openContents } from './content-of-alert.ts'
import { createTwoStages } from './create-two-stages.ts'

/** A boat in harbour for a week, with a memory of a day and a half: by far longer than anything but a stay is kept. */
const area = sea({ retentionDays: 1, personsHorizonDays: 0.5, absenceGapHours: 12, visitGapHours: 6, threshold: 30 })
const WEEK_HOURS = 168

const staying = (craft: string): readonly Observation[] =>
  Array.from({ length: WEEK_HOURS / 6 }, (_, step) => seen(craft, `${step * 6}`))

/** As it comes in; what was said at one time, in the order given. */
const run = (observations: readonly Observation[]) => {
  const stages = createTwoStages([area], { observationPartitions: 1, arrivalsPartitions: 1 })
  for (const one of observations.toSorted((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt))) {
    stages.append(one)
    stages.settle(1)
  }
  return stages
}

const rows: readonly (readonly [string, readonly Observation[]])[] = [
  ['its people stay with it', [...boat('a', '0', 31)]],
  ['announced before it came', [reported('a', '-11', 'manifest', 31)]],
  [
    'a report with a place, which was its arrival',
    [reported('a', '0-1ms', 'headcount', 31, { longitude: 175, latitude: -35, notPermitted: 31 })],
  ],
  [
    'what was taken back stays taken back',
    [
      reported('a', '0', 'headcount', 40, { observationId: 'wrong', notPermitted: 40 }),
      retracted('a', '1', 'wrong'),
      reported('a', '2', 'sighting', 31),
    ],
  ],
  [
    'so does what was said of the craft',
    [
      ...boat('a', '0', 31),
      described('a', '0', { observationId: 'wrong', domestic: true }),
      retracted('a', '1', 'wrong'),
    ],
  ],
]

test.each(rows)('in a stay far longer than retention and horizon, %s', (_, given) => {
  const observations = [...given, ...staying('a')]
  const stages = run(observations)
  expect(openContents(stages.alerts(), [area.areaId])).toEqual(situationsOf(observations, [area]))
  expect(stages.alerts().at(-1)?.status).toBe('open')
})

test('in a stay far longer than retention, what was taken back of the time before it stays taken back', () => {
  const retraction = positionsRetracted('a', ['0', '1'], { observedAt: at('2') })
  // A wrong position inside, before the boat came: the report of then is of the boat.
  const observations = [
    seen('a', '1'),
    seen('a', '3', OUTSIDE),
    retraction,
    reported('a', '0:30', 'headcount', 31),
    ...staying('a').slice(2),
  ]
  const stages = run(observations)
  expect(openContents(stages.alerts(), [area.areaId])).toEqual(situationsOf(observations, [area]))
  expect(stages.alerts().at(-1)).toMatchObject({ status: 'open', firstArrivalAt: at('12') })
})

test('a retraction of positions is kept for as long as one of them could come, and refused after that', () => {
  const retraction = positionsRetracted('a', ['0', '1'], { observedAt: at('2') })
  const keptAt = (hours: number) => {
    const stages = run([seen('a', '1'), retraction, seen('a', `${hours}`)])
    const stored = stages.stages.flatMap((stage) => [...stage.stored().entries])
    return stored.some(([key, text]) => key.includes('track:a') && text.includes('position-retraction'))
  }
  expect([keptAt(25), keptAt(26)]).toEqual([true, false])
  const late = { ...retraction, observedAt: at('26') }
  const stages = run([seen('a', '26'), late])
  const stored = stages.stages.flatMap((stage) => [...stage.stored().entries.values()])
  expect(stored.some((text) => text.includes('position-retraction'))).toBe(false)
})

test('a report of a stay that is over goes with it, whatever its age', () => {
  const stages = run([...boat('a', '0', 31), seen('b', `${WEEK_HOURS}`)])
  const keys = stages.stages.flatMap((stage) => [...stage.stored().entries.keys()])
  expect(keys.filter((key) => key.includes('track:a'))).toEqual([])
})

test('a craft that returns after all of it was forgotten withdraws nothing', () => {
  const stages = run([...boat('a', '0', 31), ...boat('a', `${WEEK_HOURS}`, 1)])
  expect(stages.alerts().map(({ version, status }) => [version, status])).toEqual([[1, 'open']])
})

test('a craft that returns withdraws nothing where another boat of the situation has stayed', () => {
  const stages = run([...boat('a', '0', 16), ...boat('b', '0', 16), ...staying('b'), ...boat('a', `${WEEK_HOURS}`, 1)])
  expect(stages.alerts().at(-1)).toMatchObject({ version: 1, status: 'open', unauthorised: { min: 32 } })
})

test('a craft record after everything was forgotten changes no alert', () => {
  const stages = run([...boat('a', '0', 31), described('a', `${WEEK_HOURS}`, { domestic: true })])
  expect(stages.alerts().map(({ version, status }) => [version, status])).toEqual([[1, 'open']])
})

test('a cancelled alert whose boat is still there is the one that opens again', () => {
  const recount = reported('a', `${WEEK_HOURS - 1}`, 'headcount', 40, { notPermitted: 40 })
  const stages = run([
    ...boat('a', '0', 31),
    reported('a', '2', 'headcount', 31, { permitted: 31 }),
    ...staying('a'),
    recount,
  ])
  const versions = stages.alerts().map(({ alertId, version, status }) => [alertId, version, status])
  const [alertId] = versions[0] ?? []
  expect(versions).toEqual([
    [alertId, 1, 'open'],
    [alertId, 2, 'cancelled'],
    [alertId, 3, 'open'],
  ])
})

test('two craft stay one boat while they are there, though the visit of the craft that stated it is forgotten', () => {
  const both = [described('a', '0', { sameAs: ['track:b', 'track:c'] }), seen('a', '0')]
  const later = [...boat('b', '20', 16), ...boat('c', '21', 16), described('a', '30', { name: 'Aroha' })]
  expect(run([...both, ...later]).alerts()).toEqual([])
})

test.each(['as it goes', 'restarted at each step'])(
  'an id is in use for as long as who founded it is there: %s',
  (how) => {
    const stages = createTwoStages([area], { observationPartitions: 1, arrivalsPartitions: 1 })
    const recount = (time: string, people: number) =>
      reported('a', time, 'headcount', 40, { notPermitted: people, permitted: 40 - people })
    const gone = seen('b', '2', OUTSIDE)
    const steps = [
      ...boat('a', '0', 31),
      ...boat('b', '1', 31),
      gone,
      ...staying('a').slice(1, 9),
      recount('49', 0),
      recount('52', 31),
    ]
    for (const one of steps) {
      stages.append(one)
      stages.settle(1)
      if (how !== 'as it goes') for (const stage of stages.stages) stage.restart()
    }
    const versions = stages
      .alerts()
      .map(({ alertId, version, craft }) => [alertId, version, craft.map(({ craftId }) => craftId)])
    const [first, second] = [versions[0]?.[0], versions.at(-1)?.[0]]
    expect(second).not.toBe(first)
    expect(versions.slice(1)).toEqual([
      [first, 2, ['track:a', 'track:b']],
      [first, 3, ['track:b']],
      [second, 1, ['track:a']],
    ])
  },
)
