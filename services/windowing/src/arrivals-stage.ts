import { type ArrivalsSnapshot, arrivalsKey, type Rejected, type Topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import {
  type ArrivalsEntry,
  type ArrivalsState,
  allSnapshots,
  changedSnapshots,
  decodeArrivals,
  encodeArrivals,
  foldObservation,
  newArrivalsState,
  noteArrivalsMeta,
} from '@landfall/mass-arrivals'
import type { Changes, StageDefinition, StageRecord } from '@landfall/stage'
import type { WatchedAreas } from './load-areas.ts'

export type ArrivalsOutput = ArrivalsSnapshot | Rejected

/** Observations by craft → arrivals by area, and what is refused. */
export const arrivalsStage = (
  { areas, configHash }: WatchedAreas,
  topics: Pick<Topics, 'arrivals' | 'rejected'>,
): StageDefinition<ArrivalsState, ArrivalsEntry, ArrivalsOutput> => {
  const foldAs =
    (isNoted: boolean) =>
    (state: ArrivalsState, record: StageRecord, changes: Changes<ArrivalsEntry>): readonly ArrivalsOutput[] =>
      foldObservation(record, { state, changes, isNoted })
  return {
    name: 'arrivals',
    configHash,
    onConfigChange: 'rebuild',
    initial: ({ partition, replaces }) => newArrivalsState({ areas, partition }, replaces),
    decode: (entries, { partition }) => decodeArrivals({ areas, partition }, entries),
    encode: encodeArrivals,
    evolve: foldAs(true),
    restore: foldAs(false),
    endBatch: (state, changes) => {
      noteArrivalsMeta(state, changes)
      return changedSnapshots(state)
    },
    reconcile: (state, { nextOffset }) => {
      const snapshots = allSnapshots(state, nextOffset - 1)
      state.emitsEmpty = false
      return snapshots
    },
    toRecord: (output): OutRecord =>
      output.type === 'arrivals'
        ? {
            topic: topics.arrivals.name,
            key: arrivalsKey(output.areaId, output.exercise, output.craftId),
            partitionBy: output.areaId,
            value: JSON.stringify(output),
          }
        : { topic: topics.rejected.name, key: output.sourceId, value: JSON.stringify(output) },
  }
}
