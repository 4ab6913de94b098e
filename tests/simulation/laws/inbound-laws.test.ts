import { collectPublished, type RecountedInbound } from '@landfall/mass-arrivals'
import { seeded } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTwoStages } from '../domain/create-two-stages.ts'
import { inboundContents } from '../domain/inbound-contents.ts'
import { recountLog } from '../domain/recount-log.ts'
import { anInboundLog, type InboundLog } from '../generators/an-inbound-log.ts'
import type { InboundContent } from '../oracle/inbound/inbound-content-oracle.ts'
import { inboundGroupsOf } from '../oracle/inbound/inbound-groups-of.ts'
import { faultsOfTopic } from './faults-of-topic.ts'
import { holds } from './runs.ts'

type Log = ReturnType<ReturnType<typeof createTwoStages>['alerts']>

const shape = fc.record({
  observationPartitions: fc.integer({ min: 1, max: 4 }),
  arrivalsPartitions: fc.integer({ min: 1, max: 2 }),
})

/** Groups in the order of their text; conflicts in a fixed order: the product's is by importance. */
const sorted = (groups: readonly InboundContent[]): readonly string[] =>
  groups
    .map((group) => ({
      ...group,
      craft: group.craft.map((row) => ({
        ...row,
        conflictingReports: row.conflictingReports.map((one) => canonical(one)).toSorted(),
      })),
    }))
    .map(canonical)
    .toSorted()

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )

const expectGroupsOfOracle = (log: Log, { observations, areas }: InboundLog): void => {
  expect(sorted(inboundContents(log))).toEqual(sorted(inboundGroupsOf(observations, areas)))
  expect(faultsOfTopic(log)).toEqual([])
}

test('any order, repeats, batches and partitions end in the inbound groups of the oracle', () => {
  let open = 0
  const cases = anInboundLog(5).chain((world) =>
    fc.record({
      world: fc.constant(world),
      storm: fc.shuffledSubarray([...world.observations, ...world.observations], {
        minLength: world.observations.length,
      }),
      shape,
      recordsMax: fc.integer({ min: 1, max: 9 }),
    }),
  )
  holds(cases, ({ world, storm, shape: of, recordsMax }) => {
    const missing = world.observations.filter((observation) => !storm.includes(observation))
    const stages = createTwoStages(world.areas, of)
    for (const observation of [...storm, ...missing]) stages.append(observation)
    stages.settle(recordsMax)
    expectGroupsOfOracle(stages.alerts(), world)
    open += inboundContents(stages.alerts()).length
  })
  expect(open).toBeGreaterThan(0)
})

test('crashes, takeovers, a store rolled back and a store emptied change nothing', () => {
  const cases = fc.record({ world: anInboundLog(5), shape, seed: fc.integer() })
  holds(
    cases,
    ({ world, shape: of, seed }) => {
      const random = seeded(seed)
      const stages = createTwoStages(world.areas, of)
      const left = [...world.observations]
      for (let moves = 0; left.length > 0 || moves < 60; moves += 1) {
        const stage = stages.stages[Math.floor(random() * stages.stages.length)]
        const dice = random()
        const next = dice < 0.3 ? left.shift() : undefined
        if (next !== undefined) stages.append(next)
        else if (dice < 0.75) stage?.step(3)
        else if (dice < 0.81) stage?.step(3, 'before-produce')
        else if (dice < 0.9) stage?.step(3, 'before-commit')
        else if (dice < 0.94) stage?.restart()
        else if (dice < 0.98) stage?.rollBack(random)
        else stage?.empty()
      }
      stages.settle(3)
      expectGroupsOfOracle(stages.alerts(), world)
    },
    { share: 0.5 },
  )
})

test('a recount of the log says what the open inbound groups say', () => {
  holds(
    anInboundLog(5),
    (world) => {
      const stages = createTwoStages(world.areas, { observationPartitions: 1, arrivalsPartitions: 1 })
      for (const observation of world.observations) {
        stages.append(observation)
        stages.settle(1)
      }
      const recounted = recountLog(world, { partitions: 2, recordsMax: 5 }, collectPublished(stages.alerts()))
      const alerts = recounted
        .flatMap(({ inbound }): RecountedInbound[] => [...inbound.values()])
        .map((one) => one.alert)
      expect(sorted(inboundContents(alerts))).toEqual(sorted(inboundContents(stages.alerts())))
    },
    { share: 0.5 },
  )
})
