import { seeded } from '@landfall/testkit'
import { test } from 'vitest'
import { expectAlertsMatchOracle } from '../laws/expect-alerts-match-oracle.ts'
import { boat, reported, sea } from '../tables/sea.ts'
import { createSystem, type System } from './create-system.ts'
import { afterEveryTask, settle } from './simulate.ts'

const SEEDS = Array.from({ length: 150 }, (_, seed) => seed)
const first = [...boat('a', '0', 20), ...boat('b', '1', 20)]
/** Each leads to another version, where it is folded by itself. */
const recounts = [21, 22, 23].map((people) => reported('a', '2', 'headcount', people, { notPermitted: people }))
const all = [...first, ...recounts]

const move = async (system: System, steps: number): Promise<void> => {
  for (let left = steps; left > 0 && system.network.step(); left -= 1) await afterEveryTask(system)
}

/** What happens while an owner stalls with something produced half-way, at a moment that the seed decides. */
const whileOneStalls = async (seed: number, happens: (system: System) => void): Promise<void> => {
  const random = seeded(seed)
  const system = createSystem([sea()], random, () => {})
  system.start()
  for (const observation of first) system.observe(observation)
  await settle(system)
  for (const observation of recounts) system.observe(observation)
  await move(system, 5 + Math.floor(random() * 60))
  for (const instance of system.instances()) instance.isPaused = true
  happens(system)
  system.start()
  await move(system, 300)
  await settle(system) // The stalled one wakes up.
  system.killAll()
  system.start()
  await settle(system)
  expectAlertsMatchOracle(system.alerts(), all, system.areas())
}

const stories: readonly (readonly [string, (system: System) => void])[] = [
  ['Redis is emptied', ({ redis }) => redis.empty()],
  ['the policy is changed', ({ reconfigure }) => reconfigure()],
]

test.each(stories)('%s while an owner stalls: woken up, it contradicts nobody', async (_, happens) => {
  for (const seed of SEEDS) {
    await whileOneStalls(seed, happens).catch((error: unknown) => {
      throw new Error(`seed ${seed}`, { cause: error })
    })
  }
})
