import type { MassArrivalAlert } from '@landfall/contracts'
import { collectPublished, type Recounted } from '@landfall/mass-arrivals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMassArrival, latestVersions, openContents } from '../domain/content-of-alert.ts'
import { createTwoStages } from '../domain/create-two-stages.ts'
import { recountLog } from '../domain/recount-log.ts'
import { aGeneratedLog, type GeneratedLog } from '../generators/generated-log.ts'
import { situationsOf } from '../oracle/situations-of.ts'
import { expectAlertsMatchOracle } from './expect-alerts-match-oracle.ts'
import { holds } from './runs.ts'

// `landfall explain --from-log` trusts these: what is recounted from nothing is what the stages came to, and the truth.

const cases = fc.record({
  world: aGeneratedLog(),
  how: fc.record({ partitions: fc.integer({ min: 1, max: 4 }), recordsMax: fc.integer({ min: 1, max: 9 }) }),
})

const emittedBy = ({ areas, observations }: GeneratedLog): readonly MassArrivalAlert[] => {
  const stages = createTwoStages(areas, { observationPartitions: 1, arrivalsPartitions: 1 })
  for (const observation of observations) {
    stages.append(observation)
    stages.settle(1)
  }
  return stages.alerts().filter(isMassArrival)
}

const alertsOf = (recounted: readonly Recounted[]): readonly MassArrivalAlert[] =>
  recounted.flatMap(({ alerts }) => [...alerts.values()].map(({ alert }) => alert))

const byId = (a: MassArrivalAlert, b: MassArrivalAlert): number => (a.alertId < b.alertId ? -1 : 1)

test('a recount without published alerts raises those of the oracle', () => {
  holds(cases, ({ world, how }) => {
    expectAlertsMatchOracle(alertsOf(recountLog(world, how, [])), world.observations, world.areas)
  })
})

test('a recount agrees with what the stages emitted, ended alerts included', () => {
  holds(cases, ({ world, how }) => {
    const emitted = emittedBy(world)
    const recounted = alertsOf(recountLog(world, how, collectPublished(emitted)))
    expect([...recounted].sort(byId)).toEqual([...latestVersions(emitted)].sort(byId))
  })
})

test('a recount shows an observation that the stages never saw', () => {
  let differences = 0
  const without = fc.record({ world: aGeneratedLog(), left: fc.nat() })
  holds(without, ({ world, left }) => {
    const seen = world.observations.filter((_, index) => index !== left % world.observations.length)
    const recounted = alertsOf(
      recountLog(
        world,
        { partitions: 1, recordsMax: 9 },
        collectPublished(emittedBy({ ...world, observations: seen })),
      ),
    )
    const areaIds = world.areas.map(({ areaId }) => areaId)
    expect(openContents(recounted, areaIds)).toEqual(situationsOf(world.observations, world.areas))
    if (recounted.some(({ version }) => version > 1)) differences += 1
  })
  expect(differences).toBeGreaterThan(0)
})
