import type { System } from './system.ts'

/** Something that goes wrong, or is mended again, and how often: its share of all moves. */
export type Hurt = { readonly name: string; readonly share: number; readonly strike: () => void }

const INSTANCES_MAX = 4

/** Everything that may go wrong. What it leaves in the network goes wrong by itself, in its own time. */
export const hurtsOf = (system: System, random: () => number): readonly Hurt[] => {
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
    { name: 'killed', share: 0.02, strike: killOne },
    { name: 'paused', share: 0.02, strike: pauseOne },
    { name: 'woken', share: 0.03, strike: wakeAll },
    { name: 'rebalanced', share: 0.02, strike: system.rebalance },
    { name: 'joined', share: 0.01, strike: joinOne },
    { name: 'broken', share: 0.03, strike: network.breakOne },
    { name: 'reconfigured', share: 0.01, strike: system.reconfigure },
    { name: 'saved', share: 0.05, strike: redis.save },
    { name: 'restored', share: 0.015, strike: () => redis.restore(random) },
    { name: 'emptied', share: 0.005, strike: redis.empty },
    { name: 'damaged', share: 0.01, strike: () => redis.damage(random) },
  ]
}
