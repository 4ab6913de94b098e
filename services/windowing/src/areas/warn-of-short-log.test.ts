import { Policy, topics } from '@landfall/contracts'
import { watchArea } from '@landfall/mass-arrivals'
import { createLogger } from '@landfall/runtime'
import { expect, test } from 'vitest'
import { warnOfShortLog } from './warn-of-short-log.ts'

const DAY_MS = 86_400_000
const { observations, arrivals } = topics('t')

const warnings = (policy: object, keptDays?: number): readonly object[] => {
  const lines: object[] = []
  const logger = createLogger({ name: 'test', write: (line) => lines.push(JSON.parse(line) as object) })
  const area = watchArea({ areaId: 'nz', contains: () => true, policy: Policy.parse(policy) })
  const found = keptDays === -1 ? '-1' : String((keptDays ?? 0) * DAY_MS)
  const differing = { topic: observations.name, setting: 'retention.ms', wanted: '', found }
  const drift = keptDays === undefined ? [] : [differing, { ...differing, topic: arrivals.name }]
  warnOfShortLog(logger, [area], { observations, arrivals, drift })
  return lines
}

test.each([
  ['the defaults fit', {}, undefined],
  ['a log that is kept longer', { retentionDays: 60 }, 120],
  ['a log that is kept for ever', { retentionDays: 366, periodHours: 8_784 }, -1],
])('%s: no warning', (_what, policy, keptDays) => {
  expect(warnings(policy, keptDays)).toEqual([])
})

test.each([
  ['a policy that looks back further', { retentionDays: 60 }, undefined, 120, 90],
  ['a log that is kept shorter', {}, 31, 90, 31],
])('%s is logged, with both numbers', (_what, policy, keptDays, neededDays, kept) => {
  expect(warnings(policy, keptDays)).toMatchObject([
    {
      level: 'warn',
      event: 'policy.outlives-log',
      areaId: 'nz',
      topic: 't.observations.v1',
      neededDays,
      keptDays: kept,
    },
  ])
})

test('a period of a year outlives both logs as they are created', () => {
  expect(warnings({ retentionDays: 366, periodHours: 8_784 })).toMatchObject([
    { topic: 't.observations.v1', neededDays: 426, keptDays: 90 },
    { topic: 't.arrivals.v1', neededDays: 366, keptDays: 90 },
  ])
})
