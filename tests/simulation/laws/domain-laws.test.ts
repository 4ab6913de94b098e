import { collectPublished } from '@landfall/mass-arrivals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTwoStages, type Shape } from '../domain/create-two-stages.ts'
import { aGeneratedLog, type GeneratedLog } from '../generators/generated-log.ts'
import { expectAlertsMatchOracle } from './expect-alerts-match-oracle.ts'
import { holds } from './runs.ts'
import { inStorms, ONE_PARTITION, shapes, stepThroughCrashes } from './step-through-crashes.ts'

const runAtOnce = ({ areas, observations }: GeneratedLog, of: Shape = ONE_PARTITION, recordsMax = 1) => {
  const stages = createTwoStages(areas, of)
  for (const observation of observations) stages.append(observation)
  stages.settle(recordsMax)
  expect(stages.rejected()).toEqual([])
  return stages.alerts()
}

/** Each observation settles before the next: the topic holds every version on the way. */
const runOneByOne = ({ areas, observations }: GeneratedLog) => {
  const stages = createTwoStages(areas, ONE_PARTITION)
  for (const observation of observations) {
    stages.append(observation)
    stages.settle(1)
  }
  return stages.alerts()
}

test('after every single observation the open alerts are those of the oracle', () => {
  holds(aGeneratedLog(8), ({ areas, observations }) => {
    const stages = createTwoStages(areas, ONE_PARTITION)
    observations.forEach((observation, index) => {
      stages.append(observation)
      stages.settle(1)
      expectAlertsMatchOracle(stages.alerts(), observations.slice(0, index + 1), areas)
    })
  })
})

test('all observations at once end in the alerts of the oracle', () => {
  holds(aGeneratedLog(), (world) => expectAlertsMatchOracle(runAtOnce(world), world.observations, world.areas))
})

test('any order, repeats, batches and partitions end in the same open alerts', () => {
  holds(inStorms(aGeneratedLog()), ({ world, storm, shape, recordsMax }) => {
    const log = runAtOnce({ ...world, observations: storm }, shape, recordsMax)
    expectAlertsMatchOracle(log, world.observations, world.areas)
  })
})

test('the same log of arrivals gives the same versions, however it is cut', () => {
  const cases = fc.record({ world: aGeneratedLog(), recordsMax: fc.integer({ min: 2, max: 9 }) })
  holds(cases, ({ world, recordsMax }) => {
    const stages = [1, recordsMax].map((cut) => {
      const one = createTwoStages(world.areas, ONE_PARTITION)
      // The arrivals stage steps singly in both, so that the logs of arrivals are the same.
      for (const observation of world.observations) one.append(observation)
      const [arrivals, groups] = one.stages
      while (arrivals && !arrivals.isIdle()) arrivals.step(1)
      while (groups && !groups.isIdle()) groups.step(cut)
      return one.alerts()
    })
    expect(stages[1]).toEqual(stages[0])
  })
})

test('crashes, takeovers, a store rolled back and a store emptied change nothing', () => {
  const cases = fc.record({
    world: aGeneratedLog(),
    shape: shapes,
    seed: fc.integer(),
    recordsMax: fc.integer({ min: 1, max: 6 }),
  })
  holds(cases, ({ world, shape, seed, recordsMax }) => {
    const stages = createTwoStages(world.areas, shape)
    stepThroughCrashes(stages, world, seed, recordsMax)
    expectAlertsMatchOracle(stages.alerts(), world.observations, world.areas)
  })
})

test('a stretch of the topic that is repeated late, as after a crash, changes nothing for a stage that takes up its alerts', () => {
  const cases = fc.record({ world: aGeneratedLog(), from: fc.nat(), to: fc.nat() })
  holds(
    cases,
    ({ world, from, to }) => {
      const log = runOneByOne(world)
      const [start = 0, end = 0] = [from, to].map((index) => index % (log.length + 1)).sort((a, b) => a - b)
      expect(collectPublished([...log, ...log.slice(start, end)])).toEqual(collectPublished(log))
    },
    { share: 0.5 },
  )
})
