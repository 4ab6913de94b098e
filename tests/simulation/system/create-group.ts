import { shuffled } from '@landfall/testkit'
import { STAGES, type StageName } from './create-memory-redis.ts'
import type { Network } from './create-network.ts'
import type { Instance, Lease } from './start-instance.ts'

type Owned = { readonly lease: Lease; readonly owner: Instance }

/** The consumer groups of both stages: who may read which partition. What was said takes time to be heard. */
export const createGroup = (
  network: Network,
  partitionsOf: (stage: StageName) => readonly number[],
  random: () => number,
) => {
  const owned = new Map<string, Owned>()

  const give = (stage: StageName, partition: number, owner: Instance): void => {
    const lease: Lease = { stage, partition, isHeld: true, isExpelled: false }
    owned.set(`${stage}/${partition}`, { lease, owner })
    owner.take(lease)
  }

  /** The old owner learns of it when it next hears from the group; until then it goes on. */
  const takeFrom = ({ lease, owner }: Owned): void => {
    const lose = (): void => {
      lease.isHeld = false
    }
    if (owner.isPaused) lease.isExpelled = true
    if (!owner.isAlive) lose()
    else network.ask(owner, 'rebalance', () => ({ done: true, value: undefined })).then(lose, lose)
  }

  /** Deals the partitions out again among those the group can hear. */
  const rebalance = (instances: readonly Instance[]): void => {
    const heard = shuffled(
      instances.filter(({ isAlive, isPaused }) => isAlive && !isPaused),
      random,
    )
    if (heard.length === 0) return
    for (const stage of STAGES) {
      for (const [at, partition] of shuffled(partitionsOf(stage), random).entries()) {
        const before = owned.get(`${stage}/${partition}`)
        const after = heard[at % heard.length]
        if (after === undefined || before?.owner === after) continue
        if (before !== undefined) takeFrom(before)
        give(stage, partition, after)
      }
    }
  }

  return { rebalance }
}
