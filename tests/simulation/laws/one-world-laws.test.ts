import { type World, worldOf } from '@landfall/mass-arrivals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTwoStages, type Shape } from '../domain/create-two-stages.ts'
import { aGeneratedLog, type GeneratedLog } from '../generators/generated-log.ts'
import { holds } from './runs.ts'

// Real data and exercises have stages of their own. Up to 0.1.0 one stage folded both, and its log and state may be left.

const ONE: Shape = { observationPartitions: 1, arrivalsPartitions: 1 }

/** A world of which about half is an exercise. */
const mixed = aGeneratedLog().chain(({ observations, ...rest }) =>
  fc.array(fc.boolean(), { minLength: observations.length, maxLength: observations.length }).map(
    (flags): GeneratedLog => ({
      ...rest,
      observations: observations.map((one, index) => ({ ...one, exercise: flags[index] === true })),
    }),
  ),
)
const aWorld = fc.constantFrom<World>('real', 'exercise')

/** Each observation settles before the next; from number `from` on the stages are those of one world. */
const runOneByOne = ({ areas, observations }: GeneratedLog, only: World | undefined, from = 0) => {
  let world: World | undefined
  const stages = createTwoStages(areas, ONE, () => world)
  observations.forEach((observation, index) => {
    if (index === from) {
      world = only
      for (const stage of stages.stages) stage.restart()
    }
    stages.append(observation)
    stages.settle(1)
  })
  return stages
}

const alertsIn = (world: World, { alerts }: ReturnType<typeof runOneByOne>) =>
  alerts().filter(({ exercise }) => worldOf(exercise) === world)

test('the stages of one world emit the versions that stages of both emit for it, and none of the other', () => {
  holds(fc.record({ log: mixed, world: aWorld }), ({ log, world }) => {
    const own = runOneByOne(log, world)
    expect(own.alerts()).toEqual(alertsIn(world, runOneByOne(log, undefined)))
  })
})

test('real stages that take over what stages of both have stored go on with the same versions, and keep nothing of exercises', () => {
  const cases = mixed.chain((log) => fc.record({ log: fc.constant(log), from: fc.nat(log.observations.length - 1) }))
  holds(cases, ({ log, from }) => {
    const taken = runOneByOne(log, 'real', from)
    expect(alertsIn('real', taken)).toEqual(alertsIn('real', runOneByOne(log, undefined)))
    const [arrivals] = taken.stages // It has had a record since, so what it no longer needs is deleted.
    expect([...(arrivals?.stored().entries.keys() ?? [])].filter((key) => key.startsWith('exercise/'))).toEqual([])
  })
})
