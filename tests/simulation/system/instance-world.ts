import type { Topics } from '@landfall/contracts'
import type { WatchedAreas } from '@landfall/windowing/load-areas'
import type { MemoryRedis } from './create-memory-redis.ts'
import type { MemoryTopics } from './create-memory-topics.ts'
import type { Network } from './create-network.ts'

/** What a process of the simulation lives in. */
export type InstanceWorld = {
  readonly network: Network
  readonly topics: MemoryTopics
  readonly redis: MemoryRedis
  readonly names: Topics
  readonly watch: WatchedAreas
  /** How many records a fetch brings, and how many the runner folds at once. */
  readonly sizes: () => { readonly fetchMax: number; readonly foldMax: number }
  readonly onFault: (error: unknown) => void
  /** Called with every effect, for whoever looks for the reason of a failure. */
  readonly trace: (event: () => string) => void
}
