import { type ArrivalsSnapshot, arrivalsKey, type Rejected, type Topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import { type ArrivalsPartition, openArrivals } from '@landfall/mass-arrivals'
import type { WatchedAreas } from './load-areas.ts'
import type { OpenedStage } from './stage.ts'

/** Who wants to know, for metrics. */
export type ArrivalsReport = {
  readonly opened: (arrivals: ArrivalsPartition) => void
  readonly rejected: (code: string) => void
}

/** Observations by craft → arrivals by area. Its records go to the arrivals and the rejected topic. */
export const openArrivalsStage = (
  { areas, configHash }: WatchedAreas,
  topics: Pick<Topics, 'arrivals' | 'rejected'>,
  partition: number,
  entries: ReadonlyMap<string, string>,
  report?: ArrivalsReport,
): OpenedStage<OutRecord> => {
  const arrivals = openArrivals({ areas, configHash, partition }, entries)
  report?.opened(arrivals)
  const arrivalsRecord = (snapshot: ArrivalsSnapshot): OutRecord => ({
    topic: topics.arrivals.name,
    key: arrivalsKey(snapshot.areaId, snapshot.exercise, snapshot.craftId),
    partitionBy: snapshot.areaId,
    value: JSON.stringify(snapshot),
  })
  const rejectedRecord = (rejected: Rejected): OutRecord => ({
    topic: topics.rejected.name,
    key: rejected.sourceId,
    value: JSON.stringify(rejected),
  })
  return {
    isKept: arrivals.isKept,
    hasReadMore: false,
    stage: {
      fold: (batch) => {
        const { snapshots, rejected, change } = arrivals.fold(batch)
        for (const { code } of rejected) report?.rejected(code)
        return { records: [...snapshots.map(arrivalsRecord), ...rejected.map(rejectedRecord)], change }
      },
      isDue: () => false,
    },
  }
}
