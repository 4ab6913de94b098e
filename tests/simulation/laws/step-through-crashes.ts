import type { Observation } from '@landfall/contracts'
import { seeded } from '@landfall/testkit'
import fc from 'fast-check'
import type { createTwoStages, Shape } from '../domain/create-two-stages.ts'

type Stages = ReturnType<typeof createTwoStages>
type World = { readonly observations: readonly Observation[] }

export const ONE_PARTITION: Shape = { observationPartitions: 1, arrivalsPartitions: 1 }

export const shapes: fc.Arbitrary<Shape> = fc.record({
  observationPartitions: fc.integer({ min: 1, max: 4 }),
  arrivalsPartitions: fc.integer({ min: 1, max: 2 }),
})

/** Worlds whose observations come in any order, some of them twice; what has not come in the storm comes after it. */
export const inStorms = <Of extends World>(worlds: fc.Arbitrary<Of>) =>
  worlds.chain((world) =>
    fc.record({
      world: fc.constant(world),
      storm: fc
        .shuffledSubarray([...world.observations, ...world.observations], { minLength: world.observations.length })
        .map((some) => [...some, ...world.observations.filter((observation) => !some.includes(observation))]),
      shape: shapes,
      recordsMax: fc.integer({ min: 1, max: 9 }),
    }),
  )

/** Lets the observations come while stages step, crash, restart, are rolled back and emptied; at the end all of them have been folded. */
export const stepThroughCrashes = (stages: Stages, { observations }: World, seed: number, recordsMax: number): void => {
  const random = seeded(seed)
  const left = [...observations]
  for (let moves = 0; left.length > 0 || moves < 60; moves += 1) {
    const stage = stages.stages[Math.floor(random() * stages.stages.length)]
    const dice = random()
    const next = dice < 0.3 ? left.shift() : undefined
    if (next !== undefined) stages.append(next)
    else if (dice < 0.75) stage?.step(recordsMax)
    else if (dice < 0.81) stage?.step(recordsMax, 'before-produce')
    else if (dice < 0.9) stage?.step(recordsMax, 'before-commit')
    else if (dice < 0.94) stage?.restart()
    else if (dice < 0.98) stage?.rollBack(random)
    else stage?.empty()
  }
  stages.settle(recordsMax)
}
