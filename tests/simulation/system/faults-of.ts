import type { System } from './create-system.ts'

/** Something that goes wrong, or is mended again, and how often: its share of all moves. */
export type Fault = { readonly name: string; readonly share: number; readonly inject: () => void }

const INSTANCES_MAX = 4

/** Everything that may go wrong. What it leaves in the network goes wrong by itself, in its own time. */
export const faultsOf = (system: System, random: () => number): readonly Fault[] => {
  const { network, redis } = system
  const anyone = () => system.instances()[Math.floor(random() * system.instances().length)]
  const heard = () => system.instances().filter(({ isPaused }) => !isPaused)

  const killOne = (): void => {
    const one = anyone()
    if (one !== undefined) system.kill(one)
    if (system.instances().length === 0 || random() < 0.7) system.start()
  }

  const pauseOne = (): void => {
    const one = anyone()
    if (one !== undefined && heard().length > 1) one.isPaused = true
    if (random() < 0.7) system.rebalance()
  }

  const wakeAll = (): void => {
    for (const one of system.instances()) one.isPaused = false
  }

  const joinOne = (): void => {
    if (system.instances().length < INSTANCES_MAX) system.start()
  }

  return [
    { name: 'killed', share: 0.02, inject: killOne },
    { name: 'paused', share: 0.02, inject: pauseOne },
    { name: 'woken', share: 0.03, inject: wakeAll },
    { name: 'rebalanced', share: 0.02, inject: system.rebalance },
    { name: 'joined', share: 0.01, inject: joinOne },
    { name: 'broken', share: 0.03, inject: network.breakOne },
    { name: 'reconfigured', share: 0.01, inject: system.reconfigure },
    { name: 'saved', share: 0.05, inject: redis.save },
    { name: 'restored', share: 0.015, inject: () => redis.restore(random) },
    { name: 'emptied', share: 0.01, inject: redis.empty },
    { name: 'checkpoints lost', share: 0.002, inject: system.loseCheckpoints },
    { name: 'damaged', share: 0.01, inject: () => redis.damage(random) },
  ]
}
