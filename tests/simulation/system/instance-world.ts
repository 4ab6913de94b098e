import type { Topics } from '@landfall/contracts'
import type { PartitionOfArea } from '@landfall/kafka'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import type { WatchedAreas } from '@landfall/windowing/load-areas'
import type { MemoryRedis } from './create-memory-redis.ts'
import type { MemoryTopics } from './create-memory-topics.ts'
import type { Network } from './create-network.ts'

/** Where the areas' arrivals are. */
export type Places = { readonly partitionOf: PartitionOfArea }

/** What the processes run. */
export type Definitions = {
  readonly arrivals: (watch: WatchedAreas, names: Topics, places: Places) => ReturnType<typeof arrivalsStage>
  readonly groups: (watch: WatchedAreas, names: Topics, places: Places) => ReturnType<typeof groupsStage>
}
export const REAL_STAGES: Definitions = { arrivals: arrivalsStage, groups: groupsStage }

/** What a process of the simulation lives in. */
export type InstanceWorld = {
  readonly network: Network
  readonly topics: MemoryTopics
  readonly redis: MemoryRedis
  readonly names: Topics
  readonly watch: WatchedAreas
  readonly places: Places
  readonly stages: Definitions
  /** How many records a fetch brings, and how many the runner folds at once. */
  readonly sizes: () => { readonly fetchMax: number; readonly foldMax: number }
  /** Whether a checkpoint of a partition is due; asked after each commit. */
  readonly isCheckpointDue: () => boolean
  readonly onRestored: (what: string) => void
  readonly onFault: (error: unknown) => void
  /** Called with every effect, for whoever looks for the reason of a failure. */
  readonly trace: (event: () => string) => void
}
