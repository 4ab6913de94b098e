import { type Observation, type Policy, topics } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { type AreaAlert, watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { expect, test } from 'vitest'
import { described, reported, sea, seen } from '../tables/sea.ts'

const LOGGED_MS = Date.UTC(2030, 0)
const names = topics('test')

/** Logged a second after those of the batch before. */
const batchOf = (values: readonly object[], from = 0) => ({
  entries: values.map((value, index) => ({
    offset: from + index,
    timestampMs: LOGGED_MS + from * 1_000,
    key: null,
    value: JSON.stringify(value),
  })),
  nextOffset: from + values.length,
  highWatermark: from + values.length,
})

/** One log of observations, read by windowing that is restarted under one policy after the other. Keeps what Redis would. */
const createRestarts = (observed: readonly Observation[]) => {
  const stored = { arrivals: new Map<string, string>(), groups: new Map<string, string>() }
  const arrived: object[] = []
  const published: AreaAlert[] = []
  const startUnder = (given: Partial<Policy>): readonly AreaAlert[] => {
    const area = sea(given)
    const watched = { areas: [watchArea(area)], configHash: hashPolicy(area.policy) }
    const arrivals = driveStage(arrivalsStage(watched, names), { stored: stored.arrivals })
    const snapshots = [...arrivals.fold(batchOf(observed)), ...arrivals.settle(observed.length)]
    const groups = driveStage(groupsStage(watched, names), { stored: stored.groups, published })
    const before = groups.settle(arrived.length)
    const batch = batchOf(snapshots, arrived.length)
    arrived.push(...snapshots)
    const versions = [...before, ...groups.fold(batch), ...groups.settle(arrived.length)].map(({ alert }) => alert)
    published.push(...versions)
    return versions
  }
  return { startUnder }
}

const SINCE: Partial<Policy> = { excludes: ['domestic'], law: 'An Act s 9A' }

test('a law that takes scheduled services in raises what it left out, and says so; back again, it is cancelled', () => {
  const restarts = createRestarts([
    seen('a', '0'),
    reported('a', '0', 'headcount', 31, { notPermitted: 31 }),
    described('a', '0', { scheduledService: true }),
  ])
  expect(restarts.startUnder({})).toEqual([])
  expect(restarts.startUnder(SINCE)).toMatchObject([
    { version: 1, status: 'open', severity: 'alarm', unauthorised: { min: 31 }, ...SINCE },
  ])
  expect(restarts.startUnder(SINCE)).toEqual([])
  const [cancelled] = restarts.startUnder({})
  expect(cancelled).toMatchObject({
    version: 2,
    status: 'cancelled',
    craft: [],
    changes: expect.arrayContaining(['policy-changed']),
  })
  expect(cancelled).not.toHaveProperty('excludes')
  expect(cancelled).not.toHaveProperty('law')
})

test('whose people count is changed alike: an open alert gets a version with the other numbers', () => {
  const restarts = createRestarts([
    seen('a', '0'),
    reported('a', '0', 'headcount', 50, { permitted: 10, notPermitted: 40 }),
  ])
  expect(restarts.startUnder({})).toMatchObject([{ version: 1, unauthorised: { min: 40, likely: 40, max: 40 } }])
  // The groups stage knows the policy when it starts, and the people by the arrivals that follow.
  expect(restarts.startUnder({ counts: 'aboard' })).toMatchObject([
    { version: 2, counts: 'aboard', unauthorised: { min: 40, likely: 40, max: 40 }, changes: ['policy-changed'] },
    { version: 3, counts: 'aboard', unauthorised: { min: 50, likely: 50, max: 50 }, changes: ['counts-raised'] },
  ])
  const back = restarts.startUnder({}).at(-1)
  expect(back).toMatchObject({ version: 5, unauthorised: { max: 40 }, changes: ['counts-lowered'] })
  expect(back).not.toHaveProperty('counts')
})
