import type { Observation } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { boat, described, OUTSIDE, reported, retracted, sea, seen } from '../tables/sea.ts'
import { createTwoStages } from './create-two-stages.ts'

const area = sea({ threshold: 30 })

/** What is emitted of each, in order: a craft by its last letter, a watermark as `~`. */
const emittedOf = (observations: readonly Observation[]): string => {
  const stages = createTwoStages([area], { observationPartitions: 1, arrivalsPartitions: 1 })
  // A state begins with a rebuild, up to the first record.
  for (const one of [seen('z', '-1'), ...observations]) {
    stages.append(one)
    stages.settle(1)
  }
  const letters = stages.arrivals().map((value) => {
    const { type, craftId } = JSON.parse(value)
    return type === 'watermark' ? '~' : craftId.replace('track:', '')
  })
  return letters.slice(1).join('')
}

const HOURS = [seen('a', '0'), seen('a', '0:30'), seen('a', '1'), seen('a', '2')]
const PEOPLE = { observationId: 'people', notPermitted: 40 }

const rows: readonly (readonly [string, readonly Observation[], string])[] = [
  ['a craft that is only seen: the hours alone', HOURS, '~~~'],
  ['a craft whose name is known', [described('a', '0', { name: 'Aroha' }), ...HOURS], '~~~'],
  [
    'a craft that is said to be neither domestic nor scheduled',
    [described('a', '0', { domestic: false }), ...HOURS],
    '~~~',
  ],
  ['a craft with people, each hour', [reported('a', '0', 'sighting', 1), ...HOURS], '~aa~a~'],
  ['a craft with people that is elsewhere', [reported('a', '0', 'sighting', 1), seen('a', '0', OUTSIDE)], '~'],
  ['a craft with another name', [described('a', '0', { sameAs: ['track:b'] }), seen('a', '0'), seen('b', '0')], '~a'],
  ['a domestic craft', [described('a', '0', { domestic: true }), seen('a', '0')], '~a'],
  ['a scheduled one', [seen('a', '0'), described('a', '0', { scheduledService: true })], '~a'],
  [
    'from the report on, the visit of before with it',
    [seen('a', '0'), reported('a', '0:30', 'headcount', 40, PEOPLE)],
    '~a',
  ],
  [
    'a report that is taken back, and what the craft does later',
    [...boat('a', '0', 31), reported('a', '0', 'headcount', 40, PEOPLE), retracted('a', '0', 'people'), seen('a', '1')],
    '~aaaa~',
  ],
  [
    'a report in whose place stands a name, and what the craft does later',
    [
      seen('a', '0'),
      reported('a', '0', 'headcount', 31, { observationId: 'x' }),
      // The greater canonical JSON: `z` comes after the time of the other at the first key that differs.
      described('a', '0', { observationId: 'x', callSign: 'Z', name: 'Aroha' }),
      seen('a', '1'),
    ],
    '~aaa~',
  ],
]

test.each(rows)('%s', (_, observations, emitted) => {
  expect(emittedOf(observations)).toBe(emitted)
})
