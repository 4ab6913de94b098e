import type { Observation } from '@landfall/contracts'
import { createRecount, type PublishedAlert, type Recounted, watchArea } from '@landfall/mass-arrivals'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { createMemoryLog } from './create-memory-log.ts'

type What = { readonly areas: readonly OracleArea[]; readonly observations: readonly Observation[] }
type How = { readonly partitions: number; readonly recordsMax: number }

/** What each area and world should say, from the observations alone. */
export const recountLog = (
  { areas, observations }: What,
  { partitions, recordsMax }: How,
  published: readonly PublishedAlert[],
): readonly Recounted[] => {
  const log = createMemoryLog(partitions)
  for (const observation of observations) log.append(observation.craftId, observation)
  const watched = areas.map(watchArea)
  return watched.flatMap((area) =>
    [false, true].map((exercise) => {
      const recount = createRecount(watched, area, exercise)
      for (const partition of log.partitions) {
        for (let from = 0; from < log.all(partition).length; ) {
          const { entries, nextOffset } = log.read(partition, from, recordsMax)
          recount.fold(partition, entries)
          from = nextOffset
        }
      }
      return recount.finish(published)
    }),
  )
}
