import type { PartitionStore } from '@landfall/redis'
import { isLandfallError } from '@landfall/runtime'

/** Longer than the longest time between two tries to open a partition again: 5 s of waiting, 5 s for the command. */
const TROUBLE_MS_MAX = 15_000

/**
 * Redis may be connected and unusable: slow, full, read-only. So the last error of each partition is kept. A successful load
 * proves little (a full Redis can be read); a commit does, or the absence of errors for a while.
 */
export const createStoreWatch = (clock: () => number) => {
  const troubles = new Map<string, { readonly code: string; readonly atMs: number }>()

  const noting = async <T>(name: string, asked: Promise<T>): Promise<T> => {
    try {
      return await asked
    } catch (error) {
      troubles.set(name, { code: isLandfallError(error) ? error.code : 'unknown', atMs: clock() })
      throw error
    }
  }

  return {
    watch: (stage: string, { load, commit, discard }: PartitionStore): PartitionStore => ({
      discard: (partition) => noting(`${stage} ${partition}`, discard(partition)),
      load: (partition) => noting(`${stage} ${partition}`, load(partition)),
      commit: async (partition, change) => {
        const name = `${stage} ${partition}`
        const outcome = await noting(name, commit(partition, change))
        troubles.delete(name)
        return outcome
      },
    }),
    /** `arrivals 7: LF_STORE_FULL`; undefined while all is well. */
    trouble: (): string | undefined => {
      for (const [name, { code, atMs }] of troubles) {
        if (clock() - atMs <= TROUBLE_MS_MAX) return `${name}: ${code}`
        troubles.delete(name) // The partition has another owner by now, or has nothing to do.
      }
      return undefined
    },
  }
}
export type StoreWatch = ReturnType<typeof createStoreWatch>
