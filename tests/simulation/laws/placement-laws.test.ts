import { topics } from '@landfall/contracts'
import type { PartitionOfArea } from '@landfall/kafka'
import type { AreaAlert } from '@landfall/mass-arrivals'
import type { StageRecord } from '@landfall/stage'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aGeneratedLog } from '../generators/generated-log.ts'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { arrivalsWrittenFor, logOf, moments, watchOracleAreas } from './emit-from.ts'
import { holds } from './runs.ts'

// Where an area's arrivals are is decided once. That no placement changes an answer is tested in ../system, whose areas are anywhere.

const names = topics('simulation')
const HERE = 3

/** What the groups stage emits in partition HERE, live (record by record) or by a rebuild, published versions taken up. */
const versionsFrom = (
  areas: readonly OracleArea[],
  log: readonly StageRecord[],
  partitionOf: PartitionOfArea,
  isRebuilt: boolean,
): readonly AreaAlert[] => {
  const highWatermark = log.length
  const stage = driveStage(groupsStage(watchOracleAreas(areas), names, { partitionOf }), { partition: HERE })
  const outputs = isRebuilt
    ? [...stage.fold({ entries: log, nextOffset: highWatermark, highWatermark }), ...stage.settle(highWatermark)]
    : [
        ...stage.fold({ entries: [], nextOffset: 0, highWatermark: 0 }),
        ...stage.settle(0),
        ...log.flatMap((entry) => stage.fold({ entries: [entry], nextOffset: entry.offset + 1, highWatermark })),
      ]
  return outputs.map(({ alert }) => alert)
}

const isOfArea = ({ value }: StageRecord, areaId: string): boolean => String(value).includes(`"areaId":"${areaId}"`)

test('of an area that is in another partition a record is as if it were none', () => {
  const cases = fc.record({ generated: aGeneratedLog(), at: moments, isRebuilt: fc.boolean(), which: fc.nat(1) })
  holds(cases, ({ generated, at, isRebuilt, which }) => {
    const { areas } = generated
    const elsewhere = areas[which % areas.length]?.areaId ?? ''
    const log = logOf(arrivalsWrittenFor(generated), at)
    const without = log.map((entry) => (isOfArea(entry, elsewhere) ? { ...entry, value: '' } : entry))
    const emitted = versionsFrom(areas, log, (areaId) => (areaId === elsewhere ? HERE + 1 : HERE), isRebuilt)
    expect(emitted).toEqual(versionsFrom(areas, without, () => HERE, isRebuilt))
    expect(emitted.filter(({ areaId }) => areaId === elsewhere)).toEqual([])
  })
})
