import { seeded } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aGeneratedLog, type GeneratedLog } from '../generators/generated-log.ts'
import { expectAlertsMatchOracle } from '../laws/expect-alerts-match-oracle.ts'
import { createSystem, type System } from './create-system.ts'
import { faultsOf } from './faults-of.ts'
import { REAL_STAGES } from './instance-world.ts'
import { afterEveryTask, settle } from './simulate.ts'

/** As for the simulation. Here Redis is lost again and again while checkpoints are written after each commit. */
const COUNT = Number(process.env['LANDFALL_SIMULATIONS'] ?? 150)
const ONLY = process.env['LANDFALL_SIMULATION']
const FIRST = Number(ONLY ?? process.env['LANDFALL_SIMULATION_FROM'] ?? 1)
const SEEDS_AT_ONCE = 50
const STEPS_MAX = 60
const EMPTIED_SHARE = 0.6

const move = async (system: System, steps: number): Promise<void> => {
  for (let left = steps; left > 0 && system.network.step(); left -= 1) await afterEveryTask(system)
}

/** Returns how many states were restored. */
const loseAgainAndAgain = async ({ areas, observations }: GeneratedLog, seed: number): Promise<number> => {
  const random = seeded(seed)
  const upTo = (most: number) => 1 + Math.floor(random() * most)
  const trace = (event: () => string) => (ONLY === undefined ? undefined : process.stdout.write(`${event()}\n`))
  const system = createSystem(areas, random, trace, REAL_STAGES, 1)
  const faults = faultsOf(system, random)
  const half = Math.ceil(observations.length / 2)
  system.start()
  for (const observation of observations.slice(0, half)) system.observe(observation)
  await settle(system)
  for (const observation of observations.slice(half)) {
    system.observe(observation)
    await move(system, upTo(STEPS_MAX))
    if (random() < EMPTIED_SHARE) system.redis.empty()
    else faults[upTo(faults.length) - 1]?.inject()
    await move(system, upTo(STEPS_MAX))
  }
  for (const isLost of [false, true]) {
    system.killAll()
    if (isLost) system.redis.empty()
    system.start()
    await settle(system)
    expectAlertsMatchOracle(system.alerts(), observations, system.areas())
  }
  return system.restored()
}

const runOne = async (seed: number): Promise<number> => {
  const [world] = fc.sample(aGeneratedLog(12), { seed, numRuns: 1 })
  if (world === undefined) throw new Error('no world')
  try {
    return await loseAgainAndAgain(world, seed)
  } catch (error) {
    const again = `LANDFALL_SIMULATION=${seed} npx vitest run --project unit tests/simulation/system/states-lost`
    throw new Error(`seed ${seed} fails; again: ${again}`, { cause: error })
  }
}

const count = ONLY === undefined ? COUNT : 1
const starts = Array.from({ length: Math.ceil(count / SEEDS_AT_ONCE) }, (_, n) => FIRST + n * SEEDS_AT_ONCE)

test.each(starts)(
  'from seed %i: however often Redis is lost, the alerts are those of the observations',
  async (from) => {
    let restored = 0
    for (let seed = from; seed < Math.min(from + SEEDS_AT_ONCE, FIRST + count); seed += 1)
      restored += await runOne(seed)
    expect(restored).toBeGreaterThan(0) // Else nothing of this was about checkpoints.
  },
)
