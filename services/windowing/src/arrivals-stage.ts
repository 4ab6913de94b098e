import {
  type ArrivalsSnapshot,
  type ArrivalsWatermark,
  arrivalsKey,
  type Rejected,
  type Topics,
} from '@landfall/contracts'
import { type OutRecord, type PartitionOfArea, partitionFor } from '@landfall/kafka'
import {
  ARRIVALS_BYTES_MAX,
  type ArrivalsEntry,
  type ArrivalsState,
  allSnapshots,
  allWatermarks,
  type CraftLimits,
  changedSnapshots,
  decodeArrivals,
  dueWatermarks,
  encodeArrivals,
  foldObservation,
  isolateCraft,
  newArrivalsState,
  noteArrivalsMeta,
  REJECTED_BYTES_MAX,
  summariseArrivals,
  type World,
} from '@landfall/mass-arrivals'
import type { Changes, StageDefinition, StageRecord, StateVersion } from '@landfall/stage'
import { boundedJson, type OnTooLargeRecord } from './bounded-json.ts'
import type { WatchedAreas } from './load-areas.ts'

export type ArrivalsOutput = ArrivalsSnapshot | ArrivalsWatermark | Rejected

/** Real observations or exercises alone; both, each for itself, where no world is given. */
export type OneWorld = {
  readonly world?: World
  /** Called for each record of the other world, which is skipped. */
  readonly onSkipped?: () => void
}

type ArrivalsStageOptions = OneWorld & {
  /** Where each area's arrivals go; where its hash leads, if nothing is given. */
  readonly partitionOf?: PartitionOfArea
  readonly onTooLargeRecord?: OnTooLargeRecord
  readonly craftLimits?: CraftLimits | undefined
  /** How many partitions the topic has, where it has grown. */
  readonly grownTo?: number | undefined
}

/** What is written of it is in tests/fixtures/state-v*; a change of that is red there until one of the numbers is raised. */
const ARRIVALS_STATE: StateVersion = { format: 4, rules: 3 }

/** Observations by craft → arrivals by area, and what is refused. */
export const arrivalsStage = (
  { areas, configHash }: WatchedAreas,
  topics: Pick<Topics, 'arrivals' | 'rejected'>,
  options: ArrivalsStageOptions = {},
): StageDefinition<ArrivalsState, ArrivalsEntry, ArrivalsOutput> => {
  const { world, onSkipped, onTooLargeRecord, craftLimits, grownTo } = options
  const { partitionOf = (areaId: string) => partitionFor(areaId, topics.arrivals.partitions) } = options
  const foldAs =
    (isNoted: boolean) =>
    (state: ArrivalsState, record: StageRecord, changes: Changes<ArrivalsEntry>): readonly ArrivalsOutput[] =>
      foldObservation(record, { state, changes, isNoted, onSkipped })
  const configOf = (partition: number) => ({ areas, partition, grownTo, world, ...(craftLimits && { craftLimits }) })
  return {
    name: world === 'exercise' ? 'exercise-arrivals' : 'arrivals',
    stateVersion: ARRIVALS_STATE,
    configHash,
    onConfigChange: 'rebuild',
    initial: ({ partition, replaces }) => newArrivalsState(configOf(partition), replaces || grownTo !== undefined),
    decode: (entries, { partition }) => decodeArrivals(configOf(partition), entries),
    encode: encodeArrivals,
    evolve: foldAs(true),
    restore: foldAs(false),
    isolate: isolateCraft,
    endBatch: (state, changes) => {
      noteArrivalsMeta(state, changes)
      return [...changedSnapshots(state), ...dueWatermarks(state)]
    },
    reconcile: (state, { nextOffset }) => {
      const snapshots = allSnapshots(state, nextOffset - 1)
      state.emitsEmpty = false
      return [...snapshots, ...allWatermarks(state)]
    },
    toRecord: (output): OutRecord => {
      if (output.type === 'rejected') return { topic: topics.rejected.name, ...rejectedOf(output, onTooLargeRecord) }
      const { areaId, exercise } = output
      const [topic, partition] = [topics.arrivals.name, partitionOf(areaId)]
      if (output.type === 'watermark')
        return { topic, key: arrivalsKey(areaId, exercise, 'watermark'), partition, value: JSON.stringify(output) }
      const key = arrivalsKey(areaId, exercise, output.craftId)
      const onTooLarge = (bytes: number | null) => onTooLargeRecord?.('arrivals', key, bytes)
      const bound = { bytesMax: ARRIVALS_BYTES_MAX, summarise: summariseArrivals, onTooLarge }
      return { topic, key, partition, value: boundedJson(output, bound) }
    },
  }
}

const rejectedOf = (rejected: Rejected, onTooLargeRecord: OnTooLargeRecord | undefined) => {
  const onTooLarge = (bytes: number | null) => onTooLargeRecord?.('rejected', rejected.sourceId, bytes)
  const summarise = (whole: Rejected): Rejected => ({ ...whole, input: '', truncated: true })
  return {
    key: rejected.sourceId,
    value: boundedJson(rejected, { bytesMax: REJECTED_BYTES_MAX, summarise, onTooLarge }),
  }
}
