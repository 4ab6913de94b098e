import type { System } from './system.ts'

/** Something that goes wrong, or is mended again, and how often: its share of all moves. */
export type Hurt = { readonly name: string; readonly share: number; readonly strike: () => void }

const INSTANCES_MAX = 4

/** Everything that may go wrong. What it leaves in the network goes wrong by itself, in its own time. */
export const hurtsOf = (system: System, random: () => number): readonly Hurt[] => {
  const { network, redis } = system
  let isRebuilding = false

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

  /**
   * Redis loses everything: with all processes, or under a single one. Not under several: what a stalled owner tells
   * from the old state after the new one has read the topic would be another content under the same version, so then
   * they must be stopped first (docs/operating.md).
   */
  const empty = (): void => {
    if (!system.isSettled()) return
    const [only] = system.instances()
    const isAlone = system.instances().length === 1 && only?.isPaused === false && network.isOnlyOf(only)
    isRebuilding = isAlone && random() < 0.5
    if (!isRebuilding) system.killAll()
    network.clearTheDead()
    system.empty()
    if (!isRebuilding) system.start()
  }

  /** All processes are stopped, Redis is set back to any copy, and they are started again. */
  const restore = (): void => {
    system.killAll()
    network.clearTheDead()
    system.restore()
    system.start()
  }

  /** Nobody joins, leaves or stalls until what was emptied under a live one is made anew. */
  const unlessRebuilding = (strike: () => void) => (): void => {
    isRebuilding &&= !system.isSettled()
    if (!isRebuilding) strike()
  }

  return [
    { name: 'killed', share: 0.02, strike: unlessRebuilding(killOne) },
    { name: 'paused', share: 0.02, strike: unlessRebuilding(pauseOne) },
    { name: 'woken', share: 0.03, strike: wakeAll },
    { name: 'rebalanced', share: 0.02, strike: unlessRebuilding(system.rebalance) },
    {
      name: 'joined',
      share: 0.01,
      strike: unlessRebuilding(() => {
        if (system.instances().length < INSTANCES_MAX) system.start()
      }),
    },
    { name: 'broken', share: 0.03, strike: network.breakOne },
    { name: 'rolled back', share: 0.01, strike: system.rollBack },
    { name: 'emptied', share: 0.005, strike: empty },
    { name: 'restored', share: 0.005, strike: unlessRebuilding(restore) },
    { name: 'saved', share: 0.05, strike: redis.save },
  ]
}
