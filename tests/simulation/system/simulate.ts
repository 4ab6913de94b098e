import type { Observation } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import { seeded } from '@landfall/testkit'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { createSystem, type System } from './create-system.ts'
import { faultsOf } from './faults-of.ts'
import type { Definitions } from './instance-world.ts'

const MOVES_MAX = 20_000
const OBSERVE_SHARE = 0.15
const GO_ON_SHARE = 0.99

/** What is observed of these areas. */
export type Observed<One> = { readonly areas: readonly One[]; readonly observations: readonly Observation[] }

export type Outcome<One> = {
  /** With the policies that were the last to be set. */
  readonly areas: readonly One[]
  /** The alerts topic when all was worked off, and again after one more restart. */
  readonly alertsAtRest: readonly AreaAlert[]
  readonly alerts: readonly AreaAlert[]
  readonly rejected: readonly string[]
  readonly deadLetters: readonly string[]
  readonly unread: readonly string[]
  /** What went wrong, in order; every effect as well where that was asked for. */
  readonly events: readonly string[]
}

/**
 * Runs both stages over the observations of a world, on several instances, with everything going wrong that can, until
 * all is worked off. The seed decides everything: the same seed is the same run.
 */
export const simulate = async <One extends OracleArea>(
  { areas, observations }: Observed<One>,
  seed: number,
  isTraced = false,
  stages?: Definitions,
): Promise<Outcome<One>> => {
  const random = seeded(seed)
  const events: string[] = []
  const trace = (event: () => string): void => {
    if (isTraced) events.push(event())
  }
  const system = createSystem(areas, random, trace, stages)
  const faults = faultsOf(system, random)
  const left = [...observations]
  system.start()
  while (left.length > 0 || random() < GO_ON_SHARE) {
    let dice = random()
    const hurt = faults.find(({ share }) => {
      dice -= share
      return dice < 0
    })
    if (hurt !== undefined) {
      hurt.inject()
      events.push(hurt.name)
    } else if (dice < OBSERVE_SHARE) {
      const observation = left.shift()
      if (observation !== undefined) system.observe(observation)
    } else system.network.step()
    await afterEveryTask(system)
  }
  if (system.areas() !== areas) {
    system.killAll() // Those that run by other policies, or may do.
    system.start()
  }
  await settle(system)
  const alertsAtRest = system.alerts()
  // Who rests does not see that Redis was rolled back under it; who comes after does, and works it off again.
  system.killAll()
  system.start()
  await settle(system)
  return {
    areas: system.areas(),
    alertsAtRest,
    alerts: system.alerts(),
    rejected: system.rejected(),
    deadLetters: system.deadLetters(),
    unread: await system.unread(),
    events,
  }
}

/** Lets everything run that waits for nothing but its turn; what ends a process for good ends the simulation. */
export const afterEveryTask = async (system: System): Promise<void> => {
  await new Promise<void>((resolve) => setImmediate(resolve))
  if (system.faults().length > 0) throw system.faults()[0]
}

/** Nothing more goes wrong, and everybody comes to an end. */
export const settle = async (system: System): Promise<void> => {
  for (const instance of system.instances()) instance.isPaused = false
  system.rebalance() // Also what the dead left behind while nobody was there to be heard.
  await afterEveryTask(system)
  for (let moves = 0; system.network.step(); moves += 1) {
    if (moves > MOVES_MAX) throw new Error(`still moving after ${MOVES_MAX} moves`)
    await afterEveryTask(system)
  }
}
